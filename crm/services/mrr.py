"""Rows of the journal of monthly recurring revenue."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from crm.models import MrrMovement, Subscription


def move(
    subscription: Subscription, at: datetime, base: int | None, original: int
) -> MrrMovement:
    """Write one row. The caller announces it.

    It is credited to who was in charge of the customer when the subscription began: given to another
    person since, what they take out of it would be missing from them and left over with the first.
    """
    rows = subscription.movements.select_related("rep").order_by("at", "pk")
    first = rows.first()
    return MrrMovement.objects.create(
        prospect_id=subscription.prospect_id,
        subscription=subscription,
        at=at,
        rep=subscription.prospect.owner if first is None else first.rep,
        amount=base,
        original_amount=original,
    )


def purchases() -> QuerySet[MrrMovement, MrrMovement]:
    """Rows of what no deal sold, the earliest first: a customer's first says since when they pay."""
    rows = MrrMovement.objects.filter(subscription__deal__isnull=True)
    return rows.order_by("at", "id")


def balance_of(subscription: Subscription) -> int | None:
    """What its rows have put in so far, base minor units; null when one had no rate."""
    amounts = list(subscription.movements.values_list("amount", flat=True))
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None
