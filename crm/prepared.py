"""Small queries of every page whose statement follows from a few values: made once, then only run.

Building and compiling such a query takes longer than running it. What it finds is read every time.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet

#: Statements a process keeps; most keys hold a person and a day.
KEPT = 2_000


class Shape(NamedTuple):
    """A model's row is ``start`` to ``end`` of a line; ``along`` are (name, place) beside it."""

    model: type[Model]
    start: int
    end: int
    names: list[str]
    along: tuple[tuple[str, int], ...]


class Statement(NamedTuple):
    """``sql`` is None for what cannot find anything, ``shape`` for what makes no rows of a model."""

    sql: str | None
    params: tuple[Any, ...]
    compiler: Any
    converters: Any
    shape: Shape | None


_statements: dict[Hashable, Statement] = {}


def rows_of(
    key: Hashable, build: Callable[[], QuerySet[Any, Any]]
) -> list[tuple[Any, ...]]:
    """The rows of a ``values_list``.

    ``key`` holds everything that ``build`` reads: the same key must give the same statement.
    """
    return _run(_kept(key, build))


def models_of(key: Hashable, build: Callable[[], QuerySet[Any]]) -> list[Any]:
    """The same for rows of a model, with what they are annotated with; unrelated rows alone."""
    kept = _kept(key, build)
    shape = kept.shape
    return [_model(shape, row) for row in _run(kept)] if shape else []


def count_of(key: Hashable, build: Callable[[], QuerySet[Any, Any]], most: int) -> int:
    """How many rows there are, counted no further than ``most``; their order costs nothing."""

    def counted() -> QuerySet[Any, Any]:
        return build().order_by().values_list("pk")[:most]

    kept = _kept(key, counted)
    if kept.sql is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT COUNT(*) FROM ({kept.sql}) AS counted",  # noqa: S608 - made by Django
            kept.params,
        )
        return int(cursor.fetchone()[0])


def _kept(key: Hashable, build: Callable[[], QuerySet[Any, Any]]) -> Statement:
    key = (connection.vendor, key)
    kept = _statements.get(key)
    if kept is None:
        if len(_statements) >= KEPT:
            _statements.clear()
        kept = _statements[key] = _made(build())
    return kept


def _run(kept: Statement) -> list[tuple[Any, ...]]:
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
        return Statement(None, (), compiler, {}, None)
    shown = [expression for expression, _sql, _alias in compiler.select]
    converters = compiler.get_converters(shown)
    return Statement(sql, tuple(params), compiler, converters, _shape(compiler))


def _shape(compiler: Any) -> Shape | None:
    """Which columns make a model's row, and what else stands in a line."""
    if compiler.klass_info is None:
        return None
    places = compiler.klass_info["select_fields"]
    names = [compiler.select[place][0].target.attname for place in places]
    along = tuple(compiler.annotation_col_map.items())
    return Shape(compiler.klass_info["model"], places[0], places[-1] + 1, names, along)


def _model(shape: Shape, row: tuple[Any, ...]) -> Model:
    values = row[shape.start : shape.end]
    made: Model = shape.model.from_db(connection.alias, shape.names, values)
    for name, place in shape.along:
        setattr(made, name, row[place])
    return made
