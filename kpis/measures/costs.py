"""What finding customers costs, day by day."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.models import CostDay
from kpis.spec import Measure, Source, Unit

SOURCE = Source(
    key="costs",
    label=_("costs by day"),
    rows=CostDay.objects.all,
    at="day",
    civil=True,
    subject="cost",
    team="cost__team",
    dims={
        "source": "cost__source",
        "channel": "cost__channel",
        "campaign": "cost__campaign",
        "client_type": "cost__client_type",
        "currency": "cost__currency",
    },
)


def _spent(key: str, label: object, where: Q) -> Measure:
    """Read from rows: the team of a cost is its own, which no cell of a person knows."""
    return Measure(
        key, label, "costs", where, value="amount", unit=Unit.MONEY, stored=False
    )


MEASURES = (
    _spent("marketing_cost", _("marketing costs"), Q(cost__kind="marketing")),
    _spent("selling_cost", _("selling costs"), Q(cost__kind="sales")),
    _spent("campaign_cost", _("costs of campaigns"), Q(cost__campaign__isnull=False)),
)
