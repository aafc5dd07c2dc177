"""What customers say, in their words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from crm.models import Verbatim
from kpis.measures.describing import OF_PROSPECT
from kpis.spec import Measure, Source

SOURCE = Source(
    key="verbatims",
    label=_("words of customers"),
    rows=Verbatim.objects.all,
    at="at",
    subject="prospect",
    dims={
        **OF_PROSPECT,
        "kind": "kind",
        "product": "product",
        "category": "product__category",
    },
)
MEASURES = (Measure("verbatims", _("words of customers"), "verbatims"),)
