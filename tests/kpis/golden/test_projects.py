"""What a deal takes and when it is delivered: cases worked by hand, the same as on the deal's page.

NOW is Friday 20 November 2026; the month asked is November.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.db.models import F

from crm.models import Deal, ExchangeRate, User
from crm.services import deal_costs, deals, office
from crm.services.deal_lines import LineInput
from crm.services.rates.saving import save_rate
from crm.templatetags.formats import money_minor
from crm.views.parts.profit import profit_of
from kpis.periods import between
from kpis.values import NO_DENOMINATOR, NO_ROWS, spread
from tests import factories
from tests.factories import NOW, deal, paris, won_deal
from tests.kpis.figures import NOVEMBER, figure, split, values

pytestmark = pytest.mark.django_db
OCTOBER = between(date(2026, 10, 1), date(2026, 10, 31))


@pytest.fixture
def paid(rep: User, admin: User) -> User:
    """Camille costs 33.33 an hour."""
    return office.edit_person(person=rep, by=admin, now=NOW, hourly_cost=3_333)


def sold(
    owner: User, *lines: tuple[int, int | None], day: int = 6, **said: Any
) -> Deal:
    """A deal won in November for these (price, cost) in minor units."""
    inputs = [
        LineInput(product=factories.product(), unit_price=price, unit_cost=cost)
        for price, cost in lines
    ]
    return won_deal(owner=owner, at=paris(2026, 11, day), lines=inputs, **said)


def took(row: Deal, who: User, minutes: int, day: int = 10, month: int = 11) -> None:
    deal_costs.add_time(
        deal=row, by=who, now=NOW, rep=who, day=date(2026, month, day), minutes=minutes
    )


def paid_for(row: Deal, amount: int, currency: str = "EUR") -> None:
    deal_costs.add_cost(
        deal=row,
        by=row.owner,
        now=NOW,
        day=date(2026, 11, 12),
        kind="delivery",
        label="Transport",
        amount=amount,
        currency=currency,
    )


def on_its_page(row: Deal) -> tuple[str, str]:
    """(profit, share of revenue) as the page of the deal writes them."""
    row = Deal.objects.get(pk=row.pk)
    time = row.time_entries.annotate(rep_name=F("rep__full_name"))
    last = profit_of(row, list(row.lines.all()), list(time), list(row.costs.all()))
    step = last["steps"][-1]
    return step["value"], step["note"]


def as_written(minor: int) -> str:
    return money_minor(minor, "EUR")


# -- profit ---------------------------------------------------------------------------------------


def test_revenue_less_goods_hours_and_costs(paid: User) -> None:
    """1,000.00 less 400.00 of goods, 16.67 for 30 minutes and 50.00 of transport: 533.33."""
    row = sold(paid, (60_000, 30_000), (40_000, 10_000))
    assert figure("profit") == 0
    assert values("profitability")[()].reason == NO_DENOMINATOR
    took(row, paid, 30)
    paid_for(row, 5_000)

    assert figure("profit") == 100_000 - 40_000 - 1_667 - 5_000 == 53_333
    assert figure("profitability") == Fraction(53_333, 100_000)
    assert values("profitability")[()].n is None
    assert on_its_page(row) == (as_written(53_333), "53%")
    assert split("profit", "rep") == {paid.pk: 53_333}


def test_each_time_entry_is_rounded_half_up_on_its_own(paid: User) -> None:
    """10 minutes at 33.33 are 5.555, so 5.56; two of them 11.12, though 20 minutes are 11.11."""
    row = sold(paid, (10_000, 0))
    took(row, paid, 10)
    took(row, paid, 10)

    assert figure("profit") == 10_000 - 2 * 556
    assert on_its_page(row)[0] == as_written(8_888)
    long = sold(paid, (10_000, 0), day=7)
    took(long, paid, 20)
    assert figure("profit") == 8_888 + 8_889


def test_what_nobody_knows_the_cost_of_takes_nothing(
    paid: User, teammate: User
) -> None:
    """One line without cost, one person without hourly cost, one cost without rate."""
    row = sold(paid, (60_000, 20_000), (40_000, None))
    took(row, teammate, 600)
    paid_for(row, 9_000, "CHF")

    assert figure("profit") == 80_000
    assert on_its_page(row)[0] == as_written(80_000)


def test_a_rate_that_comes_is_taken_off(paid: User, admin: User) -> None:
    row = sold(paid, (60_000, 20_000))
    paid_for(row, 9_000, "CHF")
    rate = {"currency": "CHF", "day": date(2026, 11, 1), "rate": "1.10"}
    save_rate(row=ExchangeRate(), values=rate, by=admin, now=NOW)

    assert figure("profit") == 40_000 - 9_900
    assert on_its_page(row)[0] == as_written(30_100)


def test_profit_is_of_the_month_of_the_win_whenever_the_work_was(paid: User) -> None:
    """Work of October and November on a deal of November; an open deal and one nobody followed."""
    row = sold(paid, (50_000, 10_000))
    took(row, paid, 60, 30, 10)
    took(row, paid, 60)
    sold(paid, (99_000, 1))
    still = deal(owner=paid, at=paris(2026, 11, 2), amount=70_000)
    took(still, paid, 60)

    assert figure("profit", OCTOBER) == 0
    assert figure("profit") == 40_000 - 2 * 3_333
    # A win that is taken back takes its profit along.
    deals.reopen_deal(deal_id=row.pk, by=paid, now=NOW)
    assert figure("profit") == 0


def test_sums_first_over_several_deals(paid: User) -> None:
    """Rates of 90 % and 0 %: 900 of 1,000 and 0 of 4,000 make 18 %, not 45 %."""
    for price, cost in ((1_000, 99), (4_000, 3_999)):
        row = sold(paid, (price, cost))
        paid_for(row, 1)

    assert figure("profitability") == Fraction(900, 5_000)


def test_hours_are_of_who_spent_them_on_their_day(paid: User, teammate: User) -> None:
    row = sold(paid, (10_000, 0))
    took(row, paid, 20)
    took(row, teammate, 90, 11)
    took(row, teammate, 60, 30, 10)

    assert figure("project_effort") == Fraction(110, 60)
    assert figure("project_effort", OCTOBER) == 1
    assert split("project_effort", "rep") == {
        paid.pk: Fraction(1, 3),
        teammate.pk: Fraction(3, 2),
    }
    assert split("project_effort", "day") == {
        date(2026, 11, 10): Fraction(1, 3),
        date(2026, 11, 11): Fraction(3, 2),
    }


# -- deliveries -----------------------------------------------------------------------------------


def delivered(
    owner: User, won: int, promised: int | None, on: int | None, month: int = 11
) -> Deal:
    row = won_deal(owner=owner, at=paris(2026, month, won))
    return deals.edit_deal(
        deal_id=row.pk,
        by=owner,
        now=NOW,
        promised_on=date(2026, 11, promised) if promised else None,
        delivered_on=date(2026, 11, on) if on else None,
    )


def test_on_the_promised_day_is_on_time(rep: User) -> None:
    """Before, on the day, a day late, without a promise, not delivered yet."""
    for promised, on in ((12, 10), (12, 12), (12, 13), (None, 16), (12, None)):
        delivered(rep, 2, promised, on)

    assert figure("delivery_efficiency") == Fraction(2, 3)
    # Without a promise it was delivered all the same: 8, 10, 11 and 14 days.
    assert values("delivery_time")[()].spread == spread([8, 10, 11, 14])
    assert figure("delivery_time") == Fraction(21, 2)


def test_an_order_without_promise_cannot_be_judged(rep: User) -> None:
    delivered(rep, 2, None, 9)

    assert values("delivery_efficiency")[()].reason == NO_DENOMINATOR
    assert figure("delivery_time") == 7


def test_a_delivery_is_of_its_own_month_and_of_who_won(
    rep: User, teammate: User
) -> None:
    row = delivered(rep, 30, 4, 3, 10)
    deals.assign_deal(deal_id=row.pk, owner=teammate, by=None, now=NOW)

    assert values("delivery_time", OCTOBER)[()].reason == NO_ROWS
    assert split("delivery_time", "rep") == {rep.pk: 4}
    assert split("delivery_efficiency", "rep") == {rep.pk: 1}
    deals.reopen_deal(deal_id=row.pk, by=rep, now=NOW)
    assert values("delivery_time")[()].reason == NO_ROWS


def test_delivered_on_the_day_of_the_win_late_in_the_evening(rep: User) -> None:
    """Won at 23:30 in Paris, delivered that day: no day in between."""
    row = won_deal(owner=rep, at=paris(2026, 11, 9, 23, 30))
    deals.edit_deal(deal_id=row.pk, by=rep, now=NOW, delivered_on=date(2026, 11, 9))

    assert figure("delivery_time") == 0
    assert figure("delivery_time", between(NOVEMBER.first, date(2026, 11, 8))) is None
