"""What finding customers costs: each figure and each rule of spreading with a case worked by hand.

NOW is Friday 20 November 2026. October 2026 has 22 working days in France, 11 of them up to the 15th;
July has 22 too, with one holiday among its weekdays, Tuesday the 14th.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from crm.models import CostDay, ExchangeRate, Source, Team, User
from crm.services import deal_costs, people, reference
from crm.services.rates.saving import save_rate
from kpis.calendar import history
from kpis.periods import DAY, Period, between, months_before
from kpis.scope import ALL, narrowed, scope_of
from kpis.values import NO_DENOMINATOR, NOTHING_SPENT
from tests.factories import NOW, deal, paris, prospect, won_deal
from tests.kpis.figures import figure, split, values
from tests.kpis.golden.spending import acquire, campaign, spend, visited

pytestmark = pytest.mark.django_db
JULY = between(date(2026, 7, 1), date(2026, 7, 31))
OCTOBER = between(date(2026, 10, 1), date(2026, 10, 31))
MARCH = between(date(2026, 3, 1), date(2026, 3, 31))
APRIL = between(date(2026, 4, 1), date(2026, 4, 30))


def choose(**choices: Any) -> None:
    people.edit_organisation(by=None, now=NOW, **choices)


def spent(period: Period, **asked: Any) -> Fraction:
    """What stands above the line of the acquisition cost, defined or not."""
    return values("cac", period, **asked)[()].numerator or Fraction(0)


# -- the acquisition cost -------------------------------------------------------------------------


def test_catalogue_case_3_cost_of_a_customer(rep: User) -> None:
    """12,000 of marketing and 18,000 of selling for 20 new customers: 1,500 each."""
    spend(1_200_000, 10)
    spend(1_800_000, 10, "sales")
    spend(9_900_000, 10, "delivery")
    spend(9_900_000, 10, "other")
    assert values("cac", OCTOBER)[()].reason == NO_DENOMINATOR
    assert figure("cac", OCTOBER) is None

    acquire(rep, 20, 10)

    assert figure("cac", OCTOBER) == 150_000
    assert values("cac", OCTOBER)[()].n == 20


def test_nothing_written_down_is_not_free(rep: User) -> None:
    acquire(rep, 2, 10)
    spend(500_000, 9)
    spend(500_000, 10, "other")

    for key in ("cac", "cost_per_lead"):
        asked = values(key, OCTOBER)[()]
        assert (asked.value, asked.reason) == (None, NOTHING_SPENT), key
    # How many were won is known all the same, and of whom.
    assert values("cac", OCTOBER)[()].n == 2
    assert values("cac", OCTOBER, "rep")[rep.pk,].denominator == 2


def test_half_a_month_bears_half_of_its_working_days(rep: User) -> None:
    spend(3_000_000, 10)
    acquire(rep, 2, 10)

    first_half = between(date(2026, 10, 1), date(2026, 10, 15))
    assert figure("cac", first_half) == 750_000
    # The 10th and 11th are a weekend.
    assert spent(between(date(2026, 10, 10), date(2026, 10, 11))) == 0
    assert split("cac", "month", between(JULY.first, OCTOBER.last)) == {
        OCTOBER.first: 1_500_000
    }


def test_a_lead_costs_marketing_alone(rep: User) -> None:
    spend(90_000, 10)
    spend(5_000_000, 10, "sales")
    for day in (2, 8, 30):
        prospect(owner=rep, at=paris(2026, 10, day))

    assert figure("cost_per_lead", OCTOBER) == 30_000
    assert values("cost_per_lead")[()].reason == NOTHING_SPENT


def test_each_source_with_its_own_cost(rep: User) -> None:
    fair, site = (Source.objects.create(name=n) for n in ("Fair 26", "Our site"))
    spend(400_000, 10, source=fair)
    spend(60_000, 10, source=site)
    spend(40_000, 10)
    acquire(rep, 2, 10, source=fair)
    acquire(rep, 3, 10, source=site)

    assert split("cac", "source", OCTOBER) == {fair.pk: 200_000, site.pk: 20_000}
    assert figure("cac", OCTOBER, where={"source": site.pk}) == 20_000
    assert figure("cac", OCTOBER) == 100_000


# -- a month over its working days ----------------------------------------------------------------


def test_ten_euros_over_a_month_with_a_holiday_to_the_cent() -> None:
    """1,000 cents over 22 days: ten days of 46 and twelve of 45."""
    spend(1_000, 7, campaign=campaign(month=7))

    days = split("campaign_cost", "day", JULY)
    assert len(days) == 22
    assert sorted(days.values()) == [45] * 12 + [46] * 10
    assert sum(days.values()) == figure("campaign_cost", JULY) == 1_000
    assert date(2026, 7, 14) not in days
    assert not [day for day in days if day.isoweekday() > 5]


def test_another_working_week_spreads_anew() -> None:
    spend(2_200, 10)
    thursday, friday = (
        between(day, day) for day in (OCTOBER.first, OCTOBER.first + DAY)
    )
    assert (spent(thursday), spent(friday)) == (100, 100)

    # Without Fridays October has 17 working days: 2,200 / 17 is 129.4 a day.
    choose(working_week="1234")

    assert spent(thursday) in (129, 130)
    assert spent(friday) == 0
    assert spent(OCTOBER) == 2_200


def test_holidays_of_another_country() -> None:
    spend(2_200, 7)
    bastille = between(date(2026, 7, 14), date(2026, 7, 14))
    assert spent(bastille) == 0
    choose(country="GB")
    assert spent(bastille) > 0
    assert spent(JULY) == 2_200


def test_a_cost_changed_moved_and_deleted(admin: User) -> None:
    cost = spend(2_200, 10)
    reference.save_row(row=cost, values={"amount": 4_400}, by=admin, now=NOW)
    assert spent(OCTOBER) == 4_400
    july = {"month": JULY.first}
    reference.save_row(row=cost, values=july, by=admin, now=NOW)
    assert (spent(OCTOBER), spent(JULY)) == (0, 4_400)
    reference.delete_row(row=cost, by=admin, now=NOW)
    assert spent(JULY) == 0
    assert not CostDay.objects.exists()


# -- whose cost, in which currency ----------------------------------------------------------------


def test_the_cost_of_a_team_is_seen_by_who_manages_it(
    france: Team, north: Team, south: Team, manager: User, other_manager: User
) -> None:
    """North's own cost, France's own, and one of nobody: the managers see what is theirs."""
    head = people.add_person(
        by=None, now=NOW, email="h@x.fr", full_name="Head", role="manager"
    )
    people.set_managers(team=france, managers=[head], by=None, now=NOW)
    spring = campaign(month=10)
    for amount, team in ((2_200, north), (4_400, france), (8_800, None)):
        spend(amount, 10, team=team, campaign=spring)

    seen = {
        who: figure("campaign_cost", OCTOBER, scope=scope_of(who))
        for who in (manager, other_manager, head)
    }
    # A sub-team's manager does not see the cost of the team above; the head sees both.
    assert seen == {manager: 2_200, other_manager: 0, head: 6_600}
    assert figure("campaign_cost", OCTOBER) == 15_400
    teams = split("campaign_cost", "team", OCTOBER)
    assert teams == {north.pk: 2_200, france.pk: 4_400, 0: 8_800}
    under_france = narrowed(ALL, team=france.pk)
    assert figure("campaign_cost", OCTOBER, scope=under_france) == 6_600


def test_money_spent_on_a_deal_is_its_owner_s(rep: User, north: Team) -> None:
    opened = deal(owner=rep, at=paris(2026, 10, 2))
    deal_costs.add_cost(
        deal=opened,
        by=rep,
        now=NOW,
        day=date(2026, 10, 9),
        kind="sales",
        label="Train",
        amount=22_000,
        currency="EUR",
    )
    acquire(rep, 1, 10)

    assert split("cac", "rep", OCTOBER) == {rep.pk: 22_000}
    assert split("cac", "team", OCTOBER) == {north.pk: 22_000}


def test_a_cost_without_rate_waits_for_it(rep: User, admin: User) -> None:
    acquire(rep, 1, 10)
    spend(10_000, 10, currency="CHF")
    assert values("cac", OCTOBER)[()].reason == NOTHING_SPENT
    spend(5_000, 10)
    assert figure("cac", OCTOBER) == 5_000

    rate = {"currency": "CHF", "day": date(2026, 9, 1), "rate": "1.05"}
    save_rate(row=ExchangeRate(), values=rate, by=admin, now=NOW)

    assert figure("cac", OCTOBER) == 15_500


# -- costs that come before their customers -------------------------------------------------------


def test_costs_come_two_months_before_their_customers(rep: User) -> None:
    spend(600_000, 8)
    spend(100_000, 10)
    acquire(rep, 3, 10)
    assert figure("cac", OCTOBER) == Fraction(100_000, 3)

    choose(cost_lag_months=2)

    assert figure("cac", OCTOBER) == 200_000
    months = between(date(2026, 8, 1), date(2026, 10, 31))
    assert split("cac", "month", months) == {OCTOBER.first: 200_000}
    # Marketing per lead has no lag: it is of the leads of the same days.
    assert figure("cost_per_lead", OCTOBER) == Fraction(100_000, 3)


@pytest.mark.parametrize(
    ("month", "of"), [(MARCH, 1), (APRIL, 2)], ids=["31 days", "28 February"]
)
def test_two_months_earlier_whole_months_are_borne_whole(
    month: Period, of: int
) -> None:
    """January for March, February for April: whatever the days of each, no cent twice or lost."""
    choose(cost_lag_months=2, working_week="1234567")
    for number in (1, 2, 3, 4):
        spend(62_000 * number, number)

    assert spent(month) == 62_000 * of
    days = values("cac", month, "day")
    assert sum(value.numerator or 0 for value in days.values()) == 62_000 * of


def test_the_end_of_february_is_borne_once() -> None:
    """28 February goes to the last of April's 28th to 30th: the 27 days before it, one each."""
    february = date(2026, 2, 1)
    for day in (28, 29):
        assert (
            months_before(
                between(APRIL.first.replace(day=day), APRIL.first.replace(day=day)), 2
            ).days
            == 0
        )
    last = months_before(between(APRIL.last, APRIL.last), 2)
    assert last == between(february.replace(day=28), february.replace(day=28))
    assert months_before(MARCH, 2) == between(date(2026, 1, 1), date(2026, 1, 31))
    last = between(MARCH.last, MARCH.last)
    assert months_before(last, 2) == between(date(2026, 1, 31), date(2026, 1, 31))


