"""A deal told in memory has the same journal as one moved through the services."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from crm.models import Deal, DealMovement, ExchangeRate, LossReason, Organisation, User
from crm.seeding.lists import Rates, lay_lists
from crm.seeding.pen import DealPen, Desk
from crm.seeding.sheets import Sheets
from crm.services import deal_edits, deal_ends, deals
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


@pytest.mark.parametrize("currency", ["EUR", "USD", "MAD"])
def test_same_journal_as_the_services(
    desk: Desk, now: datetime, rep: User, teammate: User, currency: str
) -> None:
    at = [now - timedelta(days=40) + timedelta(days=4 * n) for n in range(10)]
    soon, late = at[5].date(), at[9].date()
    reason = LossReason.objects.get(name="Price")

    pen = DealPen(desk).open(
        at=at[0], name="Told", owner=rep, stage="Qualification", currency=currency,
        lines=basket(desk, 2, 390_000), expected_close_on=soon,
    )  # fmt: skip
    pen.move("Demo", at=at[1])
    pen.reprice(basket(desk, 3, 380_000), at=at[2])
    pen.expect(late, at=at[3])
    pen.assign(teammate, at=at[4])
    pen.move("Negotiation", at=at[5])
    pen.lose(at=at[6], reason=reason)
    pen.reopen(at=at[7])
    pen.win(at=at[8])
    pen.close()
    desk.sheets.write(lambda _line: None)

    stages = desk.lists.stages
    deal = deals.open_deal(
        by=rep, now=at[0], name="Moved", owner=rep, stage=stages["Qualification"],
        currency=currency, lines=basket(desk, 2, 390_000), expected_close_on=soon,
    )  # fmt: skip
    pk = deal.pk
    deals.move_deal(deal_id=pk, stage=stages["Demo"], by=rep, now=at[1])
    edit = getattr(deals, "price_deal", None) or deal_edits.price_deal
    edit(
        deal_id=pk, lines=basket(desk, 3, 380_000), currency=currency, by=rep, now=at[2]
    )
    expect = getattr(deals, "expect_close", None) or deal_edits.expect_close
    expect(deal_id=pk, on=late, by=rep, now=at[3])
    assign = getattr(deals, "assign_deal", None) or deal_edits.assign_deal
    assign(deal_id=pk, owner=teammate, by=rep, now=at[4])
    deals.move_deal(deal_id=pk, stage=stages["Negotiation"], by=rep, now=at[5])
    deal_ends.lose_deal(deal_id=pk, reason=reason, by=rep, now=at[6])
    deal_ends.reopen_deal(deal_id=pk, by=rep, now=at[7])
    deal_ends.win_deal(deal_id=pk, by=rep, now=at[8])

    assert rows_of(pen.deal) == rows_of(deal)
    moved = Deal.objects.get(pk=pk)
    told = Deal.objects.get(pk=pen.deal.pk)
    for name in (
        "amount",
        "rate",
        "base_amount",
        "state",
        "won_at",
        "owner_id",
        "main_product_id",
    ):
        assert getattr(told, name) == getattr(moved, name), name
    fields = [
        "amount",
        "base_amount",
        "base_list",
        "base_cost",
        "unit_price",
        "quantity",
    ]
    assert list(told.lines.values_list(*fields)) == list(
        moved.lines.values_list(*fields)
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
