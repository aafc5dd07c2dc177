"""The kinds of rows that carry an amount in a currency, in the order they are locked everywhere.

A quote before its deal and a deal before its subscription, as every other write takes them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from crm.models import (
    Contract,
    CostEntry,
    Deal,
    MrrMovement,
    Quote,
    Subscription,
    User,
)
from crm.services.rates import deals, pen, subscriptions
from crm.services.rates.book import Wanted

UNPRICED = Q(base_amount__isnull=True)
#: A row of the journal without a price, whatever the subscription says by now.
UNPRICED_MRR = UNPRICED | Exists(
    MrrMovement.objects.filter(subscription=OuterRef("pk"), amount__isnull=True)
)


@dataclass(frozen=True)
class Kind:
    """``since`` is the column of its earliest day; ``price`` says whether the price changed."""

    model: Any
    since: str
    price: Callable[[Any, Wanted, User | None, datetime], bool]
    unpriced: Q | Any = UNPRICED

    def rows(self, wanted: Wanted) -> QuerySet[Any]:
        """What may have to be priced."""
        found = self.of_currency(wanted.book.currency)
        return found if wanted.again_from else found.filter(self.unpriced)

    def of_currency(self, currency: str) -> QuerySet[Any]:
        rows = self.model._base_manager.filter(currency=currency)
        return rows.exclude(amount=None).order_by("pk")  # type: ignore[no-any-return]


KINDS = (
    Kind(Quote, "created_at", pen.price_quote),
    Kind(Contract, "signed_at", pen.price_contract),
    Kind(CostEntry, "month", pen.price_cost),
    Kind(Deal, "opened_at", deals.price_deal),
    Kind(
        Subscription,
        "started_on",
        subscriptions.price_subscription,
        UNPRICED_MRR,
    ),
)