# -- campaigns and visitors -----------------------------------------------------------------------


def test_visitors_who_become_customers(rep: User, manager: User) -> None:
    assert values("visitor_conversion")[()].reason == NO_DENOMINATOR
    visited(150, date(2026, 11, 3))
    visited(40, date(2026, 11, 3), "Partner")
    visited(10, date(2026, 11, 9))
    visited(999, date(2026, 10, 30))
    acquire(rep, 4, 11)

    assert figure("visitor_conversion") == Fraction(4, 200)
    # Nobody sells to a visitor yet: only the organisation has the figure.
    assert figure("visitor_conversion", scope=scope_of(manager)) is None


def test_campaigns_of_the_period_by_those_who_acted(rep: User) -> None:
    spring = campaign(audience=400, responses=30)
    call = campaign("Call", audience=100, responses=20)
    campaign("Autumn", 10, audience=1_000, responses=0)
    campaign("Nobody", audience=0)

    # Sums first: the mean of 7.5 % and 20 % would be 13.75 %.
    assert figure("campaign_conversion") == Fraction(50, 500)
    assert split("campaign_conversion", "campaign") == {
        spring.pk: Fraction(30, 400),
        call.pk: Fraction(20, 100),
    }
    assert figure("campaign_conversion", OCTOBER) == 0


