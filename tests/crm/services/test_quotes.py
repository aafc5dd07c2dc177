"""Quotes: numbers without gaps, frozen once sent, their sums exact, their answers facts."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from crm.models import Deal, Quote, User, VatRate
from crm.money import line_total
from crm.services import quote_answers, quotes, way_back
from crm.services.deal_lines import LineInput
from crm.services.deal_pricing import price_deal
from crm.services.quote_sums import quote_sums
from tests import factories
from tests.factories import NOW

TODAY = date(2026, 11, 20)


@pytest.fixture
def deal(rep: User) -> Deal:
    return factories.deal(owner=rep, name="Racks", at=NOW - timedelta(days=2))


def _quote(deal: Deal, rep: User) -> Quote:
    return quotes.quote_deal(deal_id=deal.pk, by=rep, now=NOW)


def _sent(deal: Deal, rep: User) -> Quote:
    quote = _quote(deal, rep)
    quote_answers.send_quote(quote_id=quote.pk, by=rep, now=NOW)
    return Quote.objects.get(pk=quote.pk)


@pytest.mark.django_db
def test_starts_with_the_lines_of_the_deal(deal: Deal, rep: User) -> None:
    vat = VatRate.objects.create(name="Reduced", rate_bp=550)
    lines = [
        LineInput(None, 10_000, Decimal("1.5"), 1_000, label="Beam", vat_rate=vat),
        LineInput(factories.product("Rack"), 5_000),
    ]
    price_deal(deal_id=deal.pk, by=rep, now=NOW, lines=lines)
    quote = _quote(deal, rep)
    assert (quote.number, quote.version, quote.amount) == ("Q-2026-0001", 1, 18_500)
    assert quote.valid_until_on == TODAY + timedelta(days=30)
    assert list(quote.lines.values_list("label", "amount", "vat_rate_bp")) == [
        ("Beam", 13_500, 550),
        ("Rack", 5_000, 0),
    ]


@pytest.mark.django_db
def test_an_amount_without_lines_is_one_line(deal: Deal, rep: User) -> None:
    line = _quote(deal, rep).lines.get()
    assert (line.label, line.amount) == ("Racks", 100_000)
    unpriced = factories.deal(owner=rep, amount=None)
    with pytest.raises(ValidationError, match="amount or lines first"):
        _quote(unpriced, rep)


@pytest.mark.django_db
def test_numbers_follow_each_other_and_leave_no_gap(deal: Deal, rep: User) -> None:
    first, second = _quote(deal, rep), _quote(deal, rep)
    assert (first.number, second.number) == ("Q-2026-0001", "Q-2026-0002")
    with pytest.raises(ValidationError, match="Later quotes"):
        quotes.discard_quote(quote_id=first.pk, by=rep, now=NOW)
    quotes.discard_quote(quote_id=second.pk, by=rep, now=NOW)
    assert _quote(deal, rep).number == "Q-2026-0002"
    next_year = NOW.replace(year=2027)
    later = quotes.quote_deal(deal_id=deal.pk, by=rep, now=next_year)
    assert later.number == "Q-2027-0001"


@pytest.mark.django_db
def test_what_was_sent_stays(deal: Deal, rep: User) -> None:
    quote = _sent(deal, rep)
    change = {"lines": [LineInput(None, 1, label="x")], "valid_until_on": TODAY}
    for refused in (
        lambda: quotes.edit_quote(quote_id=quote.pk, by=rep, now=NOW, **change),
        lambda: quotes.discard_quote(quote_id=quote.pk, by=rep, now=NOW),
        lambda: quote_answers.send_quote(quote_id=quote.pk, by=rep, now=NOW),
    ):
        with pytest.raises(ValidationError, match="stays as it is"):
            refused()
    second = quotes.next_version(quote_id=quote.pk, by=rep, now=NOW)
    assert quotes.next_version(quote_id=quote.pk, by=rep, now=NOW) == second
    quotes.edit_quote(quote_id=second.pk, by=rep, now=NOW, **change)
    assert (second.number, second.version) == (quote.number, 2)
    assert Quote.objects.get(pk=quote.pk).lines.get().amount == 100_000


@pytest.mark.django_db
def test_an_answer_has_its_day_and_a_way_back(deal: Deal, rep: User) -> None:
    quote = _sent(deal, rep)
    sign = quote_answers.sign_quote
    for on, said in ((TODAY + timedelta(1), "future"), (TODAY - timedelta(1), "after")):
        with pytest.raises(ValidationError, match=said):
            sign(quote_id=quote.pk, by=rep, now=NOW, on=on)
    later = NOW + timedelta(days=3)
    way = sign(quote_id=quote.pk, by=rep, now=later, on=TODAY)
    assert Quote.objects.get(pk=quote.pk).signed_at == NOW
    with pytest.raises(ValidationError, match="already"):
        quote_answers.refuse_quote(quote_id=quote.pk, by=rep, now=later, on=TODAY)
    way_back.undo(way_back_id=way.pk, by=rep, now=later)
    assert Quote.objects.get(pk=quote.pk).signed_at is None


@pytest.mark.django_db
def test_a_signature_wins_the_deal_for_what_was_signed(deal: Deal, rep: User) -> None:
    quote = _quote(deal, rep)
    lines = [LineInput(None, 80_000, label="Racks, as agreed")]
    quotes.edit_quote(
        quote_id=quote.pk, by=rep, now=NOW, lines=lines, valid_until_on=TODAY
    )
    quote_answers.send_quote(quote_id=quote.pk, by=rep, now=NOW)
    with pytest.raises(ValidationError, match="not signed"):
        quote_answers.win_with_quote(quote_id=quote.pk, by=rep, now=NOW)
    quote_answers.sign_quote(quote_id=quote.pk, by=rep, now=NOW, on=TODAY)
    won = quote_answers.win_with_quote(quote_id=quote.pk, by=rep, now=NOW)
    assert (won.state, won.amount, won.lines.get().label) == (
        "won",
        80_000,
        "Racks, as agreed",
    )
    assert won.movements.get(kind="won").outcome_amount == 80_000


line = st.builds(
    lambda quantity, price, discount, vat: SimpleNamespace(
        quantity=quantity,
        unit_price=price,
        amount=line_total(quantity=quantity, unit_price=price, discount_bp=discount),
        vat_rate_bp=vat,
    ),
    st.decimals("0.001", 10**5, places=3),
    st.integers(0, 10**9),
    st.integers(0, 10_000),
    st.sampled_from([0, 550, 1000, 2000]),
)


@given(st.lists(line, min_size=1, max_size=40))
def test_the_printed_total_is_the_sum_of_its_lines(lines: list) -> None:
    sums = quote_sums(lines)
    assert sums.net == sum(line.amount for line in lines)
    assert sums.net == sum(part.net for part in sums.vat)
    assert sums.gross == sums.net + sum(part.vat for part in sums.vat)
    for part in sums.vat:
        exact = Decimal(part.net) * part.rate_bp / 10_000
        assert abs(part.vat - exact) <= Decimal("0.5")
        assert part.vat - exact > Decimal("-0.5")
