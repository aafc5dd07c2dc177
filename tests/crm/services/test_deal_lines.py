"""Deals sold line by line."""

from decimal import Decimal
from typing import Any

from crm.models import (
    User,
)
from crm.services import deals
from crm.services.deal_lines import LineInput
from tests import factories
from tests.crm.services.reading import (
    QUALIFICATION,
    pipeline,
    rows,
)
from tests.factories import NOW


def line(amount: int, **values: Any) -> LineInput:
    return LineInput(product=None, unit_price=amount, label="Line", **values)


class TestLines:
    def test_a_deal_with_lines_is_worth_their_total(self, rep: User) -> None:
        big = factories.product(name="Press", list_price=50_000, unit_cost=20_000)
        deal = factories.deal(
            owner=rep,
            amount=None,
            lines=[
                LineInput(product=None, unit_price=10_000, quantity=Decimal("1.5")),
                LineInput(product=big, unit_price=50_000, discount_bp=1_000),
            ],
        )
        assert (deal.amount, deal.main_product) == (60_000, big)
        assert rows(deal) == [("opened", QUALIFICATION, "Camille", 1, 60_000, 6_000)]
        second = deal.lines.get(product=big)
        assert (second.list_price, second.base_list) == (50_000, 50_000)
        assert (second.base_cost, second.base_amount) == (20_000, 45_000)

    def test_a_win_keeps_list_price_and_cost_when_every_line_has_them(
        self, rep: User
    ) -> None:
        press = factories.product(name="Press", list_price=50_000, unit_cost=20_000)
        priced = LineInput(product=press, unit_price=45_000, quantity=Decimal(2))
        deal = factories.won_deal(owner=rep, amount=None, lines=[priced])
        won = deal.movements.get(kind="won")
        assert (won.outcome_amount, won.outcome_list, won.outcome_cost) == (
            90_000, 100_000, 40_000,
        )  # fmt: skip
        other = factories.won_deal(owner=rep, amount=None, lines=[priced, line(100)])
        won = other.movements.get(kind="won")
        assert (won.outcome_list, won.outcome_cost) == (None, None)

    def test_lines_replaced_by_an_amount_vanish(self, rep: User) -> None:
        deal = factories.deal(owner=rep, amount=None, lines=[line(100)])
        deals.price_deal(deal_id=deal.pk, amount=70, by=rep, now=NOW)
        assert not deal.lines.exists()
        deals.price_deal(deal_id=deal.pk, lines=[line(30), line(50)], by=rep, now=NOW)
        assert pipeline() == (1, 80, 8)
