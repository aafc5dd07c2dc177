"""Recurring revenue and what became of it: each part of the bridge with a case worked by hand.

NOW is Friday 20 November 2026; the month asked is November. Amounts are minor units a month.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from crm.models import ChurnReason, ExchangeRate, Prospect, Subscription, Team, User
from crm.services import deals, people, prospects, subscriptions
from crm.services.rates.saving import save_rate
from crm.services.subscription_start import start_subscription
from kpis import snapshots
from kpis.periods import Period, between
from kpis.scope import ALL, narrowed
from kpis.values import NO_DENOMINATOR
from kpis.verify import verify
from tests import factories
from tests.factories import NOW, paris, prospect, won_deal
from tests.kpis.figures import NOVEMBER, figure, split, values

pytestmark = pytest.mark.django_db
SEPTEMBER = between(date(2026, 9, 1), date(2026, 9, 30))
OCTOBER = between(date(2026, 10, 1), date(2026, 10, 31))
AUTUMN = between(SEPTEMBER.first, NOVEMBER.last)
PARTS = (
    "new_mrr",
    "returned_mrr",
    "expansion_mrr",
    "contraction_mrr",
    "churned_mrr",
    "net_new_mrr",
    "mrr",
)


def customer(owner: User, **said: Any) -> Prospect:
    """Won with something that recurs in nothing, on 1 July."""
    found = prospect(owner=owner, at=paris(2026, 6, 1), **said)
    won_deal(owner=owner, prospect=found, at=paris(2026, 7, 1))
    found.refresh_from_db()
    return found


def starts(
    who: Prospect, amount: int, month: int, day: int, **said: Any
) -> Subscription:
    values = {"currency": "EUR", "on": date(2026, month, day)} | said
    return start_subscription(
        prospect_id=who.pk, by=who.owner, now=NOW, amount=amount, **values
    )


def becomes(row: Subscription, amount: int, month: int, day: int) -> None:
    subscriptions.change_subscription(
        subscription_id=row.pk,
        by=None,
        now=NOW,
        amount=amount,
        on=date(2026, month, day),
    )


def ends(row: Subscription, month: int, day: int) -> None:
    subscriptions.end_subscription(
        subscription_id=row.pk,
        by=None,
        now=NOW,
        on=date(2026, month, day),
        reason=ChurnReason.objects.get_or_create(name="Too expensive")[0],
    )


def parts(period: Period = NOVEMBER, **asked: Any) -> dict[str, Fraction | None]:
    """The bridge without its zeros."""
    found = {key: figure(key, period, **asked) for key in PARTS}
    return {key: value for key, value in found.items() if value}


def test_five_customers_five_fates(rep: User) -> None:
    """100 grows to 150, 200 shrinks to 120, 300 ends, 80 comes back, 40 is new."""
    grows, shrinks, leaves, back, new = (customer(rep) for _ in range(5))
    growing, shrinking = starts(grows, 100, 9, 3), starts(shrinks, 200, 9, 3)
    leaving, gone = starts(leaves, 300, 9, 3), starts(back, 70, 8, 3)
    ends(gone, 9, 15)
    becomes(growing, 150, 11, 4)
    becomes(shrinking, 120, 11, 5)
    ends(leaving, 11, 6)
    starts(back, 80, 11, 9)
    starts(new, 40, 11, 10)

    assert figure("mrr", OCTOBER) == 600
    assert parts() == {
        "new_mrr": 40,
        "returned_mrr": 80,
        "expansion_mrr": 50,
        "contraction_mrr": 80,
        "churned_mrr": 300,
        "net_new_mrr": -210,
        "mrr": 390,
    }
    assert figure("revenue_churn") == Fraction(380, 600)
    assert figure("gross_retention") == Fraction(220, 600)
    assert figure("net_retention") == Fraction(270, 600)
    assert figure("subscription_churn") == Fraction(1, 3)
    # The parts add up to the change in each month.
    for period, before in ((NOVEMBER, OCTOBER), (OCTOBER, SEPTEMBER)):
        moved = (figure("mrr", period) or 0) - (figure("mrr", before) or 0)
        assert figure("net_new_mrr", period) == moved


def test_a_customer_is_one_whatever_its_subscriptions(rep: User) -> None:
    """One ends (100), another grows (50 to 120): the customer shrinks by 30, nobody is lost."""
    who = customer(rep)
    first, second = starts(who, 100, 9, 3), starts(who, 50, 9, 3)
    ends(first, 11, 4)
    becomes(second, 120, 11, 5)

    assert parts() == {"contraction_mrr": 30, "net_new_mrr": -30, "mrr": 120}
    assert figure("net_retention") == figure("gross_retention") == Fraction(120, 150)
    # Of the two subscriptions one ended.
    assert figure("subscription_churn") == Fraction(1, 2)


def test_a_colleagues_customer_who_buys_more_has_grown(
    rep: User, teammate: User, admin: User
) -> None:
    """100 with one person since September; given to another, 60 more in November: 60 of expansion, hers.

    Nobody is new: the team's figures are the sums of its people's.
    """
    who = customer(rep)
    starts(who, 100, 9, 3)
    prospects.assign_prospect(
        prospect_id=who.pk, owner=teammate, by=admin, now=paris(2026, 10, 5)
    )
    who.refresh_from_db()
    starts(who, 60, 11, 4)

    assert parts() == {"expansion_mrr": 60, "net_new_mrr": 60, "mrr": 160}
    assert split("expansion_mrr", "rep") == {teammate.pk: 60}
    assert split("new_mrr", "rep") == {}


def test_what_moves_between_two_people_is_neither_won_nor_lost(
    rep: User, teammate: User, admin: User
) -> None:
    """The same customer ends 100 with one person and starts 100 with another: nothing became of it."""
    who = customer(rep)
    first = starts(who, 100, 9, 3)
    prospects.assign_prospect(
        prospect_id=who.pk, owner=teammate, by=admin, now=paris(2026, 10, 5)
    )
    who.refresh_from_db()
    ends(first, 11, 4)
    starts(who, 100, 11, 4)

    assert parts() == {"mrr": 100}
    assert split("net_new_mrr", "rep") == {rep.pk: -100, teammate.pk: 100}
    assert split("churned_mrr", "rep") == split("new_mrr", "rep") == {}


def test_gross_retention_is_never_flattered(rep: User) -> None:
    grows, stays = customer(rep), customer(rep)
    becomes(starts(grows, 100, 9, 3), 900, 11, 4)
    starts(stays, 100, 9, 3)

    assert figure("gross_retention") == 1
    assert figure("net_retention") == 5
    assert figure("revenue_churn") == 0


def test_without_anything_at_the_start_there_is_no_rate(rep: User) -> None:
    starts(customer(rep), 100, 11, 3)

    for key in (
        "revenue_churn",
        "gross_retention",
        "net_retention",
        "subscription_churn",
    ):
        asked = values(key)[()]
        assert (asked.value, asked.reason) == (None, NO_DENOMINATOR), key
    assert parts() == {"new_mrr": 100, "net_new_mrr": 100, "mrr": 100}


def test_started_and_ended_between_two_ends_leaves_no_trace(rep: User) -> None:
    """Also on one day. It was a subscription that ended, though: subscription churn counts it."""
    stays, passing = customer(rep), customer(rep)
    for _ in range(4):
        starts(stays, 25, 9, 3)
    ends(starts(passing, 500, 11, 4), 11, 4)
    ends(starts(passing, 500, 11, 5), 11, 9)

    assert parts() == {"mrr": 100}
    assert figure("mrr", between(NOVEMBER.first, date(2026, 11, 4))) == 100
    assert figure("mrr", between(NOVEMBER.first, date(2026, 11, 5))) == 600
    assert figure("subscription_churn") == Fraction(2, 4)
    # It paid at the end of no month: starting again, it is new.
    starts(passing, 60, 11, 12)
    assert figure("new_mrr") == 60
    assert figure("returned_mrr") == 0


def test_each_month_is_told_from_the_one_before(rep: User) -> None:
    who = customer(rep)
    row = starts(who, 100, 9, 30)
    becomes(row, 130, 10, 1)
    becomes(row, 90, 11, 1)

    assert split("mrr", "month", AUTUMN) == {
        SEPTEMBER.first: 100,
        OCTOBER.first: 130,
        NOVEMBER.first: 90,
    }
    assert split("new_mrr", "month", AUTUMN) == {SEPTEMBER.first: 100}
    assert split("expansion_mrr", "month", AUTUMN) == {OCTOBER.first: 30}
    assert split("contraction_mrr", "month", AUTUMN) == {NOVEMBER.first: 40}
    # Over the whole autumn the customer is new, with what it pays at the end.
    assert parts(AUTUMN) == {"new_mrr": 90, "net_new_mrr": 90, "mrr": 90}


def test_within_a_product_a_customer_may_be_new(rep: User) -> None:
    first, second = factories.product("Compass"), factories.product("Sextant")
    who = customer(rep)
    starts(who, 100, 9, 3, product=first)
    starts(who, 60, 11, 4, product=second)

    assert split("new_mrr", "product") == {second.pk: 60}
    assert parts() == {"expansion_mrr": 60, "net_new_mrr": 60, "mrr": 160}
    assert split("mrr", "product") == {first.pk: 100, second.pk: 60}


def test_a_won_deal_starts_what_recurs_and_a_renewal_takes_its_place(rep: User) -> None:
    """1,200 a year is 100 a month; renewed at 1,500 a year it is 125."""
    who = prospect(owner=rep, at=paris(2026, 9, 1))
    yearly = {"recurring_interval": "year", "owner": rep, "prospect": who}
    won_deal(at=paris(2026, 10, 5), recurring_amount=1_200, **yearly)
    renewal = won_deal(
        at=paris(2026, 11, 5), recurring_amount=1_500, kind="renewal", **yearly
    )

    assert figure("new_mrr", OCTOBER) == 100
    assert parts() == {"expansion_mrr": 25, "net_new_mrr": 25, "mrr": 125}
    deals.reopen_deal(deal_id=renewal.pk, by=rep, now=NOW)
    assert parts() == {"mrr": 100}
    snapshots.drain(now=NOW)
    assert verify().differences == []


def test_what_has_no_rate_weighs_nothing_until_it_has_one(
    rep: User, admin: User
) -> None:
    who = customer(rep)
    row = starts(who, 1_000, 10, 5, currency="CHF")
    starts(customer(rep), 50, 10, 5)
    becomes(row, 1_400, 11, 5)
    assert parts() == {"mrr": 50}
    assert figure("gross_retention") == 1

    rate = {"currency": "CHF", "day": date(2026, 9, 1), "rate": "0.90"}
    save_rate(row=ExchangeRate(), values=rate, by=admin, now=NOW)

    assert figure("mrr", OCTOBER) == 950
    assert parts() == {"expansion_mrr": 360, "net_new_mrr": 360, "mrr": 1_310}


def test_people_who_change_team_take_their_customers_along(
    rep: User, teammate: User, north: Team, south: Team
) -> None:
    """North starts with 100 and 40; Camille leaves for South with 100, which grows to 120."""
    row = starts(customer(rep), 100, 9, 3)
    starts(customer(teammate), 40, 9, 3)
    becomes(row, 120, 11, 12)
    people.join_team(user=rep, team=south, by=None, now=NOW, from_on=date(2026, 11, 10))

    assert split("mrr", "team", OCTOBER) == {north.pk: 140}
    assert split("mrr", "team") == {north.pk: 40, south.pk: 120}
    assert split("net_new_mrr", "team") == {north.pk: -100, south.pk: 120}
    # Nothing was sold nor lost by the move itself.
    assert split("expansion_mrr", "team") == {south.pk: 20}
    assert figure("churned_mrr", scope=narrowed(ALL, team=north.pk)) == 0
    assert figure("new_mrr", scope=narrowed(ALL, team=south.pk)) == 0
    assert figure("net_new_mrr") == 20


@pytest.mark.parametrize("day", [1, 9, 10, 11, 15, 20])
def test_on_any_day_a_team_has_what_its_members_have(
    rep: User, teammate: User, other_rep: User, north: Team, south: Team, day: int
) -> None:
    """Against the people themselves: their own balances, added by the team of the day."""
    ends(starts(customer(rep), 100, 9, 3), 11, 15)
    becomes(starts(customer(teammate), 40, 10, 3), 55, 11, 11)
    starts(customer(other_rep), 7, 11, 9)
    people.join_team(user=rep, team=south, by=None, now=NOW, from_on=date(2026, 11, 10))

    until = between(NOVEMBER.first, date(2026, 11, day))
    moved = day >= 10
    own = split("mrr", "rep", until)
    of_north = own.get(teammate.pk, 0) + (0 if moved else own.get(rep.pk, 0))
    of_south = own.get(other_rep.pk, 0) + (own.get(rep.pk, 0) if moved else 0)
    found = split("mrr", "team", until)
    assert found.get(north.pk, 0) == of_north
    assert found.get(south.pk, 0) == of_south
    assert own.get(rep.pk, 0) == (100 if day < 15 else 0)
    assert sum(own.values()) == figure("mrr", until)


def test_given_to_a_colleague_a_subscription_stays_with_who_sold_it(
    rep: User, teammate: User, other_rep: User
) -> None:
    """Grown and ended by another since: nobody keeps what is over, and nobody owes it."""
    grows, stops = customer(rep), customer(rep)
    growing, stopping = starts(grows, 100, 9, 3), starts(stops, 40, 9, 3)
    for who in (grows, stops):
        said = {"by": None, "now": paris(2026, 10, 7)}
        prospects.assign_prospect(prospect_id=who.pk, owner=other_rep, **said)
    becomes(growing, 90, 11, 4)
    ends(stopping, 11, 5)
    # Won by a colleague for a customer of somebody else: the win is its owner's.
    sold = {"recurring_amount": 30, "recurring_interval": "month"}
    deal = won_deal(owner=teammate, prospect=grows, at=paris(2026, 11, 9), **sold)
    assert split("mrr", "rep") == {rep.pk: 90, teammate.pk: 30}
    ends(Subscription.objects.get(deal=deal), 11, 12)

    assert split("mrr", "rep") == {rep.pk: 90}
    assert split("mrr", "team") == {rep.memberships.get().team_id: 90}
    assert split("churned_mrr", "rep") == {rep.pk: 40}
    assert split("contraction_mrr", "rep") == {rep.pk: 10}
