"""A win as it is told: on a day, at an amount, by a way of contact, in one write."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from crm.models import ContactMethod, Deal, Organisation, User
from crm.services.deal_ends import win_deal
from crm.services.deal_pricing import price_deal
from crm.services.deal_taking import day_of
from crm.services.deals import edit_deal
from crm.services.errors import Refused
from crm.services.writing import take

#: When a win of an earlier day is said to have happened: the order came before the evening.
EVENING = time(18)


@transaction.atomic
def win_as_told(
    *,
    deal_id: int,
    by: User,
    now: datetime,
    seen: int | None = None,
    won_on: date | None = None,
    amount: int | None = None,
    method: ContactMethod | None = None,
) -> Deal:
    """Win the deal. ``amount`` in minor units replaces what it was worth; None keeps it and its lines.

    The amount signed counts as the win's own, at that day's rate: the pipeline keeps what was hoped for.
    """
    deal = take(Deal.objects.all(), deal_id, seen=seen)
    at = _moment(deal, won_on, now)
    if method is not None and method.pk != deal.winning_method_id:
        edit_deal(deal_id=deal_id, by=by, now=now, winning_method=method)
    won = win_deal(deal_id=deal_id, by=by, now=now, at=at)
    if amount is not None and amount != won.amount:
        won = price_deal(deal_id=deal_id, amount=amount, by=by, now=now)
    return won


def _moment(deal: Deal, day: date | None, now: datetime) -> datetime:
    """The instant of a win on that day: now, or its evening, never before the deal last moved."""
    if day is None or day == day_of(now):
        return now
    if day > day_of(now):
        raise Refused({"won_on": _("A deal cannot be won in the future.")})
    evening = datetime.combine(day, EVENING, Organisation.current().zone)
    last = deal.movements.order_by("-at").values_list("at", flat=True).first()
    if last is not None and day_of(last) > day:
        raise Refused({"won_on": _("The deal still moved after that day.")})
    return max(evening, last) if last is not None else evening
