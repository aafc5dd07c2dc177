"""What customers say of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kpis.spec import Better, Kpi, Ratio, Total, Unit

GROUP = "satisfaction"

KPIS = (
    Kpi(
        "complaints",
        _("Complaints"),
        Total("complaints"),
        Unit.COUNT,
        Better.DOWN,
        GROUP,
        what=_("Complaints received in the period."),
        why=_("A customer who complains still wants to stay."),
        how=_(
            "Each complaint counts on the day it was received, for the person in charge."
        ),
        do=_("Answer each within a day; act on the reason that comes up most."),
        articles=("S3",),
        companions=("complaint_rate",),
    ),
    Kpi(
        "complaint_rate",
        _("Complaint rate"),
        Ratio(("complaints",), ("deals_won",)),
        Unit.RATE,
        Better.DOWN,
        GROUP,
        what=_("Complaints received for each order of the period."),
        why=_("The count grows with sales; the rate tells whether quality does."),
        how=_(
            "Complaints received in the period divided by orders (won deals) of the period."
        ),
        do=_("Split it by product and by reason before looking at people."),
        articles=("S3",),
        companions=("complaints",),
        minimum=True,
        bands=(0.01, 0.05),
    ),
)
