"""Quotes while they are written: from a deal's lines, changed as drafts, again in a next version."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from crm.models import Deal, Organisation, Quote, QuoteLine, User
from crm.pricing import price
from crm.services.deal_lines import LineInput
from crm.services.deal_taking import day_of
from crm.services.errors import Refused
from crm.services.history import difference, record
from crm.services.quote_lines import lines_of_deal, lines_of_quote, set_quote_lines
from crm.services.quote_numbers import is_last, next_number
from crm.services.writing import take


@transaction.atomic
def quote_deal(
    *,
    deal_id: int,
    by: User,
    now: datetime,
    valid_until_on: date | None = None,
    note: str = "",
) -> Quote:
    """Version 1 of a new quote: the deal's lines as they stand, or its amount as one line."""
    deal = take(Deal.objects.all(), deal_id)
    _must_be_open(deal)
    lines = lines_of_deal(deal)
    if not lines:
        raise Refused(_("Give the deal an amount or lines first."))
    number = next_number(now)
    text = {"valid_until_on": valid_until_on or validity(now), "note": note}
    return _write(deal, number, 1, lines, by=by, now=now, **text)


@transaction.atomic
def next_version(*, quote_id: int, by: User, now: datetime) -> Quote:
    """A draft with the lines of this version; the draft that is already there when there is one."""
    quote = Quote.objects.select_for_update().get(pk=quote_id)
    deal = take(Deal.objects.all(), quote.deal_id)
    last = Quote.objects.versions_of(quote.number).latest("version")
    if last.sent_at is None:
        return last
    _must_be_open(deal)
    lines = lines_of_quote(quote)
    text = {"valid_until_on": validity(now), "note": quote.note}
    version = last.version + 1
    return _write(deal, quote.number, version, lines, by=by, now=now, **text)


@transaction.atomic
def edit_quote(
    *,
    quote_id: int,
    by: User,
    now: datetime,
    lines: Sequence[LineInput],
    valid_until_on: date,
    note: str = "",
) -> Quote:
    """Change a draft. What was sent stays as it was printed."""
    quote = take_draft(quote_id)
    before = Quote.objects.get(pk=quote_id)
    if not lines:
        raise Refused(_("A quote has one line at least."))
    quote.valid_until_on, quote.note = valid_until_on, note
    set_quote_lines(quote, lines)
    price_quote(quote, now)
    quote.save()
    changes = difference(before, quote, ["amount", "valid_until_on", "note"])
    record(by=by, action="edited", row=quote, at=now, changes=changes)
    return quote


@transaction.atomic
def discard_quote(*, quote_id: int, by: User, now: datetime) -> None:
    """Delete a draft, when that leaves no gap in the numbers."""
    quote = take_draft(quote_id)
    if quote.version == 1 and not is_last(quote):
        raise Refused(
            _(
                "Later quotes follow this number: change this draft rather than delete it."
            )
        )
    record(by=by, action="deleted", row=quote, at=now)
    quote.delete()


def take_draft(quote_id: int) -> Quote:
    """Lock a quote that may still change. Raises Refused when it was sent."""
    quote = Quote.objects.select_for_update().get(pk=quote_id)
    if quote.sent_at is not None:
        raise Refused(
            _("This version was sent and stays as it is. Make a new version.")
        )
    return quote


def validity(now: datetime) -> date:
    """The day until which a quote made now is valid, by the organisation's choice."""
    return day_of(now) + timedelta(days=Organisation.current().quote_valid_days)


def price_quote(quote: Quote, now: datetime) -> None:
    """Base amount at the day's rate."""
    found = price(quote.amount, currency=quote.currency, day=day_of(now))
    quote.rate, quote.base_amount = found


def _must_be_open(deal: Deal) -> None:
    if not deal.is_open:
        raise Refused(_("This deal has ended. Reopen it first."))


def _write(
    deal: Deal,
    number: str,
    version: int,
    lines: Sequence[QuoteLine],
    *,
    by: User,
    now: datetime,
    **text: Any,
) -> Quote:
    quote = Quote(
        deal=deal,
        number=number,
        version=version,
        rep=deal.owner,
        currency=deal.currency,
        amount=sum(line.amount for line in lines),
        created_at=now,
        **text,
    )
    price_quote(quote, now)
    quote.save()
    for line in lines:
        line.quote = quote
    QuoteLine.objects.bulk_create(lines)
    record(by=by, action="created", row=quote, at=now)
    return quote
