"""Deals in other currencies: each amount at the rate of its own day, and never a guess."""

from datetime import date

import pytest

from crm.models import Deal, DealMovement, ExchangeRate, User
from crm.services import deals
from crm.services.deal_lines import LineInput
from tests import factories
from tests.factories import NOW, paris, stage

MONDAY, TUESDAY, WEDNESDAY = (paris(2026, 11, day) for day in (9, 10, 11))


def rate(day: date, value: str, currency: str = "USD") -> None:
    ExchangeRate.objects.create(currency=currency, day=day, rate=value)


@pytest.fixture
def rates(db: None) -> None:
    """A dollar is 0.90 from Monday, 0.80 from Tuesday, 0.70 from Wednesday."""
    for day, value in ((9, "0.90"), (10, "0.80"), (11, "0.70")):
        rate(date(2026, 11, day), value)


def amounts(deal: Deal) -> list[tuple[str, int | None, int | None]]:
    found = deal.movements.order_by("id")
    return list(found.values_list("kind", "amount", "weighted"))


@pytest.mark.usefixtures("rates")
class TestRates:
    def test_an_open_deal_is_priced_at_the_rate_of_the_day_it_was_opened(
        self, rep: User
    ) -> None:
        deal = factories.deal(owner=rep, at=MONDAY, currency="USD")
        assert (deal.amount, deal.base_amount) == (100_000, 90_000)
        deals.move_deal(deal_id=deal.pk, stage=stage("Demo"), by=rep, now=WEDNESDAY)
        assert amounts(deal)[-1] == ("stage", 90_000, 27_000)

    def test_the_rate_in_force_is_the_last_one_known(self, rep: User) -> None:
        assert factories.deal(owner=rep, at=NOW, currency="USD").base_amount == 70_000

    def test_the_day_of_a_rate_is_the_organisations(self, rep: User) -> None:
        """Half past midnight in Paris is still the day before in UTC."""
        deal = factories.deal(owner=rep, at=paris(2026, 11, 10, 0, 30), currency="USD")
        assert deal.base_amount == 80_000

    def test_a_change_of_amount_is_priced_at_its_own_day(self, rep: User) -> None:
        deal = factories.deal(owner=rep, at=MONDAY, currency="USD")
        deals.price_deal(deal_id=deal.pk, amount=200_000, by=rep, now=TUESDAY)
        assert amounts(deal)[-1] == ("amount", 70_000, 7_000)

    def test_a_win_is_priced_at_its_own_day_and_takes_out_what_was_put_in(
        self, rep: User
    ) -> None:
        deal = factories.won_deal(
            owner=rep, opened_at=MONDAY, at=TUESDAY, currency="USD"
        )
        won = deal.movements.get(kind="won")
        assert (won.amount, won.outcome_amount) == (-90_000, 80_000)
        deals.price_deal(deal_id=deal.pk, amount=50_000, by=rep, now=NOW)
        won.refresh_from_db()
        assert (won.amount, won.outcome_amount) == (-90_000, 40_000)

    def test_a_reopened_deal_is_priced_as_the_open_deal_it_was(self, rep: User) -> None:
        deal = factories.won_deal(
            owner=rep, opened_at=MONDAY, at=TUESDAY, currency="USD"
        )
        reopened = deals.reopen_deal(deal_id=deal.pk, by=rep, now=NOW)
        assert amounts(deal)[2:] == [("reopened", 90_000, 9_000)]
        assert reopened.base_amount == 90_000
        deals.win_deal(deal_id=deal.pk, by=rep, now=NOW)
        assert DealMovement.objects.of("won").get().outcome_amount == 70_000

    def test_base_amounts_of_lines_add_up_to_the_deals_on_each_day(
        self, rep: User
    ) -> None:
        prices = (3_333, 3_333, 3_335, 1)
        lines = [LineInput(product=None, unit_price=price) for price in prices]
        deal = factories.deal(
            owner=rep, at=MONDAY, amount=None, currency="USD", lines=lines
        )
        for write in (deals.win_deal, deals.reopen_deal):
            parts = deal.lines.values_list("base_amount", flat=True)
            deal.refresh_from_db()
            assert sum(parts) == deal.base_amount
            deal = write(deal_id=deal.pk, by=rep, now=NOW)
        assert sum(deal.lines.values_list("base_amount", flat=True)) == deal.base_amount


class TestWithoutRate:
    def test_a_deal_without_rate_is_counted_and_not_priced(self, rep: User) -> None:
        deal = factories.deal(owner=rep, at=MONDAY, currency="CHF")
        assert (deal.amount, deal.rate, deal.base_amount) == (100_000, None, None)
        assert amounts(deal) == [("opened", None, None)]
        deals.move_deal(deal_id=deal.pk, stage=stage("Demo"), by=rep, now=TUESDAY)
        deals.win_deal(deal_id=deal.pk, by=rep, now=WEDNESDAY)
        assert amounts(deal)[1:] == [
            ("stage", None, None), ("stage", None, None), ("won", None, None),
        ]  # fmt: skip
        won = deal.movements.get(kind="won")
        assert (won.count, won.outcome_amount) == (-1, None)

    def test_a_rate_that_comes_before_the_win_prices_the_win(self, rep: User) -> None:
        deal = factories.deal(owner=rep, at=MONDAY, currency="CHF")
        rate(date(2026, 11, 10), "1.05", "CHF")
        deals.win_deal(deal_id=deal.pk, by=rep, now=TUESDAY)
        won = deal.movements.get(kind="won")
        assert (won.amount, won.outcome_amount) == (None, 105_000)

    def test_lines_without_rate_are_not_priced(self, rep: User) -> None:
        lines = [LineInput(product=None, unit_price=100)]
        deal = factories.deal(owner=rep, amount=None, currency="CHF", lines=lines)
        assert (deal.amount, deal.base_amount) == (100, None)
        assert deal.lines.get().base_amount is None

    def test_a_change_to_a_currency_without_rate_takes_the_amount_out(
        self, rep: User
    ) -> None:
        deal = factories.deal(owner=rep, at=MONDAY)
        deals.price_deal(
            deal_id=deal.pk, amount=100_000, currency="CHF", by=rep, now=TUESDAY
        )
        assert amounts(deal)[-1] == ("amount", -100_000, -10_000)
        deals.price_deal(
            deal_id=deal.pk, amount=100_000, currency="EUR", by=rep, now=WEDNESDAY
        )
        assert amounts(deal)[-1] == ("amount", 100_000, 10_000)
