"""Who buys again, who buys more, how long they stay and who fell silent: cases worked by hand.

NOW is Friday 20 November 2026; the month asked is November unless said otherwise.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from crm.models import Prospect, Team, User
from crm.services import deals, people, prospects
from crm.services.subscription_start import start_subscription
from kpis.periods import between
from kpis.scope import scope_of
from kpis.values import NO_DENOMINATOR, NO_ROWS
from tests.factories import NOW, activity, paris, prospect, won_deal
from tests.kpis.figures import NOVEMBER, figure, split, values

pytestmark = pytest.mark.django_db
OCTOBER = between(date(2026, 10, 1), date(2026, 10, 31))
MONTH = Fraction(1461, 48)


def customer(owner: User, at: datetime | None = None, **said: Any) -> Prospect:
    """Won in September, unless said otherwise."""
    at = at or paris(2026, 9, 10)
    found = prospect(owner=owner, at=at, **said)
    won_deal(owner=owner, prospect=found, at=at)
    found.refresh_from_db()
    return found


def buys(who: Prospect, month: int = 11, day: int = 6, **said: Any) -> Any:
    said = {"owner": who.owner} | said
    return won_deal(prospect=who, at=paris(2026, month, day), **said)


def leaves(who: Prospect, at: datetime) -> None:
    prospects.take_step(
        prospect_id=who.pk, step="churned", at=at, by=who.owner, now=NOW
    )


# -- buying again ---------------------------------------------------------------------------------


def test_who_had_bought_before_and_bought_again(rep: User) -> None:
    """Of four who had: one buys twice, one buys and left before, two do not. A new one is left out."""
    assert values("reorder_rate")[()].reason == NO_DENOMINATOR
    faithful, gone, _still, lost = (customer(rep) for _ in range(4))
    leaves(gone, paris(2026, 10, 5))
    leaves(lost, paris(2026, 11, 5))
    buys(faithful)
    buys(faithful, 11, 9)
    buys(gone)
    new = customer(rep, paris(2026, 11, 3))
    buys(new, 11, 10)

    assert figure("reorder_rate") == Fraction(2, 4)
    assert values("reorder_rate")[()].n == 4
    # In October nobody of the four bought.
    assert figure("reorder_rate", OCTOBER) == 0
    autumn = between(OCTOBER.first, NOVEMBER.last)
    assert split("reorder_rate", "month", autumn) == {NOVEMBER.first: Fraction(1, 2)}


def test_an_order_of_the_eve_is_before_and_one_taken_back_is_none(rep: User) -> None:
    eve = customer(rep, paris(2026, 10, 31, 23, 59))
    buys(eve, 11, 1)
    mistaken = buys(customer(rep), 11, 2)
    assert figure("reorder_rate") == 1

    deals.reopen_deal(deal_id=mistaken.pk, by=rep, now=NOW)

    assert figure("reorder_rate") == Fraction(1, 2)


def test_who_only_pays_by_the_month_had_bought_nothing_before(rep: User) -> None:
    """A customer by a subscription that no deal sold: its first won deal is no second order."""
    who = customer(rep)
    start_subscription(
        prospect_id=who.pk,
        by=rep,
        now=NOW,
        amount=100,
        currency="EUR",
        on=date(2026, 10, 5),
    )
    deals.reopen_deal(deal_id=who.deals.get().pk, by=rep, now=NOW)
    assert figure("customers", OCTOBER) == 1
    buys(who)
    assert values("reorder_rate")[()].reason == NO_DENOMINATOR

    buys(customer(rep))

    assert figure("reorder_rate") == 1
    assert values("reorder_rate")[()].n == 1


def test_a_customer_counts_for_who_won_it_first(rep: User, other_rep: User) -> None:
    """Bought again from a colleague: the loyalty is still of the first one's customer."""
    who = customer(rep)
    buys(who, owner=other_rep)

    assert split("reorder_rate", "rep") == {rep.pk: 1}
    assert figure("reorder_rate", scope=scope_of(other_rep)) is None


# -- buying more ----------------------------------------------------------------------------------


def test_who_bought_more_or_something_else(rep: User) -> None:
    """Of five at the start: upsell, cross-sell twice, renewal, new, nothing: two of five."""
    up, cross, renews, again, _quiet = (customer(rep) for _ in range(5))
    left = customer(rep)
    leaves(left, paris(2026, 10, 5))
    buys(up, kind="upsell")
    buys(cross, kind="cross_sell")
    buys(cross, 11, 9, kind="cross_sell")
    buys(renews, kind="renewal")
    buys(again, kind="new")
    late = customer(rep, paris(2026, 11, 2))
    buys(late, kind="upsell")

    assert figure("upsell_rate") == Fraction(2, 5)
    assert figure("upsell_rate", OCTOBER) == 0
    assert figure("reorder_rate") == Fraction(4, 6)


