"""Small queries of every page whose statement follows from a few values: made once, then only run.

Building and compiling such a query takes longer than running it. What it finds is read every time.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

#: Statements a process keeps; most keys hold a person and a day.
KEPT = 2_000


class Statement(NamedTuple):
    """``sql`` is None for what cannot find anything."""

    sql: str | None
    params: tuple[Any, ...]
    compiler: Any
    converters: Any


_statements: dict[Hashable, Statement] = {}


def rows_of(
    key: Hashable, build: Callable[[], QuerySet[Any, Any]]
) -> list[tuple[Any, ...]]:
    """The rows of a ``values_list``.

    ``key`` holds everything that ``build`` reads: the same key must give the same statement.
    """
    key = (connection.vendor, key)
    kept = _statements.get(key)
    if kept is None:
        if len(_statements) >= KEPT:
            _statements.clear()
        kept = _statements[key] = _made(build())
    if kept.sql is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(kept.sql, kept.params)
        rows = cursor.fetchall()
    if kept.converters:
        rows = kept.compiler.apply_converters(rows, kept.converters)
    return [tuple(row) for row in rows]


def _made(rows: QuerySet[Any, Any]) -> Statement:
    compiler = rows.query.get_compiler(connection=connection)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return Statement(None, (), compiler, {})
    shown = [expression for expression, _sql, _alias in compiler.select]
    return Statement(sql, tuple(params), compiler, compiler.get_converters(shown))
