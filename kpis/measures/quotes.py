"""What is offered: quotes sent, and whether they were signed."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.models import Quote
from kpis.measures.describing import OF_DEAL
from kpis.spec import Measure, Source, Unit

SOURCE = Source(
    key="quotes",
    label=_("quotes sent"),
    rows=Quote.objects.sent_told,
    at="sent_at",
    subject="deal",
    dims={
        **OF_DEAL,
        "pipeline": "deal__stage__pipeline",
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
