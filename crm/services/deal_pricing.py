"""What a deal is worth: an amount, or lines; open deals are repriced, won ones corrected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from crm.announce import as_it_is
from crm.models import Deal, User
from crm.pricing import price
from crm.services import deal_journal as journal
from crm.services.deal_lines import LineInput, set_lines, total_of
from crm.services.deal_taking import day_of
from crm.services.history import difference, record
from crm.services.rates.deals import correct_outcome
from crm.services.writing import put, take


@transaction.atomic
def price_deal(
    *,
    deal_id: int,
    by: User | None,
    now: datetime,
    amount: int | None = None,
    currency: str | None = None,
    lines: Sequence[LineInput] | None = None,
    estimate: bool = False,
    seen: int | None = None,
) -> Deal:
    """Change what the deal is worth, by an amount or by its lines.

    An open deal is repriced at today's rate. A won deal is corrected: the win keeps its own day's
    rate, and the day it was counted on is restated.
    """
    deal = take(Deal.objects.all(), deal_id, seen=seen)
    before, old_load = as_it_is(deal), journal.stored_load(deal)
    deal.currency = currency or deal.currency
    deal.amount, deal.amount_is_estimate = total_of(lines or (), amount), estimate
    if not _priced_as(before, deal):
        day = day_of(now if deal.is_open else deal.ended_at or now)
        deal.rate, deal.base_amount = price(
            deal.amount, currency=deal.currency, day=day
        )
    if lines is not None:
        set_lines(deal, lines)
    else:
        deal.lines.all().delete()
        deal.main_product = None
    put(
        deal,
        amount=deal.amount,
        currency=deal.currency,
        rate=deal.rate,
        base_amount=deal.base_amount,
        amount_is_estimate=estimate,
        main_product=deal.main_product,
    )
    changes = difference(before, deal, ["amount", "currency"])
    if deal.is_open:
        kind = "amount" if changes else ""
        journal.reprice(deal, old_load, by=by, now=now, kind=kind)
    else:
        correct_outcome(deal)
    record(by=by, action="priced", row=deal, at=now, changes=changes)
    return deal


def _priced_as(before: Deal, deal: Deal) -> bool:
    """Other lines of the same total: the rate of the day it was last priced still holds."""
    same = (before.amount, before.currency) == (deal.amount, deal.currency)
    return same and before.rate is not None
