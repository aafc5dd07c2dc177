"""What is offered: quotes sent, and whether they were signed."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from crm.models import Quote
from kpis.measures.describing import OF_DEAL
from kpis.spec import Measure, Source, Unit


def _told() -> Any:
    """Quotes sent; ``first_ever``: no other had gone to this prospect."""
    earlier = Quote.objects.sent().filter(
        Q(sent_at__lt=OuterRef("sent_at"))
        | Q(sent_at=OuterRef("sent_at"), id__lt=OuterRef("id")),
        deal__prospect=OuterRef("deal__prospect"),
    )
    return Quote.objects.sent_told().annotate(first_ever=~Exists(earlier))


SOURCE = Source(
    key="quotes",
    label=_("quotes sent"),
    rows=_told,
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
#: The first that a prospect ever got, after somebody had spoken to them.
FIRST_EVER = FIRST & Q(first_ever=True, deal__prospect__contacted_at__lte=F("sent_at"))
MEASURES = (
    Measure("quotes_sent", _("quotes sent"), "quotes", FIRST),
    Measure(
        "first_quotes",
        _("first quotes to a prospect"),
        "quotes",
        FIRST_EVER,
        stored=False,
    ),
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
