"""The day whose rate prices a fact."""

from __future__ import annotations

from datetime import date

from crm.models import AuditEntry, Deal, Quote
from crm.services.deal_taking import day_of


def day_of_deal(deal: Deal) -> date:
    """The day it ended, else the day it was opened or its amount last changed."""
    return day_of(deal.ended_at) if deal.ended_at else day_in_pipeline(deal)


def day_in_pipeline(deal: Deal) -> date:
    """The day an open deal was opened or its amount last changed."""
    last = deal.movements.pricing().values_list("at", flat=True).first()
    return day_of(last or deal.opened_at)


def day_of_quote(quote: Quote) -> date:
    """The day it was sent, else the day the draft was last written."""
    if quote.sent_at:
        return day_of(quote.sent_at)
    edits = AuditEntry.objects.filter(kind="quote", object_id=quote.pk, action="edited")
    last = edits.order_by("-at").values_list("at", flat=True).first()
    return day_of(last or quote.created_at)
