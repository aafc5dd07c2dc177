"""What customers complain of."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.models import Complaint
from kpis.measures.describing import OF_PROSPECT
from kpis.spec import Measure, Source

SOURCE = Source(
    key="complaints",
    label=_("complaints"),
    rows=Complaint.objects.all,
    at="received_at",
    subject="prospect",
    dims={
        **OF_PROSPECT,
        "product": "product",
        "category": "product__category",
        "reason": "reason",
        "kind": "severity",
    },
)
MEASURES = (
    Measure("complaints", _("complaints"), "complaints"),
    Measure(
        "complaints_resolved",
        _("of these complaints, resolved since"),
        "complaints",
        Q(resolved_at__isnull=False),
    ),
)
