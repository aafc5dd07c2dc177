"""What is offered: quotes sent, and whether they were signed."""

from __future__ import annotations

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from crm.models import Quote
from kpis.spec import Measure, Source, Unit

SOURCE = Source(
    key="quotes",
    label=_("quotes sent"),
    rows=Quote.objects.sent_told,
    at="sent_at",
    subject="deal",
    dims={
        "source": Coalesce("deal__source", "deal__prospect__source"),
        "region": "deal__prospect__region",
        "sector": "deal__prospect__sector",
        "client_type": "deal__prospect__client_type",
        "campaign": Coalesce("deal__campaign", "deal__prospect__campaign"),
        "product": "deal__main_product",
        "category": "deal__main_product__category",
        "pipeline": "deal__stage__pipeline",
        "kind": "deal__kind",
        "currency": "currency",
    },
    # Signing any version, or sending an earlier one, changes what the first version sent counts.
    echo=("number", Q()),
)

#: A quote counts once, on the day its first version left.
FIRST = Q(leads=True)
MEASURES = (
    Measure("quotes_sent", _("quotes sent"), "quotes", FIRST),
    Measure(
        "quotes_amount",
        _("amount quoted, excl. tax"),
        "quotes",
        FIRST,
        value="base_amount",
        unit=Unit.MONEY,
    ),
    Measure(
        "quotes_signed",
        _("of these quotes, signed today"),
        "quotes",
        FIRST & Q(agreed=True),
    ),
)
