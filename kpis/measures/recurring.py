"""What comes back every month."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from crm.models import MrrMovement
from kpis.measures.describing import OF_PROSPECT
from kpis.spec import Measure, Source, Unit


def _told() -> Any:
    """Rows of the journal, each knowing whether it is the last of its subscription."""
    later = MrrMovement.objects.filter(
        Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), id__gt=OuterRef("id")),
        subscription=OuterRef("subscription"),
    )
    return MrrMovement.objects.annotate(last=~Exists(later))


SOURCE = Source(
    key="mrr",
    label=_("changes of recurring revenue"),
    rows=_told,
    at="at",
    subject="prospect",
    dims={
        **OF_PROSPECT,
        "product": "subscription__product",
        "category": "subscription__product__category",
        "currency": "subscription__currency",
    },
)
MEASURES = (
    Measure(
        "mrr",
        _("recurring revenue a month, excl. tax"),
        "mrr",
        value="amount",
        balance=True,
        unit=Unit.MONEY,
    ),
    Measure(
        "subscriptions_ended",
        _("paid subscriptions that ended"),
        "mrr",
        Q(last=True, original_amount__lt=0, subscription__ended_on__isnull=False),
        stored=False,
    ),
)
