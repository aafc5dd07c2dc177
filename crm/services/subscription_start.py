"""A subscription that no deal starts: agreed with who is a customer already."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _

from crm.announce import announce
from crm.civil import civil_day, starts_at
from crm.models import Organisation, Product, Prospect, Subscription, User
from crm.pricing import price
from crm.services.errors import Refused
from crm.services.history import record
from crm.services.mrr import move


@transaction.atomic
def start_subscription(
    *,
    prospect_id: int,
    by: User,
    now: datetime,
    amount: int,
    currency: str,
    on: date,
    product: Product | None = None,
) -> Subscription:
    """So much a month from this civil day on; ``amount`` in minor units of ``currency``."""
    prospect = Prospect.objects.select_for_update().get(pk=prospect_id)
    at = _moment(prospect, on, now)
    if amount <= 0:
        raise Refused({"amount": _("A recurring amount is above 0.")})
    found = price(amount, currency=currency, day=on)
    started = Subscription.objects.create(
        prospect=prospect,
        product=product,
        owner=prospect.owner,
        amount=amount,
        currency=currency,
        rate=found.rate,
        base_amount=found.base,
        started_on=on,
    )
    announce(None, move(started, at, found.base, amount))
    record(by=by, action="created", row=started, at=now)
    return started


def _moment(prospect: Prospect, on: date, now: datetime) -> datetime:
    """The instant it starts: not to come, and not before they were a customer."""
    zone = Organisation.current().zone
    if prospect.converted_at is None:
        raise Refused(_("Win a deal first: a subscription belongs to a customer."))
    since, today = civil_day(prospect.converted_at, zone), civil_day(now, zone)
    if on > today:
        raise Refused({"on": _("This cannot happen in the future.")})
    if on < since:
        day = formats.date_format(since, "DATE_FORMAT")
        said = _("They are a customer since %(day)s. Choose that day or later.")
        raise Refused({"on": said % {"day": day}})
    return now if on == today else max(prospect.converted_at, starts_at(on, zone))
