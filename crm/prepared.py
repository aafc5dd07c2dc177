"""Small queries of every page whose statement follows from a few values: made once, then only run.

Building and compiling such a query takes longer than running it. What it finds is read every time.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

#: Statements a process keeps; most keys hold a person and a day.
KEPT = 2_000
Statement = tuple[str, tuple[Any, ...]]

_statements: dict[Hashable, Statement] = {}


def rows_of(
    key: Hashable, build: Callable[[], QuerySet[Any, Any]]
) -> list[tuple[Any, ...]]:
    """The rows of a ``values_list`` of texts and integers, as the database returns them.

    ``key`` holds everything that ``build`` reads: the same key must give the same statement.
    """
    key = (connection.vendor, key)
    kept = _statements.get(key)
    if kept is None:
        if len(_statements) >= KEPT:
            _statements.clear()
        kept = _statements[key] = _made(build())
    sql, params = kept
    if not sql:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def _made(rows: QuerySet[Any, Any]) -> Statement:
    try:
        sql, params = rows.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return "", ()
    return sql, tuple(params)
