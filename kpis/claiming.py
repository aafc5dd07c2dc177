"""The few statements around the snapshot statement, as SQL: they run at every logged call.

Building them with the ORM took several times what the databases take to run them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from kpis.periods import Period, add_months, between, start_of

#: The most marks one transaction claims: bounds the lock time of a backfill.
CLAIM = 60_000
#: The most days it locks.
DAYS = 31

FREE_DAYS = "SELECT day FROM kpis_civilday WHERE day {marked} ORDER BY day LIMIT %s"
#: PostgreSQL reads the marked days once, whatever its planner believes of a table just filled.
MARKED = {
    "postgresql": "= ANY(ARRAY(SELECT DISTINCT day FROM kpis_mark))",
    "sqlite": "IN (SELECT day FROM kpis_mark)",
}
MARKS = "SELECT id, day FROM kpis_mark WHERE day {among} ORDER BY day, id LIMIT %s"
FORGET = "DELETE FROM kpis_mark WHERE id {among}"
UNDRAWN = (
    "SELECT DISTINCT day FROM kpis_mark AS mark WHERE NOT EXISTS"
    " (SELECT 1 FROM kpis_civilday AS civil WHERE civil.day = mark.day)"
)
PUBLISH = (
    "UPDATE kpis_civilday SET published_at = %s WHERE published_at IS NULL AND ends_at <= %s"
    " AND NOT EXISTS (SELECT 1 FROM kpis_mark AS mark WHERE mark.day = kpis_civilday.day)"
)
WAITING = "(EXISTS (SELECT 1 FROM kpis_mark) OR EXISTS (SELECT 1 FROM kpis_teammark))"
BEAT = (
    "INSERT INTO kpis_heartbeat (name, at) VALUES (%s, %s)"
    " ON CONFLICT (name) DO UPDATE SET at = excluded.at"
)


@dataclass(frozen=True)
class Claim:
    """Marks on locked days of one month, and the days they lie between."""

    ids: list[int]
    span: Period


def among(values: list[Any], of: str) -> tuple[str, Any]:
    """The condition "is one of these" with its one parameter, however many they are.

    ``of`` is PostgreSQL's type of the column. With the very same type it looks each row up in a
    hash; otherwise it tries each row against each value: seconds for thousands of ids, because the
    planner takes a table that is mostly empty for an empty one and reads it whole.
    """
    if connection.vendor == "sqlite":
        return "IN (SELECT value FROM json_each(%s))", json.dumps(values, default=str)
    return f"= ANY(%s::{of}[])", values


def claim() -> Claim | None:
    """Lock the first free days that have marks, of one month, and read the ids of their marks.

    PostgreSQL locks the rows and skips those another snapper holds; on SQLite the IMMEDIATE
    transaction around this is the lock. Null when no free day has marks.
    """
    lock = " FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        free = FREE_DAYS.format(marked=MARKED[connection.vendor])
        cursor.execute(free + lock, [DAYS])
        locked = [as_day(row[0]) for row in cursor.fetchall()]
        if not locked:
            return None
        until = add_months(start_of("month", locked[0]), 1)
        days = [day for day in locked if day < until]
        condition, parameter = among(days, "date")
        cursor.execute(MARKS.format(among=condition), [parameter, CLAIM])
        marks = cursor.fetchall()
    if not marks:  # another snapper finished these days while we came to their locks
        return Claim([], between(days[0], days[-1]))
    return Claim(
        [pk for pk, _day in marks], between(as_day(marks[0][1]), as_day(marks[-1][1]))
    )


def forget(ids: list[int]) -> None:
    """Delete claimed marks, and no other."""
    condition, parameter = among(ids, "bigint")
    with connection.cursor() as cursor:
        cursor.execute(FORGET.format(among=condition), [parameter])


def undrawn() -> set[date]:
    """Days that have marks and are not in the calendar yet."""
    with connection.cursor() as cursor:
        cursor.execute(UNDRAWN)
        return {as_day(row[0]) for row in cursor.fetchall()}


def publish(now: datetime) -> None:
    """Closed days without marks have been shown complete: their changes are restated from now on."""
    at = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(PUBLISH, [at, at])


def waiting() -> bool:
    """Whether any cell is to be computed."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {WAITING}")
        return bool(cursor.fetchone()[0])


def beat(name: str, now: datetime) -> None:
    """Remember when something last went well."""
    with connection.cursor() as cursor:
        cursor.execute(BEAT, [name, connection.ops.adapt_datetimefield_value(now)])


def as_day(value: Any) -> date:
    """A day as read by either database."""
    return date.fromisoformat(value) if isinstance(value, str) else value
