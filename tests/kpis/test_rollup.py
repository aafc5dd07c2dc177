"""What holds for every figure and every split, on a company that lives at random."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any
from unittest import mock

import pytest

from crm.civil import civil_day
from crm.services import people
from kpis import snapshots
from kpis.calendar import draw_period
from kpis.catalogue import KPIS
from kpis.measures import STORED
from kpis.members import splits_of
from kpis.models import CivilDay, DailySnapshot, Mark
from kpis.periods import Period
from kpis.question import Question
from kpis.rollup import figures, reports
from kpis.scope import ALL, narrowed, scope_of
from kpis.spec import (
    CELL_SPLITS,
    PERIODS,
    Balance,
    Closed,
    Growth,
    Kpi,
    PerSeller,
    Spread,
    Total,
    measures_of,
)
from kpis.trends import ADDITIVE
from kpis.verify import verify
from tests.kpis.figures import stripped
from tests.kpis.generate import World

OPEN = [kpi for kpi in KPIS.values() if not isinstance(kpi.formula, Closed)]
#: Made of what cells hold; every other figure has one engine, the rows.
CELLED = [
    kpi
    for kpi in OPEN
    if isinstance(kpi.formula, (*ADDITIVE, Balance, Growth))
    and set(measures_of(kpi.formula)) & set(STORED)
]
TOTALS = [kpi for kpi in OPEN if isinstance(kpi.formula, Total)]
WEEK = Period(date(2026, 11, 9), date(2026, 11, 16))
PAIRS = [("rep", "month"), ("week", "team"), ("team", "rep"), ("day", "rep")]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """One company for the page: nothing here writes, beyond what is rolled back."""
    from django.db import transaction

    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            found = World(21, fiscal_first_month=7).live(160)
            snapshots.drain(now=found.now)
            yield found
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture
def asked(world: World, db: None) -> Question:
    today = civil_day(world.now, world.zone)
    return Question(ALL, Period(date(2026, 9, 25), date(2026, 11, 29)), today)


def over(question: Question, *by: str, **changes: Any) -> Question:
    given = {"scope": question.scope, "period": question.period, **changes}
    return Question(given["scope"], given["period"], question.today, by)


def rows_of(question: Question, kpis: Any) -> dict[str, Any]:
    draw_period(question.period)
    with mock.patch.object(Question, "needs_rows", True):
        return figures(kpis, question)


def said(kpi: Kpi, found: dict[str, Any]) -> dict[Any, Any]:
    """Values without groups of nothing; people divide only what somebody did."""
    kept = stripped(found[kpi.key])
    if isinstance(kpi.formula, PerSeller):
        return {members: value for members, value in kept.items() if value[1]}
    return kept


@pytest.mark.parametrize("by", [(), *[(s,) for s in CELL_SPLITS], *PAIRS], ids="-".join)
def test_cells_and_rows_say_the_same(
    world: World, asked: Question, by: tuple[str, ...]
) -> None:
    scopes = [
        ALL,
        scope_of(world.reps[0]),
        scope_of(world.manager),
        narrowed(ALL, team=world.top.pk),
        narrowed(scope_of(world.area_manager), rep=world.reps[2].pk),
    ]
    for scope in scopes:
        question = over(asked, *by, scope=scope)
        from_cells, from_rows = figures(CELLED, question), rows_of(question, CELLED)
        for kpi in CELLED:
            assert said(kpi, from_cells) == said(kpi, from_rows), kpi.key


@pytest.mark.parametrize("split", CELL_SPLITS)
def test_parts_add_up_to_the_whole(world: World, asked: Question, split: str) -> None:
    """Days, months, people and teams of a flow add up to the company's total."""
    whole = figures(TOTALS, asked)
    parts = figures(TOTALS, over(asked, split))
    for kpi in TOTALS:
        total = sum((v.value or 0 for v in parts[kpi.key].values()), Fraction(0))
        assert total == whole[kpi.key][()].value, kpi.key


def test_dimensions_add_up_to_the_whole(world: World, asked: Question) -> None:
    whole = figures(TOTALS, asked)
    for kpi in TOTALS:
        for split in splits_of(kpi):
            if split in CELL_SPLITS:
                continue
            parts = figures([kpi], over(asked, split))[kpi.key]
            total = sum((v.value or 0 for v in parts.values()), Fraction(0))
            assert total == whole[kpi.key][()].value, (kpi.key, split)


def test_a_stock_is_the_sum_of_its_people_and_teams(
    world: World, asked: Question
) -> None:
    stocks = [kpi for kpi in OPEN if isinstance(kpi.formula, Balance)]
    whole = figures(stocks, asked)
    for split in ("rep", "team", "stage", "source", "currency", "product"):
        known = [kpi for kpi in stocks if split in splits_of(kpi)]
        parts = figures(known, over(asked, split))
        assert known
        for kpi in known:
            total = sum((v.value or 0 for v in parts[kpi.key].values()), Fraction(0))
            assert total == whole[kpi.key][()].value, (kpi.key, split)


def test_a_stock_by_day_ends_where_the_period_does(
    world: World, asked: Question
) -> None:
    stocks = [kpi for kpi in OPEN if isinstance(kpi.formula, Balance)]
    whole, by_day = figures(stocks, asked), figures(stocks, over(asked, "day"))
    for kpi in stocks:
        last = by_day[kpi.key][(asked.period.last,)]
        assert last.value == whole[kpi.key][()].value


