"""What becomes of a quote: sent, signed or refused, each on its day; the order it makes."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from crm.announce import announce, as_it_is
from crm.civil import civil_day, starts_at
from crm.models import Deal, Organisation, Quote, User, WayBack
from crm.services.deal_ends import win_deal
from crm.services.deal_lines import LineInput
from crm.services.deal_pricing import price_deal
from crm.services.deal_taking import day_of
from crm.services.errors import Refused
from crm.services.history import record
from crm.services.quotes import price_quote, take_draft
from crm.services.way_back import way_back


def send_quote(*, quote_id: int, by: User, now: datetime) -> WayBack:
    """From now on it stays as it is: lines, prices, validity. It is the deal's owner's."""
    with way_back(by=by, now=now, action="sent") as kept:
        quote = take_draft(quote_id)
        kept.keep([quote])
        before = as_it_is(quote)
        if not quote.deal.is_open:
            raise Refused(_("This deal has ended. Reopen it first."))
        if quote.valid_until_on and quote.valid_until_on < day_of(now):
            raise Refused(_("Its validity is over. Give it a later day first."))
        quote.sent_at, quote.rep = now, quote.deal.owner
        price_quote(quote, now)
        quote.save()
        announce(before, quote)
        record(by=by, action="sent", row=quote, at=now)
    return kept.way_back


def sign_quote(*, quote_id: int, by: User, now: datetime, on: date) -> WayBack:
    """The customer signed on this civil day."""
    return _answer(quote_id, "signed", by=by, now=now, on=on)


def refuse_quote(*, quote_id: int, by: User, now: datetime, on: date) -> WayBack:
    """The customer said no on this civil day."""
    return _answer(quote_id, "refused", by=by, now=now, on=on)


def _answer(quote_id: int, kind: str, *, by: User, now: datetime, on: date) -> WayBack:
    with way_back(by=by, now=now, action=kind) as kept:
        quote = Quote.objects.select_for_update().get(pk=quote_id)
        kept.keep([quote])
        before = as_it_is(quote)
        at = _moment(quote, on, now)
        if quote.signed_at or quote.refused_at:
            raise Refused(_("This quote was answered already."))
        if (
            kind == "signed"
            and Quote.objects.versions_of(quote.number).signed().exists()
        ):
            raise Refused(_("Another version of this quote is signed."))
        setattr(quote, f"{kind}_at", at)
        quote.save(update_fields=[f"{kind}_at"])
        announce(before, quote)
        record(by=by, action=kind, row=quote, at=now)
    return kept.way_back


def _moment(quote: Quote, on: date, now: datetime) -> datetime:
    """An instant of the civil day, after the quote was sent."""
    zone = Organisation.current().zone
    if quote.sent_at is None:
        raise Refused(_("Send the quote first."))
    if on > civil_day(now, zone):
        raise Refused({"on": _("This cannot happen in the future.")})
    if on < civil_day(quote.sent_at, zone):
        raise Refused({"on": _("It was sent after that day.")})
    return (
        now if on == civil_day(now, zone) else max(quote.sent_at, starts_at(on, zone))
    )


@transaction.atomic
def win_with_quote(
    *, quote_id: int, by: User, now: datetime, seen: int | None = None
) -> Deal:
    """Win the deal for what was signed: it takes the quote's lines, then it is won."""
    quote = Quote.objects.select_for_update().get(pk=quote_id)
    if quote.signed_at is None:
        raise Refused(_("This quote is not signed."))
    deal = quote.deal
    if (deal.amount, deal.currency) != (quote.amount, quote.currency):
        price_deal(
            deal_id=deal.pk,
            by=by,
            now=now,
            currency=quote.currency,
            lines=_as_inputs(quote),
            seen=seen,
        )
        seen = None
    return win_deal(deal_id=deal.pk, by=by, now=now, seen=seen)


def _as_inputs(quote: Quote) -> list[LineInput]:
    """The quote's lines for the deal; what a product costs stays as the deal had it."""
    kept = {line.product_id: line for line in quote.deal.lines.all() if line.product_id}
    found = []
    for line in quote.lines.select_related("product__vat_rate"):
        was = kept.get(line.product_id or 0)
        found.append(
            LineInput(
                product=line.product,
                label=line.label,
                quantity=line.quantity,
                unit_price=line.unit_price,
                discount_bp=line.discount_bp,
                unit_cost=was.unit_cost if was else None,
                list_price=was.list_price if was else None,
                vat_rate=was.vat_rate if was else None,
            )
        )
    return found
