"""What speaks of a whole month is compared with the month before as it stood on the same day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from crm.models import User
from kpis import snapshots
from kpis.catalogue import KPIS
from kpis.explain.change import change
from kpis.periods import Period, between
from kpis.question import Question
from kpis.scope import ALL
from kpis.targets.attainment import set_target
from tests.factories import NOW, paris, won_deal

pytestmark = pytest.mark.django_db
NOVEMBER = between(date(2026, 11, 1), date(2026, 11, 30))
OCTOBER = between(date(2026, 10, 1), date(2026, 10, 31))


@pytest.fixture(autouse=True)
def _sold(rep: User) -> None:
    """1,000 to reach each month. October: 200 by the 20th, 900 in all. November: 300 by today."""
    for month in (10, 11):
        set_target(
            by=None,
            now=NOW,
            kpi="revenue",
            period="month",
            starts_on=date(2026, month, 1),
            value=100_000,
            user=rep,
        )
    won_deal(owner=rep, amount=20_000, at=paris(2026, 10, 5))
    won_deal(owner=rep, amount=70_000, at=paris(2026, 10, 28))
    won_deal(owner=rep, amount=30_000, at=paris(2026, 11, 3))
    snapshots.drain(now=NOW)


def changed(key: str, period: Period) -> tuple[Period, Fraction | None, Fraction]:
    found = change(KPIS[key], Question(ALL, period, NOW.date()))
    assert found is not None
    return (
        found.period,
        found.earlier.value,
        sum((s.amount for s in found.steps), Fraction(0)),
    )


@pytest.mark.parametrize("key", ["attainment", "rep_score"])
def test_a_running_month_stands_against_as_many_days(key: str) -> None:
    period, was, moved = changed(key, NOVEMBER)
    assert period == between(date(2026, 10, 1), date(2026, 10, 20))
    # Of the score only revenue has a target here.
    assert (was, moved) == (Fraction(20, 100), Fraction(10, 100))


def test_pace_is_that_of_the_same_day() -> None:
    # 1 to 19 October: 13 of 22 working days were closed, 20 % reached.
    _period, was, _moved = changed("pace", NOVEMBER)
    assert was == Fraction(20, 100) - Fraction(13, 22)


def test_a_month_that_ended_stands_against_the_whole_of_the_one_before() -> None:
    assert changed("attainment", OCTOBER)[0] == between(
        date(2026, 9, 1), date(2026, 9, 30)
    )
