"""What a customer is worth: by the formula, and so far. Cases worked by hand.

The month asked is October 2026, whose twelve months begin on 1 November 2025. Amounts are in cents.
"""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest

from crm.models import Prospect, User
from crm.services import deals, people, prospects
from crm.services.deal_lines import LineInput
from kpis.periods import Period, between
from kpis.ranking.composed import clv, year_to
from kpis.values import NO_DENOMINATOR, NOTHING_SPENT, TOO_NEAR
from tests import factories
from tests.factories import NOW, paris, prospect, won_deal
from tests.kpis.figures import NOVEMBER, figure, split, values
from tests.kpis.golden.spending import spend

pytestmark = pytest.mark.django_db
SEPTEMBER = between(date(2026, 9, 1), date(2026, 9, 30))
OCTOBER = between(date(2026, 10, 1), date(2026, 10, 31))
BEFORE, EVE, FIRST = paris(2025, 9, 5), paris(2025, 10, 31, 23), paris(2025, 11, 1, 0)


@pytest.fixture(autouse=True)
def _nobody_leaves_unsaid(db: None) -> None:
    """A year without an order is no departure here."""
    people.edit_organisation(by=None, now=NOW, churn_after_months=0)


def discount(basis_points: int) -> None:
    people.edit_organisation(by=None, now=NOW, discount_rate_bp=basis_points)


def customers(owner: User, count: int, at: datetime = BEFORE) -> list[Prospect]:
    """Customers won for nothing whose cost anybody knows."""
    found = []
    for _ in range(count):
        found.append(prospect(owner=owner, at=at))
        won_deal(owner=owner, prospect=found[-1], at=at, amount=0)
    return found


def leaves(who: Prospect, at: datetime) -> None:
    prospects.take_step(
        prospect_id=who.pk, step="churned", at=at, by=who.owner, now=NOW
    )


def buys(
    who: Prospect | None, owner: User, price: int, cost: int | None, at: datetime
) -> Any:
    line = LineInput(product=factories.product(), unit_price=price, unit_cost=cost)
    return won_deal(owner=owner, prospect=who, at=at, lines=[line])


@pytest.fixture
def five(rep: User) -> list[Prospect]:
    """Five customers, one of whom leaves in March; the others' margin is 1,000.00 each.

    What was earned before the twelve months or after them, or at a cost nobody knows, is not of it.
    """
    found = customers(rep, 5)
    leaves(found[0], paris(2026, 3, 5))
    buys(found[1], rep, 500_000, 200_000, FIRST)
    buys(found[2], rep, 180_000, 80_000, paris(2026, 10, 31, 23, 59))
    buys(found[3], rep, 700_000, None, paris(2026, 5, 5))
    buys(found[3], rep, 700_000, 1, EVE)
    buys(found[3], rep, 700_000, 1, paris(2026, 11, 1, 0))
    return found


# -- the formula ----------------------------------------------------------------------------------


def test_catalogue_case_1_lifetime_value(five: list[Prospect]) -> None:
    """Margin 1,000, retention 0.80, discount 0.10: 800 / 0.30 = 2,666.67."""
    discount(1_000)
    assert figure("retention", year_to(OCTOBER)) == Fraction(4, 5)
    assert figure("gross_margin", year_to(OCTOBER)) == 400_000
    assert figure("customers", OCTOBER) == 4

    found = figure("clv_formula", OCTOBER)
    assert found == Fraction(800_000, 3)
    assert round(found) == 266_667
    assert values("clv_formula", OCTOBER)[()].n is None


def test_catalogue_case_2_nobody_leaves_and_nothing_is_discounted(rep: User) -> None:
    """Retention 1, discount 0: the sum has no end; it is not defined, and never huge."""
    [faithful] = customers(rep, 1)
    buys(faithful, rep, 300_000, 200_000, paris(2026, 2, 5))
    for basis_points in (0, 99):
        discount(basis_points)
        asked = values("clv_formula", OCTOBER)[()]
        assert (asked.value, asked.reason) == (None, TOO_NEAR), basis_points
    discount(100)
    assert figure("clv_formula", OCTOBER) == 100_000 * 100


def test_the_formula_itself() -> None:
    """Margin 50 a year, half stay, 10 %: 25 / 0.6."""
    tenth = Fraction(1, 10)
    assert clv(Fraction(50), Fraction(1, 2), tenth).value == Fraction(250, 6)
    assert clv(Fraction(50), Fraction(0), tenth).value == 0
    assert clv(Fraction(-50), Fraction(1, 2), tenth).value == -Fraction(250, 6)