def test_without_customers_at_the_start_there_is_no_upsell(rep: User) -> None:
    buys(customer(rep, paris(2026, 11, 2)), kind="upsell")

    assert values("upsell_rate")[()].reason == NO_DENOMINATOR


# -- how long they stay ---------------------------------------------------------------------------


def test_tenure_of_who_left_and_of_who_is_there_are_apart(rep: User) -> None:
    """Left after 61 and 30 days; still there on the 20th for 71 and 10 days."""
    first, second = (customer(rep, paris(2026, 9, 10)) for _ in range(2))
    leaves(first, paris(2026, 11, 10, 0, 5))
    third = customer(rep, paris(2026, 10, 5))
    leaves(third, paris(2026, 11, 4))
    customer(rep, paris(2026, 11, 10, 23, 55))

    ended = values("customer_tenure")[()].spread
    assert ended is not None
    assert (ended.n, ended.mean) == (2, Fraction(91, 2) / MONTH)
    running = values("tenure_running")[()].spread
    assert running is not None
    assert (running.n, running.mean) == (2, Fraction(81, 2) / MONTH)
    assert running.p90 == (10 + Fraction(9, 10) * 61) / MONTH
    assert values("customer_tenure", OCTOBER)[()].reason == NO_ROWS
    # At the end of October all three were there: 51, 51 and 26 days.
    then = values("tenure_running", OCTOBER)[()].spread
    assert then is not None
    assert (then.n, then.median) == (3, 51 / MONTH)
    assert second.churned_at is None


def test_a_team_has_the_tenure_of_its_members_customers(
    rep: User, north: Team, south: Team
) -> None:
    customer(rep)
    people.join_team(user=rep, team=south, by=None, now=NOW, from_on=date(2026, 11, 10))

    assert split("tenure_running", "team", OCTOBER) == {north.pk: 51 / MONTH}
    assert split("tenure_running", "team") == {south.pk: 71 / MONTH}


# -- silence --------------------------------------------------------------------------------------


def test_silent_is_without_a_word_for_ninety_days(rep: User) -> None:
    """On 20 November the 90 days are those from 23 August on: the 22nd is one too many."""
    last = paris(2026, 11, 20, 0, 0) - timedelta(days=89)
    assert last == paris(2026, 8, 23, 0, 0)
    heard, unheard, ordered, unordered = (
        customer(rep, paris(2026, 1, 10)) for _ in range(4)
    )
    activity(rep=rep, prospect=heard, at=last)
    activity(rep=rep, prospect=unheard, at=last - timedelta(minutes=1))
    buys(ordered, 8, 23)
    buys(unordered, 8, 22)

    assert figure("customers_silent") == 2
    # A day later the two others are as long without a word.
    a_day_on = {"today": date(2026, 11, 21)}
    assert figure("customers_silent", **a_day_on) == 4
    assert figure("customers") == 4


def test_what_breaks_the_silence(rep: User, teammate: User) -> None:
    """An email that came in and anybody's call do; a plan, a no-show and another's order do not."""
    wrote, called, planned, missed, gone = (
        customer(rep, paris(2026, 1, 10)) for _ in range(5)
    )
    _lead = prospect(owner=rep, at=paris(2026, 1, 10))
    activity(
        rep=rep, prospect=wrote, at=paris(2026, 11, 3), kind="email", direction="in"
    )
    activity(rep=teammate, prospect=called, at=paris(2026, 11, 3))
    activity(rep=rep, prospect=planned, at=NOW + timedelta(hours=1))
    activity(
        rep=rep, prospect=missed, at=paris(2026, 11, 3), kind="demo", status="no_show"
    )
    leaves(gone, paris(2026, 10, 3))

    assert figure("customers_silent") == 2
    assert split("customers_silent", "rep") == {rep.pk: 2}


def test_how_long_silence_lasts_is_a_choice(rep: User) -> None:
    who = customer(rep, paris(2026, 1, 10))
    activity(rep=rep, prospect=who, at=paris(2026, 11, 10))
    assert figure("customers_silent") == 0

    people.edit_organisation(by=None, now=NOW, silent_after_days=10)

    assert figure("customers_silent") == 1
    # The 19th looks ten days back to the 10th.
    assert figure("customers_silent", today=date(2026, 11, 19)) == 0
