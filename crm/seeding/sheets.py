"""Rows kept in memory with their ids already given, then written table by table.

Twice as fast as ``bulk_create``: values go to the driver as they are, and only instants, dates,
decimals and JSON are converted. What a model would stamp at saving (``recorded_at``) is given by the
story instead, so that the same seed gives the same rows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.management.color import no_style
from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)

#: Fields whose Python value the driver does not take as it is.
CONVERTED = (models.DateField, models.DecimalField, models.JSONField, models.UUIDField)

#: Tables of fewer rows are not worth a line of progress.
MANY = 5_000


class Sheets:
    """Everything to write. ``add`` gives the row its id, so that others can point at it."""

    def __init__(self) -> None:
        self.rows: dict[type[models.Model], list[models.Model]] = {}
        self._next: dict[type[models.Model], int] = {}

    def add(self, row: Row) -> Row:
        kind = type(row)
        if kind not in self._next:
            last = kind._base_manager.aggregate(last=models.Max("pk"))["last"]
            self._next[kind], self.rows[kind] = (last or 0) + 1, []
        if row.pk is None:
            row.pk = self._next[kind]
            self._next[kind] += 1
        self.rows[kind].append(row)
        return row

    def of(self, kind: type[Row]) -> list[Row]:
        """The rows of one table, in the order they were told."""
        return self.rows.get(kind, [])  # type: ignore[return-value]

    def counts(self) -> dict[str, int]:
        return {kind.__name__: len(rows) for kind, rows in self.rows.items()}

    def write(self, told: Callable[[str], None]) -> None:
        """Insert every row. Call inside a transaction: constraints hold at its end."""
        for kind, rows in self.rows.items():
            if len(rows) >= MANY:
                told(f"writing {len(rows):,} {kind._meta.verbose_name_plural}")
            insert(kind, rows)
            for row in rows:
                row._state.adding, row._state.db = False, connection.alias
        statements = connection.ops.sequence_reset_sql(no_style(), list(self.rows))
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


def insert(kind: type[models.Model], rows: list[models.Model]) -> None:
    """One prepared statement for all the rows of a table, ids included."""
    fields = list(kind._meta.concrete_fields)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    # Names come from the models, values travel as parameters.
    statement = (
        f"INSERT INTO {quote(kind._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608
    )
    read = [
        (
            field.attname,
            field.get_db_prep_save if isinstance(field, CONVERTED) else None,
        )
        for field in fields
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, [_values(row, read) for row in rows])


def _values(row: models.Model, read: list[tuple[str, Any]]) -> tuple[Any, ...]:
    values = row.__dict__
    return tuple(
        values[name]
        if convert is None or values[name] is None
        else convert(values[name], connection)
        for name, convert in read
    )