def test_its_twelve_months_end_with_the_period() -> None:
    assert year_to(OCTOBER) == Period(date(2025, 11, 1), date(2026, 11, 1))
    so_far = between(NOVEMBER.first, date(2026, 11, 20))
    assert year_to(so_far) == Period(date(2025, 11, 21), date(2026, 11, 21))


def test_each_month_has_twelve_months_of_its_own(five: list[Prospect]) -> None:
    """In the twelve months to September the sale of 31 October 2025 counts, that of a year later not."""
    discount(1_000)
    both = between(SEPTEMBER.first, OCTOBER.last)
    october, september = 100_000, Fraction(300_000 + 699_999, 4)
    assert split("clv_formula", "month", both) == {
        OCTOBER.first: october * Fraction(8, 3),
        SEPTEMBER.first: september * Fraction(8, 3),
    }


def test_without_customers_or_before_them_there_is_no_value(rep: User) -> None:
    assert values("clv_formula", OCTOBER)[()].reason == NO_DENOMINATOR
    # Customers now, but none a year ago: nobody can say how many stay.
    buys(prospect(owner=rep, at=paris(2026, 2, 1)), rep, 300_000, 1, paris(2026, 2, 5))
    assert figure("customers", OCTOBER) == 1
    assert values("clv_formula", OCTOBER)[()].reason == NO_DENOMINATOR


def test_how_many_times_its_cost_a_customer_brings_back(five: list[Prospect]) -> None:
    """A sixth customer comes in October for 500.00: 5 at the end, 800.00 of margin each.

    800 x 0.8 / 0.3 = 2,133.33, and that is 64/15 times 500.
    """
    discount(1_000)
    assert values("ltv_to_cac", OCTOBER)[()].reason == NOTHING_SPENT
    customers(five[0].owner, 1, paris(2026, 10, 7))
    spend(20_000, 10)
    spend(30_000, 10, "sales")

    assert figure("cac", OCTOBER) == 50_000
    assert figure("ltv_to_cac", OCTOBER) == Fraction(64, 15)
    # Nobody acquired in September: no cost of a customer, so no quotient.
    spend(20_000, 9)
    assert values("ltv_to_cac", SEPTEMBER)[()].reason == NO_DENOMINATOR


# -- so far ---------------------------------------------------------------------------------------


def test_what_customers_brought_since_their_first_order(rep: User) -> None:
    """600 + 300 and 500 of two customers up to October: 700 each; nobody's 990 is left out."""
    first, second, silent = (
        prospect(owner=rep, at=paris(2025, 1, 5)) for _ in range(3)
    )
    assert values("clv_observed")[()].reason == NO_DENOMINATOR
    buys(first, rep, 60_000, 20_000, paris(2025, 2, 5))
    buys(first, rep, 30_000, None, paris(2026, 10, 5))
    buys(second, rep, 50_000, 40_000, paris(2026, 10, 6))
    buys(None, rep, 99_000, 1, paris(2026, 10, 7))
    buys(silent, rep, 10_000, None, paris(2026, 11, 5))

    assert figure("clv_observed", OCTOBER) == 70_000
    assert figure("clv_observed") == 50_000
    # Margin is of the deals whose cost is known: 400 and 100, of the two who made them.
    assert figure("clv_margin", OCTOBER) == figure("clv_margin") == 25_000
    assert split("clv_observed", "month", between(OCTOBER.first, NOVEMBER.last)) == {
        OCTOBER.first: 70_000,
        NOVEMBER.first: 50_000,
    }


def test_who_left_brought_something_too_and_a_win_taken_back_nothing(rep: User) -> None:
    gone, back = (prospect(owner=rep, at=paris(2025, 1, 5)) for _ in range(2))
    buys(gone, rep, 60_000, 20_000, paris(2025, 2, 5))
    leaves(gone, paris(2026, 3, 5))
    mistaken = buys(back, rep, 90_000, 20_000, paris(2026, 10, 6))
    assert figure("clv_observed", OCTOBER) == 75_000

    deals.reopen_deal(deal_id=mistaken.pk, by=rep, now=NOW)

    assert figure("clv_observed", OCTOBER) == 60_000
    assert figure("clv_margin", OCTOBER) == 40_000
