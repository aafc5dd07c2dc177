"""What customers commit to no longer: contracts lost, for who was in charge when they ended."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from crm.models import Contract
from kpis.measures.contracts import DESCRIBED
from kpis.spec import Measure, Source

SOURCE = Source(
    key="contracts_ended",
    label=_("contracts that ended"),
    rows=Contract.objects.ended,
    at="ended_at",
    subject="prospect",
    dims={**DESCRIBED, "reason": "end_reason"},
    rep="ended_rep_id",
)
MEASURES = (Measure("contracts_lost", _("contracts lost"), "contracts_ended"),)
