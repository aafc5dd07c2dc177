"""Subscriptions and the journal of monthly recurring revenue they write.

Every change is a signed row of the journal at its own instant; a customer's balance at both ends of a
period says later what was new, expansion, contraction or churn.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from crm.announce import announce_many
from crm.civil import civil_day, starts_at
from crm.models import ChurnReason, MrrMovement, Organisation, Subscription, User
from crm.pricing import price
from crm.services.deal_taking import day_of
from crm.services.errors import Refused
from crm.services.history import difference, record
from crm.services.mrr import balance_of, move


@transaction.atomic
def change_subscription(
    *,
    subscription_id: int,
    by: User | None,
    now: datetime,
    amount: int,
    on: date,
) -> Subscription:
    """More or less a month from this civil day on; ``amount`` in minor units of its own currency."""
    subscription, at = _running(subscription_id, on, now)
    before = Subscription.objects.get(pk=subscription_id)
    if amount <= 0:
        raise Refused({"amount": _("More than 0. To stop it, end the subscription.")})
    change = amount - (subscription.amount or 0)
    if not change:
        return subscription
    base = price(change, currency=subscription.currency, day=day_of(at)).base
    rows = [move(subscription, at, base, change)]
    subscription.amount = amount
    subscription.base_amount = balance_of(subscription)
    subscription.save(update_fields=["amount", "base_amount"])
    announce_many(rows)
    changes = difference(before, subscription, ["amount"])
    record(by=by, action="changed", row=subscription, at=now, changes=changes)
    return subscription


@transaction.atomic
def end_subscription(
    *,
    subscription_id: int,
    by: User | None,
    now: datetime,
    on: date,
    reason: ChurnReason | None,
) -> Subscription:
    """It stops on this civil day, for a reason: the journal gives back all it had put in."""
    if reason is None:
        raise Refused({"reason": _("Say why it ends.")})
    subscription, at = _running(subscription_id, on, now)
    if subscription.amount:  # a trial has put nothing in
        announce_many([stop(subscription, at)])
    subscription.ended_on, subscription.churn_reason = on, reason
    subscription.save(update_fields=["ended_on", "churn_reason"])
    record(by=by, action="ended", row=subscription, at=now)
    return subscription


def stop(subscription: Subscription, at: datetime) -> MrrMovement:
    """The row that takes a subscription's whole balance out, as it was put in."""
    base = balance_of(subscription)
    return move(
        subscription, at, None if base is None else -base, -(subscription.amount or 0)
    )


def _running(
    subscription_id: int, on: date, now: datetime
) -> tuple[Subscription, datetime]:
    """Locked, with the instant of the change: in order, and not in the future."""
    rows = Subscription.objects.select_for_update()
    subscription = rows.get(pk=subscription_id)
    if subscription.ended_on is not None:
        raise Refused(_("This subscription has ended."))
    zone = Organisation.current().zone
    today = civil_day(now, zone)
    if on > today:
        raise Refused({"on": _("This cannot happen in the future.")})
    latest = subscription.movements.order_by("-at").values_list("at", flat=True)
    last = latest.first() or starts_at(subscription.started_on, zone)
    if on < civil_day(last, zone):
        raise Refused({"on": _("It changed after that day. Choose that day or later.")})
    return subscription, now if on == today else max(last, starts_at(on, zone))
