"""Two years beside the year before, and the typical year, worked out by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from crm.models import User
from kpis import snapshots
from kpis.catalogue import KPIS
from kpis.periods import Period, add_months
from kpis.scope import ALL
from kpis.team.seasons import Month, months_of, typical_year, whole_months
from kpis.values import NO_ROWS, Value, plain
from tests import factories
from tests.factories import NOW, paris

TODAY = date(2026, 11, 20)
REVENUE, WIN_RATE = KPIS["revenue"], KPIS["win_rate"]
NONE = Value(None, NO_ROWS)


def months(values: list[int | None], before: list[int | None]) -> list[Month]:
    """Twenty-four months up to October 2026, with the months a year before each."""

    def said(amount: int | None) -> Value:
        return NONE if amount is None else plain(amount)

    parts = whole_months(TODAY, 24)
    return [
        Month(part, said(now), said(was))
        for part, now, was in zip(parts, values, before, strict=True)
    ]


def test_whole_months_leave_out_the_one_that_runs() -> None:
    assert whole_months(TODAY, 2) == [
        Period(date(2026, 9, 1), date(2026, 10, 1)),
        Period(date(2026, 10, 1), date(2026, 11, 1)),
    ]


def test_a_month_s_share_of_the_typical_year() -> None:
    """Ten a month, and twenty every December but one of forty: its mean is 30 of 140."""
    now = [10] * 24
    now[1], now[13] = 20, 40
    line: list[int | None] = list(now)
    year = typical_year(REVENUE, months(line, [None] * 12 + line[:12]))

    [december] = [season for season in year if season.month == 12]
    assert (december.mean, december.years) == (30, 2)
    assert december.part == Fraction(30, 140)
    assert sum(season.part for season in year) == 1


def test_what_does_not_add_up_is_set_against_the_mean_of_the_twelve() -> None:
    now: list[int | None] = [1] * 23 + [13]
    [october] = [
        season
        for season in typical_year(WIN_RATE, months(now, [None] * 24))
        if season.month == 10
    ]

    assert october.mean == 7
    assert october.part == Fraction(7 * 12, 18)


def test_no_typical_year_before_every_month_was_seen() -> None:
    line: list[int | None] = [None] * 13 + [5] * 11

    assert typical_year(REVENUE, months(line, [None] * 24)) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("frozen")
def test_each_month_stands_beside_the_same_a_year_before(rep: User) -> None:
    for year, amount in ((2024, 7_000), (2025, 30_000), (2026, 50_000)):
        factories.won_deal(owner=rep, at=paris(year, 10, 8), amount=amount)
    snapshots.drain(now=NOW)

    found = months_of(REVENUE, ALL, TODAY)

    assert [month.period.first for month in found] == [
        add_months(date(2024, 11, 1), n) for n in range(24)
    ]
    octobers = [m for m in found if m.period.first.month == 10]
    assert [(m.value.value, m.before.value) for m in octobers] == [
        (30_000, 7_000),
        (50_000, 30_000),
    ]
    # Nothing was known before October 2024; since then a month without a win is 0.
    assert found[0].before.value is None
    assert found[0].value.value == 0
