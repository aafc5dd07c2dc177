"""What the tables of the facts and the figures hold, row by row."""

from __future__ import annotations

import functools

from django.apps import apps
from django.db import connection

#: Ours, and the tokens of programs. Sessions and rate limits may move with any request.
APPS = ("crm", "kpis", "knox")
#: The calendar holds no fact: a day is drawn by whoever first asks a figure of it.
DRAWN = "kpis_civilday"
State = dict[str, list[tuple[object, ...]]]


@functools.cache
def tables() -> list[str]:
    models = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    linked = [
        field.remote_field.through for m in models for field in m._meta.many_to_many
    ]
    return sorted({model._meta.db_table for model in (*models, *linked)} - {DRAWN})


def state() -> State:
    """{table: every value of every row, in one order}; small tables only, as in tests."""
    found: State = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            found[table] = cursor.fetchall()
    return found


def rows_written() -> int:
    """How many rows this connection has written since it was opened, also those undone since."""
    connection.ensure_connection()
    return int(connection.connection.total_changes)


def rows_of(table: str) -> list[dict[str, object]]:
    """Every row of a table, each as {column: value}, in the order of its key."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
        columns = [column[0] for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def moved(before: State, after: State) -> list[str]:
    """The tables that differ."""
    return [table for table in before if before[table] != after[table]]