def test_a_period_cut_in_two_adds_up(world: World, asked: Question) -> None:
    middle = date(2026, 10, 25)
    first = figures(TOTALS, over(asked, period=Period(asked.period.first, middle)))
    second = figures(TOTALS, over(asked, period=Period(middle, asked.period.end)))
    whole = figures(TOTALS, asked)
    for kpi in TOTALS:
        halves = (first[kpi.key][()].value or 0) + (second[kpi.key][()].value or 0)
        assert halves == whole[kpi.key][()].value, kpi.key


def test_a_rep_reads_what_the_manager_reads_of_that_rep(
    world: World, asked: Question
) -> None:
    rep = world.reps[0]
    own = figures(OPEN, over(asked, scope=scope_of(rep)))
    narrow = figures(OPEN, over(asked, scope=narrowed(ALL, rep=rep.pk)))
    assert {k: stripped(v) for k, v in own.items()} == {
        k: stripped(v) for k, v in narrow.items()
    }


def test_fiscal_quarters_and_years_start_in_july(world: World, asked: Question) -> None:
    found = reports([KPIS["opps_created"]], over(asked, "quarter"))["opps_created"]
    assert {row.keys["quarter"] for row in found.rows} <= {"2027-Q1", "2027-Q2"}
    years = reports([KPIS["opps_created"]], over(asked, "year"))["opps_created"]
    assert [row.keys["year"] for row in years.rows] == ["2027"]


def test_built_twice_writes_nothing(world: World, db: None) -> None:
    snapshots.build(now=world.now)
    assert snapshots.build(now=world.now).cells_written == 0
    assert verify().differences == []


def test_incremental_equals_rebuilt(db: None) -> None:
    """Drained after every few facts, or built once from nothing: the same table."""
    world = World(31)
    for _ in range(8):
        world.end = world.now + timedelta(days=9)
        world.live(12)
        snapshots.drain(now=world.now)
    cells = {(c["day_id"], c["rep_id"]): c for c in DailySnapshot.objects.values()}
    DailySnapshot.objects.all().delete()
    CivilDay.objects.all().delete()
    snapshots.build(now=world.now)

    rebuilt = {(c["day_id"], c["rep_id"]): c for c in DailySnapshot.objects.values()}
    empty = ("day_id", "rep_id", "team_id")
    full = {
        k: c
        for k, c in rebuilt.items()
        if any(v for n, v in c.items() if n not in empty)
    }
    kept = {
        k: c for k, c in cells.items() if any(v for n, v in c.items() if n not in empty)
    }
    assert kept == full
    assert not Mark.objects.exists()


ZONES = [
    ("Africa/Cairo", datetime(2026, 4, 10, tzinfo=UTC)),
    ("America/Havana", datetime(2026, 10, 20, tzinfo=UTC)),
    ("America/St_Johns", datetime(2010, 10, 25, tzinfo=UTC)),
    ("Pacific/Apia", datetime(2011, 12, 20, tzinfo=UTC)),
    ("Asia/Kathmandu", datetime(2026, 1, 1, tzinfo=UTC)),
]


@pytest.mark.parametrize(("zone", "start"), ZONES, ids=[zone for zone, _at in ZONES])
def test_days_of_every_zone(db: None, zone: str, start: datetime) -> None:
    """Missing, doubled and skipped midnights: each fact once, on the day the wall shows."""
    world = World(5, zone=zone, start=start, days=25, fiscal_first_month=4).live(70)
    snapshots.drain(now=world.now)
    assert verify().differences == []

    period = Period(
        (start - timedelta(days=2)).date(), (world.now + timedelta(days=2)).date()
    )
    asked = Question(ALL, period, period.last)
    for by in ((), ("day",), ("rep", "week")):
        question = over(asked, *by)
        from_cells, from_rows = figures(CELLED, question), rows_of(question, CELLED)
        for kpi in CELLED:
            assert said(kpi, from_cells) == said(kpi, from_rows), kpi.key


def test_another_zone_redraws_every_day(db: None) -> None:
    world = World(6, days=30).live(60)
    snapshots.drain(now=world.now)
    for zone in ("Pacific/Auckland", "America/Los_Angeles", "Europe/Paris"):
        people.edit_organisation(by=None, now=world.now, time_zone=zone)
        snapshots.drain(now=world.now)
        assert verify().differences == []


def test_years_by_day_can_be_asked(world: World, asked: Question) -> None:
    period = Period(date(2023, 1, 1), date(2026, 11, 29))
    for kpi in (KPIS["pipeline_value"], KPIS["revenue"], KPIS["touches_per_rep"]):
        found = figures([kpi], over(asked, "day", period=period))
        assert found[kpi.key]


def test_every_split_a_kpi_offers_answers(world: World, asked: Question) -> None:
    for kpi in KPIS.values():
        for split in splits_of(kpi):
            # A day at a time would ask the rows of some figures sixty times.
            asked_of = over(
                asked, split, period=WEEK if split == "day" else asked.period
            )
            found = reports([kpi], asked_of)[kpi.key]
            assert all(set(row.keys) == {split} for row in found.rows)
            if split in PERIODS and not isinstance(kpi.formula, Spread | Closed):
                assert found.rows == sorted(found.rows, key=lambda row: row.members[0])
