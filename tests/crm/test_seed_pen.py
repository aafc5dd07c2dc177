"""A deal told in memory has the same journal as one moved through the services."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from crm.models import Deal, DealMovement, ExchangeRate, LossReason, Organisation, User
from crm.seeding.lists import Rates, lay_lists
from crm.seeding.pen import DealPen, Desk
from crm.seeding.sheets import Sheets
from crm.services import deal_ends, deals
from crm.services.deal_lines import LineInput

pytestmark = pytest.mark.django_db

COMPARED = (
    "kind at rep_id stage_id expected_close_on count amount weighted outcome_amount"
    " outcome_list outcome_cost withdrawn_at"
)


def rows_of(deal: Deal) -> list[tuple[object, ...]]:
    return list(
        DealMovement.objects.filter(deal=deal)
        .order_by("pk")
        .values_list(*COMPARED.split())
    )


@pytest.fixture
def desk(now: datetime) -> Desk:
    sheets = Sheets()
    lists = lay_lists(sheets)
    first = (now - timedelta(days=90)).date().replace(day=1)
    rates = Rates(3, [first, now.date().replace(day=1)], sheets, "EUR")
    sheets.write(lambda _line: None)
    sheets.rows = {kind: [] for kind in sheets.rows}
    return Desk(sheets, lists, rates, Organisation.current().zone)


def basket(desk: Desk, quantity: int, price: int) -> list[LineInput]:
    products = desk.lists.products
    return [
        LineInput(
            product=products["Phone booth"],
            unit_price=price,
            quantity=Decimal(quantity),
            discount_bp=333,
            unit_cost=200_100,
            list_price=price,
        ),
        LineInput(
            product=products["Lab stool"],
            unit_price=18_333,
            quantity=Decimal(3),
            unit_cost=9_700,
            list_price=18_500,
        ),
    ]


def told(
    desk: Desk, at: list[datetime], rep: User, teammate: User, currency: str
) -> Deal:
    pen = DealPen(desk).open(
        at=at[0],
        name="Told",
        owner=rep,
        stage="Qualification",
        currency=currency,
        lines=basket(desk, 2, 390_000),
        expected_close_on=at[5].date(),
    )
    pen.move("Demo", at=at[1])
    pen.reprice(basket(desk, 3, 380_000), at=at[2])
    pen.expect(at[9].date(), at=at[3])
    pen.assign(teammate, at=at[4])
    pen.move("Negotiation", at=at[5])
    pen.lose(at=at[6], reason=LossReason.objects.get(name="Price"))
    pen.reopen(at=at[7])
    pen.win(at=at[8])
    pen.close()
    desk.sheets.write(lambda _line: None)
    return Deal.objects.get(pk=pen.deal.pk)


def moved(
    desk: Desk, at: list[datetime], rep: User, teammate: User, currency: str
) -> Deal:
    stages, reason = desk.lists.stages, LossReason.objects.get(name="Price")
    pk = deals.open_deal(
        by=rep,
        now=at[0],
        name="Moved",
        owner=rep,
        stage=stages["Qualification"],
        currency=currency,
        lines=basket(desk, 2, 390_000),
        expected_close_on=at[5].date(),
    ).pk
    lines = basket(desk, 3, 380_000)
    deals.move_deal(deal_id=pk, stage=stages["Demo"], by=rep, now=at[1])
    deals.price_deal(deal_id=pk, lines=lines, currency=currency, by=rep, now=at[2])
    deals.expect_close(deal_id=pk, on=at[9].date(), by=rep, now=at[3])
    deals.assign_deal(deal_id=pk, owner=teammate, by=rep, now=at[4])
    deals.move_deal(deal_id=pk, stage=stages["Negotiation"], by=rep, now=at[5])
    deal_ends.lose_deal(deal_id=pk, reason=reason, by=rep, now=at[6])
    deal_ends.reopen_deal(deal_id=pk, by=rep, now=at[7])
    deal_ends.win_deal(deal_id=pk, by=rep, now=at[8])
    return Deal.objects.get(pk=pk)


STATE = "amount rate base_amount state won_at owner_id stage_id main_product_id"
LINE = "amount base_amount base_list base_cost unit_price quantity"


@pytest.mark.parametrize("currency", ["EUR", "USD", "MAD"])
def test_same_journal_as_the_services(
    desk: Desk, now: datetime, rep: User, teammate: User, currency: str
) -> None:
    at = [now - timedelta(days=40) + timedelta(days=4 * n) for n in range(10)]
    one = told(desk, at, rep, teammate, currency)
    other = moved(desk, at, rep, teammate, currency)
    assert rows_of(one) == rows_of(other)
    for name in STATE.split():
        assert getattr(one, name) == getattr(other, name), name
    fields = LINE.split()
    assert list(one.lines.values_list(*fields)) == list(
        other.lines.values_list(*fields)
    )


def test_a_move_back_in_time_is_refused(desk: Desk, now: datetime, rep: User) -> None:
    pen = DealPen(desk).open(
        at=now, name="Told", owner=rep, stage="Qualification", currency="EUR",
        lines=basket(desk, 1, 390_000),
    )  # fmt: skip
    with pytest.raises(ValueError, match="comes before"):
        pen.move("Demo", at=now - timedelta(minutes=1))


def test_rates_are_read_as_the_table_is(desk: Desk, now: datetime) -> None:
    from crm.pricing import rate_on

    assert ExchangeRate.objects.filter(currency="USD").count() == 2
    for days in (200, 60, 0):
        day = (now - timedelta(days=days)).date()
        for currency in ("EUR", "USD", "MAD"):
            assert desk.rates.on(currency, day) == rate_on(currency, day, "EUR")