def test_what_a_campaign_brought_beyond_its_cost(rep: User) -> None:
    """5,000 sold at a cost of 2,500 for 1,000 of campaign: (2,500 - 1,000) / 1,000."""
    spring, other = campaign(month=10), campaign("Other", 10)
    assert values("campaign_roi", OCTOBER)[()].reason == NO_DENOMINATOR
    spend(60_000, 10, campaign=spring)
    spend(40_000, 10, "other", campaign=spring)
    from_spring = prospect(owner=rep, at=paris(2026, 10, 1), campaign=spring)
    _sold(rep, 300_000, 150_000, campaign=spring)
    _sold(rep, 200_000, 100_000, prospect=from_spring)
    assert figure("campaign_roi", OCTOBER) == Fraction(3, 2)

    # Left out: of no campaign, without a known cost, won in another month.
    _sold(rep, 700_000, 1)
    _sold(rep, 700_000, None, campaign=spring)
    _sold(rep, 700_000, 1, month=9, campaign=spring)
    assert figure("campaign_roi", OCTOBER) == Fraction(3, 2)

    # The deal's own campaign speaks before its prospect's.
    spend(50_000, 10, campaign=other)
    _sold(rep, 60_000, 60_000, prospect=from_spring, campaign=other)
    assert split("campaign_roi", "campaign", OCTOBER) == {
        spring.pk: Fraction(3, 2),
        other.pk: -1,
    }


def _sold(
    rep: User, price: int, cost: int | None, month: int = 10, **said: Any
) -> None:
    from crm.services.deal_lines import LineInput
    from tests.factories import product

    line = LineInput(product=product(), unit_price=price, unit_cost=cost)
    won_deal(owner=rep, at=paris(2026, month, 6), lines=[line], **said)


def test_costs_before_every_other_fact_are_drawn_too() -> None:
    """The days of a cost are days like others: the calendar reaches back to them."""
    spend(2_200, 1, campaign=campaign(month=1))

    assert history(NOW).first < date(2026, 1, 2)
    year = between(date(2026, 1, 1), date(2026, 11, 30))
    assert split("campaign_cost", "month", year) == {date(2026, 1, 1): 2_200}
