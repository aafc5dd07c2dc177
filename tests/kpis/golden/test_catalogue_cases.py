"""The small golden tests of the reference catalogue, section 4, that concern declared figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from crm.models import ExchangeRate, Team, User
from crm.services import deals
from kpis import snapshots
from kpis.models import CivilDay, DailySnapshot
from kpis.periods import Period, before, between
from kpis.scope import ALL, narrowed
from kpis.targets.aiming import set_target
from tests.factories import (
    NOW,
    activity,
    deal,
    lost_deal,
    paris,
    prospect,
    won_deal,
)
from tests.kpis.figures import NOVEMBER, figure, split, values

MARCH = between(date(2026, 3, 1), date(2026, 3, 31))
APRIL = between(date(2026, 4, 1), date(2026, 4, 30))


def test_5_a_team_rate_is_not_the_mean_of_rates(
    rep: User, teammate: User, north: Team
) -> None:
    for person, won, lost in ((rep, 3, 7), (teammate, 1, 1)):
        for _ in range(won):
            won_deal(owner=person)
        for _ in range(lost):
            lost_deal(owner=person)

    assert split("win_rate", "rep") == {
        rep.pk: Fraction(3, 10),
        teammate.pk: Fraction(1, 2),
    }
    assert figure("win_rate", scope=narrowed(ALL, team=north.pk)) == Fraction(4, 12)


def test_6_cycles_show_mean_and_median(rep: User) -> None:
    for days in (10, 12, 14, 90):
        won_deal(owner=rep, at=NOW, opened_at=NOW - timedelta(days=days))

    spread = values("sales_cycle")[()].spread

    assert spread is not None
    assert (spread.n, spread.mean, spread.median) == (4, Fraction(63, 2), 13)
    assert spread.p90 == Fraction(672, 10)


def test_8_revenue_stays_in_the_month_of_the_win(rep: User) -> None:
    won = won_deal(owner=rep, at=paris(2026, 3, 12))
    deals.edit_deal(
        deal_id=won.pk, by=rep, now=paris(2026, 4, 2), lost_note="Called back."
    )

    assert figure("revenue", MARCH) == 100_000
    assert figure("revenue", APRIL) == 0


def test_9_credit_stays_with_the_winner(rep: User, teammate: User) -> None:
    won = won_deal(owner=rep)
    deals.assign_deal(deal_id=won.pk, owner=teammate, by=rep, now=NOW)

    assert split("revenue", "rep") == {rep.pk: 100_000}
    assert split("deals_won", "rep") == {rep.pk: 1}


def test_11_february_of_29_days_against_january() -> None:
    february = between(date(2028, 2, 1), date(2028, 2, 29))

    assert before(february) == between(date(2028, 1, 1), date(2028, 1, 31))
    assert before(between(date(2028, 2, 1), date(2028, 2, 20))) == between(
        date(2028, 1, 1), date(2028, 1, 20)
    )
    # The first thirty days of March have no equal in February: it ends before.
    assert before(between(date(2028, 3, 1), date(2028, 3, 30))).end == date(2028, 3, 1)


def test_12_midnight_in_paris_separates_the_months(rep: User) -> None:
    activity(rep=rep, at=paris(2026, 1, 31, 23, 30))
    activity(rep=rep, at=paris(2026, 2, 1, 0, 30))

    assert split(
        "calls_made_all", "month", between(date(2026, 1, 1), date(2026, 2, 28))
    ) == {
        date(2026, 1, 1): 1,
        date(2026, 2, 1): 1,
    }


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime.fromisoformat("2026-03-28T22:59:59.999999+00:00"), date(2026, 3, 28)),
        (datetime.fromisoformat("2026-03-28T23:00:00+00:00"), date(2026, 3, 29)),
        (datetime.fromisoformat("2026-03-29T21:59:59.999999+00:00"), date(2026, 3, 29)),
        (datetime.fromisoformat("2026-03-29T22:00:00+00:00"), date(2026, 3, 30)),
        (
            datetime.fromisoformat("2026-10-25T22:59:59.999999+00:00"),
            date(2026, 10, 25),
        ),
        (datetime.fromisoformat("2026-10-25T23:00:00+00:00"), date(2026, 10, 26)),
    ],
)
def test_12_the_last_microsecond_of_short_and_long_days(
    rep: User, moment: datetime, day: date
) -> None:
    activity(rep=rep, at=moment)

    year = between(date(2026, 1, 1), date(2026, 12, 31))
    assert split("calls_made_all", "day", year) == {day: 1}


def test_13_attainment_is_not_capped(rep: User) -> None:
    set_target(
        by=None,
        now=NOW,
        kpi="revenue",
        period="month",
        starts_on=date(2026, 11, 1),
        value=10,
        user=rep,
    )
    won_deal(owner=rep, amount=17)

    found = split("attainment", "rep")

    assert found == {rep.pk: Fraction(17, 10)}


def test_15_run_twice_the_same_rows(rep: User) -> None:
    won_deal(owner=rep)
    activity(rep=rep)
    snapshots.drain(now=NOW)
    once = list(DailySnapshot.objects.order_by("day", "rep_id").values())

    again = snapshots.build(now=NOW, period=NOVEMBER)
    repeated = snapshots.build(now=NOW, period=NOVEMBER)

    cells = DailySnapshot.objects.order_by("day", "rep_id").values()
    assert [c for c in cells if c["deals_won"] or c["calls"]] == once
    assert repeated.cells_written == 0
    assert again.restated == 0


@pytest.mark.parametrize("planned", [False, True], ids=["", "with a planned call"])
def test_15_after_days_of_absence_every_day_is_there(rep: User, planned: bool) -> None:
    """Also when a planned call has drawn a day to come, or a new fact drew today before the tick."""
    start = NOW - timedelta(days=5)
    snapshots.catch_up(now=start)
    if planned:
        activity(rep=rep, at=NOW + timedelta(days=30), now=start)
    activity(rep=rep, at=NOW)
    snapshots.drain(now=NOW)

    snapshots.catch_up(now=NOW)

    period = Period(start.date(), NOW.date() + timedelta(days=1))
    drawn = CivilDay.objects.filter(day__gte=period.first, day__lt=period.end)
    assert drawn.count() == period.days


def test_16_two_currencies_add_at_dated_rates(rep: User) -> None:
    ExchangeRate.objects.create(
        currency="USD", day=date(2026, 11, 1), rate=Decimal("0.90")
    )
    won_deal(owner=rep, amount=10_000)
    won_deal(owner=rep, amount=10_000, currency="USD")

    assert figure("revenue") == 19_000


def test_16_without_rate_counted_not_priced(rep: User) -> None:
    won_deal(owner=rep, amount=10_000)
    won_deal(owner=rep, amount=10_000, currency="JPY")

    assert figure("revenue") == 10_000
    assert figure("deals_won") == 2


def test_17_growth_from_nothing_is_not_defined(rep: User) -> None:
    won_deal(owner=rep, at=NOW)

    growth = values("sales_growth")[()]

    assert growth.value is None
    assert growth.reason == "no_previous"
    assert growth.numerator == 100_000


def test_nobody_sold_is_a_fall_of_everything(rep: User) -> None:
    won_deal(owner=rep, at=paris(2026, 10, 12))

    assert split("sales_growth", "rep") == {rep.pk: -1}
    assert figure("sales_growth") == -1


def test_a_month_cut_short_grows_against_as_many_days(rep: User) -> None:
    won_deal(owner=rep, at=paris(2026, 10, 12), amount=100)
    won_deal(owner=rep, at=paris(2026, 10, 30), amount=900)
    won_deal(owner=rep, at=paris(2026, 11, 12), amount=150)

    autumn = between(date(2026, 10, 1), date(2026, 11, 20))
    assert split("sales_growth", "month", autumn) == {date(2026, 11, 1): Fraction(1, 2)}


def test_nothing_is_no_figure_and_never_zero(rep: User) -> None:
    for key in ("win_rate", "avg_transaction", "complaint_rate", "lead_conversion"):
        assert figure(key) is None
    assert values("sales_cycle")[()].reason == "no_rows"


def test_the_cohort_rises_when_a_lead_of_the_past_is_won(
    rep: User, stage: Callable[..., object]
) -> None:
    old = prospect(owner=rep, at=paris(2026, 3, 2))
    prospect(owner=rep, at=paris(2026, 3, 3))
    assert figure("lead_conversion", MARCH) == 0

    opened = deal(owner=rep, prospect=old)
    deals.win_deal(deal_id=opened.pk, by=rep, now=NOW)

    assert figure("lead_conversion", MARCH) == Fraction(1, 2)
    assert figure("lead_conversion_period") is None
    deals.reopen_deal(deal_id=opened.pk, by=rep, now=NOW)
    assert figure("lead_conversion", MARCH) == 0
