"""What stands and what is kept, said twice more: by SQL over the steps, and in DuckDB.

A customer is there from the day of its conversion until the day it left; its person is who won it,
its team that of the person on the day asked.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tests.differential.asked import Asked, Figures, ratio
from tests.differential.by_sql import PERIODS, _ends
from tests.differential.facts import ask, civil, member_of

#: KPI -> (step that begins it, columns of the prospect that end it).
STOCKS = {
    "customers": ("converted", ("churned_at",)),
    "prospects_open": ("detected", ("converted_at", "disqualified_at")),
}
#: KPI -> whether it counts those lost.
SHARES = {"retention": False, "churn": True}
DAY = timedelta(days=1)
NEVER = "DATE '9999-01-01'"
Rows = list[tuple[Any, ...]]
#: (step, columns that end it, day asked, day until, asked) -> (members..., there, gone by then).
Read = Callable[[str, tuple[str, ...], date, date, Asked], Rows]


def by_sql(
    step: str, ends: tuple[str, ...], day: date, until: date, asked: Asked
) -> Rows:
    """Who was there at the end of ``day``, and who of them had left by the end of ``until``."""

    def ended(on: date) -> str:
        parts = [f"(p.{c} IS NOT NULL AND {civil('p.' + c)} <= '{on}')" for c in ends]
        return f"({' OR '.join(parts)})"

    others = [split for split in asked.by if split not in PERIODS]
    keys = "".join(f"b.{split}, " for split in others)
    group = f" GROUP BY {keys.removesuffix(', ')}" if keys else ""
    return ask(
        f"SELECT {keys}COUNT(*), SUM(b.gone) FROM (SELECT s.rep_id AS rep,"
        f" {member_of('s.rep_id', repr(str(day)))} AS team, p.source_id AS source,"
        " p.region_id AS region, p.sector_id AS sector, p.client_type_id AS client_type,"
        " p.campaign_id AS campaign,"
        f" CASE WHEN {ended(until)} THEN 1 ELSE 0 END AS gone"
        " FROM crm_prospectstep s JOIN crm_prospect p ON p.id = s.prospect_id"
        f" WHERE s.step = '{step}' AND s.withdrawn_at IS NULL AND {civil('s.at')} <= '{day}'"
        f" AND NOT {ended(day)}) b WHERE {asked.kept('b.rep', 'b.team', 'b.')}{group}"
    )


def by_duckdb(duck: Any) -> Read:
    def read(
        step: str, ends: tuple[str, ...], day: date, until: date, asked: Asked
    ) -> Rows:
        others = [split for split in asked.by if split not in PERIODS]
        keys = ["rep_id" if split == "rep" else split for split in others]
        over = f"least({', '.join(f'coalesce(civil({c}), {NEVER})' for c in ends)})"
        found: Rows = duck.execute(
            f"WITH there AS (SELECT s.rep_id, team_of(s.rep_id, ?) AS team,"
            " p.source_id AS source, p.region_id AS region, p.sector_id AS sector,"
            f" {over} AS over FROM step s JOIN prospect p ON p.id = s.prospect_id"
            ' WHERE s.step = ? AND s.withdrawn_at IS NULL AND civil(s."at") <= ?)'
            f" SELECT {', '.join([*keys, 'count(*), count(*) FILTER (over <= ?)'])}"
            f" FROM there WHERE over > ? AND {asked.whose.sql('rep_id', 'team')}"
            + (" GROUP BY ALL" if keys else ""),
            [day, step, day, until, day],
        ).fetchall()
        return found

    return read


def figures(
    read: Read, asked: Asked, keys: list[str], today: date
) -> dict[str, Figures]:
    found: dict[str, Figures] = {}
    for key in keys:
        if key in STOCKS:
            step, ends = STOCKS[key]
            found[key] = {}
            for start, last in _ends(asked, today):
                for *members, there, _gone in read(step, ends, last, last, asked):
                    found[key][_place(asked, start, members)] = Fraction(there)
        elif key in SHARES:
            found[key] = _shares(read, asked, SHARES[key], today)
    return found


def _shares(read: Read, asked: Asked, lost: bool, today: date) -> Figures:
    step, ends = STOCKS["customers"]
    found: Figures = {}
    for start, last in _ends(asked, today):
        first = max(start or asked.period.first, asked.period.first)
        for *members, there, gone in read(step, ends, first - DAY, last, asked):
            share = ratio(int(gone or 0) if lost else there - int(gone or 0), there)
            found[_place(asked, start, members)] = share
    return found


def _place(asked: Asked, start: date | None, members: list[Any]) -> tuple[Any, ...]:
    rest = iter(members)
    return tuple(start if split in PERIODS else next(rest) for split in asked.by)
