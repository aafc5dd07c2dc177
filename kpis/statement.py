"""The one SQL statement that recomputes claimed cells, the same on both databases.

INSERT ... WITH claimed AS (the cells of these marks)
SELECT ... FROM (zeros of the cells UNION ALL each grouped source) GROUP BY day, rep
HAVING the group holds a claimed cell
ON CONFLICT DO UPDATE ... WHERE something differs RETURNING the cells that were written.

The zeros reset what vanished; the last WHERE makes a second run write nothing. A LEFT JOIN per
source does the same in ten times the time on SQLite, hence the union.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import BooleanField, Func

from crm.models import NO_TEAM_ID
from kpis.compiler import Sql, by_source, grouped_cells, shift_of, steps_over, window
from kpis.measures import SOURCES, STORED
from kpis.periods import Period

#: Stand for the values of one run inside a cached statement: no fact is that old.
START, END = datetime(1801, 1, 1, tzinfo=UTC), datetime(1802, 1, 1, tzinfo=UTC)
STEP_AT = [datetime(1810 + i, 1, 1, tzinfo=UTC) for i in range(8)]
SHIFT = [f"shift {i}" for i in range(9)]

COLUMNS = tuple(STORED)


class IdIn(Func):
    """``id`` is one of many: one parameter, however many ids."""

    output_field = BooleanField()

    def __init__(self, ids: list[int]) -> None:
        super().__init__("id")
        self.ids = ids

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> Sql:  # type: ignore[override]
        column, params = compiler.compile(self.get_source_expressions()[0])
        return f"{column} = ANY(%s::bigint[])", (*params, self.ids)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Sql:
        column, params = compiler.compile(self.get_source_expressions()[0])
        return f"{column} IN (SELECT value FROM json_each(%s))", (
            *params,
            json.dumps(self.ids),
        )


def snapshot_statement(
    connection: Any, claimed: list[int], span: Period, zone: ZoneInfo
) -> tuple[str, list[Any]]:
    """The statement and its parameters for these marks, whose days lie in ``span``."""
    start, end = window(span, zone)
    steps = steps_over(start, end, zone)
    sql, slots = _compiled(connection.vendor, zone.key, len(steps))
    adapt = connection.ops.adapt_datetimefield_value
    values: dict[Any, Any] = {
        "claimed": json.dumps(claimed) if connection.vendor == "sqlite" else claimed,
        adapt(START): adapt(start),
        adapt(END): adapt(end),
    }
    for i, (since, offset) in enumerate(steps):
        values[SHIFT[i]] = shift_of(offset)
        if i:
            values[adapt(STEP_AT[i])] = adapt(since)
    return sql, [values.get(slot, slot) if _is_slot(slot) else slot for slot in slots]


def _is_slot(value: Any) -> bool:
    return isinstance(value, str | datetime)


@lru_cache(maxsize=64)
def _compiled(
    vendor: str, zone_name: str, step_count: int
) -> tuple[str, tuple[Any, ...]]:
    """The statement with slots for what changes from run to run."""
    from django.db import connection

    claimed_ids = (
        "IN (SELECT value FROM json_each(%s))"
        if vendor == "sqlite"
        else "= ANY(%s::bigint[])"
    )
    parts, params = [_zeros()], ["claimed"]
    for key, measures in by_source(COLUMNS).items():
        steps = [(STEP_AT[i], SHIFT[i]) for i in range(step_count)]
        rows = grouped_cells(
            SOURCES[key],
            measures,
            start=START,
            end=END,
            zone=ZoneInfo(zone_name),
            steps=steps,
        )
        sql, found = rows.query.get_compiler(connection=connection).as_sql()
        parts.append(_grouped(sql, SOURCES[key].rep, [m.key for m in measures]))
        params.extend(found)
    return _assemble(claimed_ids, parts), tuple(params)


def _zeros() -> str:
    """The claimed cells themselves: they reset what vanished, and say which groups to keep."""
    nothing = ", ".join(f"0 AS {key}" for key in COLUMNS)
    return f"SELECT day, rep_id, 1 AS claims, {nothing} FROM claimed"


def _grouped(sql: str, rep: str, keys: list[str]) -> str:
    columns = ", ".join(f'g."m_{key}"' if key in keys else "0" for key in COLUMNS)
    return f"SELECT g.cell_day, g.{rep}, 0, {columns} FROM ({sql}) AS g"


def _assemble(claimed_ids: str, parts: list[str]) -> str:
    table = "kpis_dailysnapshot"
    sums = ", ".join(f"SUM(parts.{key})" for key in COLUMNS)
    stored = ", ".join(f"{table}.{key}" for key in ("team_id", *COLUMNS))
    computed = ", ".join(f"excluded.{key}" for key in ("team_id", *COLUMNS))
    updates = ", ".join(f"{key} = excluded.{key}" for key in ("team_id", *COLUMNS))
    team = (
        "COALESCE((SELECT team_id FROM crm_membership AS m WHERE m.user_id = parts.rep_id"
        " AND (m.from_on IS NULL OR m.from_on <= parts.day)"
        f" AND (m.to_on IS NULL OR m.to_on > parts.day)), {NO_TEAM_ID})"
    )
    return (
        f"INSERT INTO {table} (day, rep_id, team_id, {', '.join(COLUMNS)}) "
        f"WITH claimed AS (SELECT DISTINCT day, rep_id FROM kpis_mark WHERE id {claimed_ids}) "
        f"SELECT parts.day, parts.rep_id, {team}, {sums} "
        f"FROM ({' UNION ALL '.join(parts)}) AS parts GROUP BY parts.day, parts.rep_id "
        f"HAVING SUM(parts.claims) > 0 "
        f"ON CONFLICT (day, rep_id) DO UPDATE SET {updates} "
        f"WHERE ({stored}) <> ({computed}) RETURNING day, rep_id"
    )
