"""What customers commit to: contracts signed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from crm.models import Contract
from kpis.measures.describing import OF_PROSPECT
from kpis.spec import Measure, Source

DESCRIBED = {
    **OF_PROSPECT,
    "product": "deal__main_product",
    "category": "deal__main_product__category",
    "currency": "currency",
}
SOURCE = Source(
    key="contracts",
    label=_("contracts"),
    rows=Contract.objects.all,
    at="signed_at",
    subject="prospect",
    dims=DESCRIBED,
)
MEASURES = (Measure("contracts_signed", _("contracts signed"), "contracts"),)
