"""More figures that look right and are not: of periods, funnels, forecasts and charts.

D12, the days that a deal has stood still, is held where it is shown: tests/crm/views/test_board.py.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from crm.models import Pipeline, Stage, User
from crm.services import deals
from kpis import snapshots
from kpis.catalogue import KPIS
from kpis.periods import Period, before, between, kind_of
from kpis.scope import ALL
from kpis.trends import over, run_of
from tests.factories import NOW, deal, lost_deal, lost_reason, paris, stage, won_deal
from tests.kpis.figures import NOVEMBER, figure, split, values

OCTOBER = between(date(2026, 10, 1), date(2026, 10, 31))
AUTUMN = between(date(2026, 10, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    "start", [date(2026, 11, 3), date(2027, 2, 26), date(2028, 2, 29)]
)
def test_d7_the_period_before_is_as_long(start: date) -> None:
    """One day shorter, it would make every growth too high."""
    for days in range(1, 100):
        period = Period(start, start + timedelta(days=days))
        earlier = before(period)
        assert earlier.end == period.first, days
        if kind_of(period) is None:
            assert earlier.days == days
        assert kind_of(earlier) == kind_of(period), days


def test_d7_who_sells_the_same_each_day_does_not_grow(rep: User) -> None:
    for day in range(24):
        won_deal(owner=rep, amount=100, at=NOW - timedelta(days=day))
    twelve = Period(NOW.date() - timedelta(days=11), NOW.date() + timedelta(days=1))

    assert figure("revenue", twelve) == figure("revenue", before(twelve)) == 1_200
    assert figure("sales_growth", twelve) == 0


def test_d8_the_funnel_counts_a_deal_once_and_the_lost_ones_too(rep: User) -> None:
    """Four deals reach the demo, one of them twice; one of these is lost, one goes on."""
    for number in range(5):
        opened = deal(owner=rep, at=paris(2026, 11, 2))
        steps = ["Demo"] if number else []
        if number == 1:
            steps = ["Demo", "Qualification", "Demo", "Proposal"]
        for hour, name in enumerate(steps):
            at = paris(2026, 11, 4, 10 + hour)
            deals.move_deal(
                deal_id=opened.pk, stage=stage(name), by=rep, now=NOW, at=at
            )
        if number == 2:
            deals.lose_deal(
                deal_id=opened.pk, reason=lost_reason(), by=rep, now=NOW, at=NOW
            )

    found = split("stage_conversion", "stage")

    # Counted by moves it would be 5 of 6 and 1 of 5; without the lost one, 3 of 4 and 1 of 3.
    assert found == {
        stage("Qualification").pk: Fraction(4, 5),
        stage("Demo").pk: Fraction(1, 4),
    }
    assert figure("open_deals") == 4


def test_d8_a_win_straight_from_the_first_stage_passed_them_all(rep: User) -> None:
    won_deal(owner=rep, at=paris(2026, 11, 5))

    sales = Pipeline.objects.get(name="Sales")
    stages = Stage.objects.filter(pipeline=sales, kind="open")
    assert split("stage_conversion", "stage") == dict.fromkeys(
        stages.values_list("pk", flat=True), 1
    )


def test_d9_a_lost_deal_is_in_no_forecast(rep: User) -> None:
    for amount in (100_000, 40_000):
        deal(owner=rep, amount=amount, expected_close_on=date(2026, 11, 28))
    share = Fraction(stage("Qualification").probability, 100)
    assert figure("sales_forecast") == 140_000 * share

    gone = deal(owner=rep, amount=60_000, expected_close_on=date(2026, 11, 28))
    deals.lose_deal(deal_id=gone.pk, reason=lost_reason(), by=rep, now=NOW)

    assert figure("sales_forecast") == 140_000 * share
    assert figure("pipeline_weighted") == 140_000 * share


def test_d9_a_win_counts_when_it_closed_not_when_it_was_expected(rep: User) -> None:
    opened = deal(
        owner=rep,
        amount=50_000,
        at=paris(2026, 10, 5),
        expected_close_on=date(2026, 12, 20),
    )
    deals.win_deal(deal_id=opened.pk, by=rep, now=NOW)

    assert split("revenue", "month", AUTUMN) == {date(2026, 11, 1): 50_000}
    assert figure("sales_forecast") == 50_000
    assert not figure("sales_forecast", between(date(2026, 12, 1), date(2026, 12, 31)))


def test_d15_nothing_is_drawn_as_nothing(rep: User) -> None:
    """A month without sales is 0 in a line of amounts, and a gap in a line of rates; never a made-up 2."""
    for month in (9, 11):
        won_deal(owner=rep, amount=700, at=paris(2026, month, 5))
    lost_deal(owner=rep, at=paris(2026, 9, 6))
    snapshots.drain(now=NOW)
    kpis = [
        KPIS[key] for key in ("revenue", "deals_won", "win_rate", "avg_transaction")
    ]

    drawn = over(kpis, ALL, run_of(NOVEMBER, 3), NOW.date())

    assert {key: [value.value for value in line] for key, line in drawn.items()} == {
        "revenue": [700, 0, 700],
        "deals_won": [1, 0, 1],
        "win_rate": [Fraction(1, 2), None, 1],
        "avg_transaction": [700, None, 700],
    }
    assert values("win_rate", OCTOBER)[()].reason == "no_denominator"
