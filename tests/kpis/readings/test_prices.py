"""Prices far under the list or far apart, worked by hand on planted lines; silent without them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from crm.models import Product, User
from crm.services.deal_lines import LineInput
from kpis.periods import Period
from kpis.readings.prices import far_apart, prices, sold, under_list
from kpis.readings.reading import Reading
from kpis.scope import ALL, scope_of
from tests import factories
from tests.factories import NOW, paris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
AUTUMN = Period(date(2026, 9, 1), date(2026, 12, 1))


@pytest.fixture
def shelf() -> Product:
    return factories.product("Shelf", list_price=10_000)


def line(
    product: Product, price: int, quantity: str = "1", discount_bp: int = 0
) -> LineInput:
    return LineInput(
        product=product,
        unit_price=price,
        quantity=Decimal(quantity),
        discount_bp=discount_bp,
    )


def sell(
    who: User,
    product: Product,
    *,
    price: int,
    quantity: str = "1",
    times: int = 3,
    at: datetime = NOW,
) -> None:
    """``times`` deals of one line each, won at once."""
    for _ in range(times):
        factories.won_deal(owner=who, at=at, lines=[line(product, price, quantity)])


def told(minimum: int = 3, period: Period = AUTUMN) -> dict[str, Reading]:
    return {each.key: each for each in prices(ALL, period, minimum, "EUR")}


def test_a_product_sold_far_under_its_list_price_is_named(
    rep: User, shelf: Product
) -> None:
    # Two at 80.00 and one of two pieces at 85.00: 330 of 400, 17.5 % under.
    sell(rep, shelf, price=8_000, times=2)
    sell(rep, shelf, price=8_500, quantity="2", times=1)

    found = told()["prices_under_list"]

    assert found.facts == ["Shelf: 17.5% under its list price"]
    assert "more than 15% under" in found.rule[0]
    assert [(look.kpi, look.where) for look in found.looks] == [
        ("revenue", {"where": f"product:{shelf.pk}"})
    ]


def test_fifteen_in_a_hundred_is_not_yet_far(rep: User, shelf: Product) -> None:
    sell(rep, shelf, price=8_500)

    assert told() == {}


def test_two_lines_are_too_few_to_judge(rep: User, shelf: Product) -> None:
    sell(rep, shelf, price=2_000, times=2)

    assert told() == {}
    assert "prices_under_list" in told(minimum=2)


def test_what_has_no_list_price_or_was_lost_is_left_out(
    rep: User, shelf: Product
) -> None:
    sell(rep, factories.product("Unlisted"), price=2_000)
    for _ in range(3):
        factories.lost_deal(owner=rep, lines=[line(shelf, 2_000)])
        factories.deal(owner=rep, lines=[line(shelf, 2_000)])

    assert sold(ALL, AUTUMN) == []


def test_a_discount_lowers_the_price(rep: User, shelf: Product) -> None:
    for _ in range(3):
        factories.won_deal(owner=rep, lines=[line(shelf, 10_000, discount_bp=2_000)])

    assert told()["prices_under_list"].facts == ["Shelf: 20.0% under its list price"]


def test_sellers_whose_prices_lie_far_apart_are_named(
    rep: User, teammate: User, other_rep: User, shelf: Product
) -> None:
    # 88.00 to 112.00: 27 % more; 100.00 lies between.
    sell(rep, shelf, price=8_800)
    sell(teammate, shelf, price=11_200, quantity="3")
    sell(other_rep, shelf, price=10_000)

    found = told()["prices_apart"]

    assert found.facts == ["Shelf: €88 from Camille Roux, €112 from Hugo Bernard"]


def test_a_quarter_is_not_yet_far_apart(
    rep: User, teammate: User, shelf: Product
) -> None:
    sell(rep, shelf, price=9_000)
    sell(teammate, shelf, price=11_250)

    assert told() == {}


def test_a_seller_of_few_lines_is_not_compared(
    rep: User, teammate: User, shelf: Product
) -> None:
    sell(rep, shelf, price=10_000)
    sell(teammate, shelf, price=20_000, times=2)

    assert told() == {}


def test_pieces_are_weighed_to_the_thousandth(rep: User, shelf: Product) -> None:
    sell(rep, shelf, price=10_000, quantity="0.125", times=1)
    sell(rep, shelf, price=10_000, quantity="1.007", times=1)

    [one] = sold(ALL, AUTUMN)

    assert (one.n, one.quantity, one.amount) == (2, 1_132, 1_250 + 10_070)
    assert one.price == 10_000


def test_each_reader_has_the_prices_of_the_own_scope(
    rep: User, teammate: User, manager: User, shelf: Product
) -> None:
    sell(rep, shelf, price=8_000)
    sell(teammate, shelf, price=12_000)

    own, team = sold(scope_of(rep), AUTUMN), sold(scope_of(manager), AUTUMN)

    assert {one.rep for one in own} == {rep.pk}
    assert far_apart(own, 3) == {}
    assert list(under_list(own, 3)) == [shelf.pk]
    assert list(far_apart(team, 3)) == [shelf.pk]


def test_only_the_days_asked_for(rep: User, shelf: Product) -> None:
    sell(rep, shelf, price=8_000, at=paris(2026, 8, 31))

    assert told() == {}
    assert told(period=Period(date(2026, 8, 31), date(2026, 9, 1)))
