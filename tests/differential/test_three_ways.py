"""Snapshot = direct SQL over the rows = an independent DuckDB, exactly, on generated companies."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from duckdb import DuckDBPyConnection

from crm.civil import civil_day
from kpis import snapshots
from kpis.catalogue import KPIS
from kpis.periods import Period
from kpis.spec import PERIODS
from kpis.verify import verify
from tests.differential import (
    by_duckdb,
    by_sql,
    facts,
    ours,
    pairs,
    pairs_by_duckdb,
    pairs_by_sql,
    standing,
    sure,
)
from tests.differential.asked import (
    CELL_SPLITS,
    IN_MONTHS,
    ROW_SPLITS,
    SPREADS,
    Asked,
    everybody,
    filtered,
)
from tests.differential.pairs import AGES, PAIRED
from tests.kpis.generate import World

OCTOBER = Period(date(2026, 10, 1), date(2026, 11, 1))
TWO_MONTHS = Period(date(2026, 10, 1), date(2026, 12, 1))


def questions(world: World) -> list[Asked]:
    """Every scope with every split of the cells; every split of the rows for three scopes."""
    whose = everybody(world)
    found = [(who, by) for who in whose for by in CELL_SPLITS]
    found += [(who, by) for who in whose[:3] for by in ROW_SPLITS]
    plain = [
        Asked(who, TWO_MONTHS if set(PERIODS) & set(by) else OCTOBER, by)
        for who, by in found
    ]
    scopes = (whose[0], whose[2], whose[3])
    return plain + [
        Asked(who, TWO_MONTHS, by, where)
        for who in scopes
        for where, by in filtered(world)
    ]


def second_opinion(world: World) -> DuckDBPyConnection:
    """A DuckDB that holds the facts as they are; the SQL by hand finds its calendar ready too."""
    facts.gather()
    return by_duckdb.export(world.zone.key)


def differing(
    world: World,
    duck: DuckDBPyConnection,
    asked: Asked,
    among: Collection[str] = tuple(KPIS),
) -> list[Any]:
    """Where the product, the SQL and DuckDB do not say the same to this question."""
    today = civil_day(world.now, world.zone)
    keys = [key for key in ours.allowed(asked) if key in among]
    if today < asked.period.end and "sales_growth" in keys:
        # A running month grows against as many days; the reference compares whole months.
        keys.remove("sales_growth")
    said = ours.figures(asked, keys, today)
    found = _in_pairs(asked, said, duck, today)
    keys = [key for key in keys if key not in (*PAIRED, *AGES)]
    sql = by_sql.figures(asked, keys, today)
    other = by_duckdb.figures(duck, asked, keys, today)
    sql |= standing.figures(standing.by_sql, asked, keys, today)
    other |= standing.figures(standing.by_duckdb(duck), asked, keys, today)
    for key in keys:
        if key in SPREADS:
            found += _spreads(key, asked, said[key], duck)
            continue
        mine = ours.plain(said[key])
        for name, theirs in (("sql", sql), ("duckdb", other)):
            if key in theirs and (gap := ours.differences(mine, theirs[key])):
                found.append((name, key, asked.whose.name, asked.by, gap))
    return found


def _in_pairs(asked: Asked, said: Any, duck: Any, today: date) -> list[Any]:
    """Where what is above or below the line of the newer figures is not what each way says."""
    ducks, found = pairs_by_duckdb.Duck(duck, today), []
    exact = {
        "sql": pairs_by_sql.figures(asked, said, today),
        "duckdb": ducks.figures(asked, said),
    }
    for key in (key for key in said if key in PAIRED):
        for name, theirs in exact.items():
            mine = pairs.said(said[key])
            if gap := pairs.differing(mine, theirs.get(key, {})):
                found.append((name, key, asked.whose.name, asked.by, gap))
    for key in (key for key in said if key in AGES):
        told = {
            "sql": pairs_by_sql.ages(asked, key, today),
            "duckdb": ducks.ages(asked, key),
        }
        found += _ages(key, asked, said[key], told)
    return found


def _exactly(value: Any) -> tuple[Fraction, ...]:
    told = value.spread
    return Fraction(told.n), told.mean, told.median, told.p90


def _ages(key: str, asked: Asked, said: Any, told: dict[str, Any]) -> list[Any]:
    """Where n, mean, median and p90 are not those of the days that each way counts."""
    mine = {members: _exactly(value) for members, value in said.items() if value.n}
    found = []
    for name, lists in told.items():
        theirs = {m: pairs.spread(days, AGES[key]) for m, days in lists.items()}
        if mine != theirs:
            found.append((name, key, asked.whose.name, asked.by, mine, theirs))
    return found


def _spreads(key: str, asked: Asked, said: dict[Any, Any], duck: Any) -> list[Any]:
    """The same of rows' durations: exactly those of the SQL, and what DuckDB's aggregates say."""
    lists, unit = by_sql.durations(asked, SPREADS[key]), IN_MONTHS.get(key, Fraction(1))
    theirs = by_duckdb.spreads(duck, asked, key)
    mine = {members: _exactly(value) for members, value in said.items() if value.n}
    if set(mine) != set(lists) or set(mine) != set(theirs):
        return [(key, asked.whose.name, asked.by, set(mine) ^ set(lists))]
    found = []
    for members, told in mine.items():
        n, *days = theirs[members]
        close = all(
            abs(float(one * unit) - other) < 1e-9
            for one, other in zip(told[1:], days, strict=True)
        )
        exact = told == pairs.spread(lists[members], unit)
        if not (exact and close and told[0] == n):
            found.append((key, asked.whose.name, asked.by, members, told))
    return found


def different_somewhere(seed: int) -> list[Any]:
    """A generated company asked a tenth of the questions; its cells recounted row by row in Python."""
    world = sure.grown(World(seed, cost_lag_months=seed % 3).live(140))
    snapshots.drain(now=world.now)
    duck = second_opinion(world)
    mine = questions(world)[seed % 10 :: 10]
    told = (differing(world, duck, asked) for asked in mine)
    return [*verify().differences, *(gap for gaps in told for gap in gaps)]


@pytest.mark.parametrize("seed", range(5))
def test_three_ways_say_the_same(db: None, seed: int) -> None:
    """Half of the questions, each put to one company."""
    assert different_somewhere(seed) == []


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", range(100))
def test_a_hundred_companies(db: None, seed: int) -> None:
    """Every question is put to ten companies."""
    assert different_somewhere(seed) == []
