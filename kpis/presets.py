"""Which figures stand where: lists of keys, the one place beside the catalogue that names them.

A dashboard holds few figures on purpose.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from crm.models import User
from kpis.catalogue import KPIS
from kpis.spec import Audience, Kpi

LIMIT = 8

PRESETS: dict[str, tuple[str, ...]] = {
    "starter": (
        "revenue",
        "deals_won",
        "win_rate",
        "calls_made_all",
        "meetings_prospect",
        "lead_conversion",
    ),
    "rep": (
        "revenue",
        "calls_made_all",
        "demos",
        "lead_conversion",
        "sales_cycle",
        "win_rate",
    ),
    "manager": (
        "revenue",
        "opps_created",
        "win_rate",
        "pipeline_value",
        "demos",
        "lead_conversion",
    ),
    "growth": (
        "new_customers",
        "leads_created",
        "lead_quality",
        "lead_conversion",
        "opps_created",
        "sales_growth",
    ),
    "retention": (
        "customers",
        "retention",
        "nps",
        "csat",
        "complaint_rate",
        "customers_lost",
    ),
    "long_cycle": (
        "revenue",
        "pipeline_weighted",
        "sales_cycle",
        "quote_win_rate",
        "opps_created",
        "win_rate",
    ),
    "short_cycle": (
        "revenue",
        "calls_made_all",
        "reach_rate",
        "time_to_first_contact",
        "lead_conversion",
        "deals_won",
    ),
}
LABELS = {
    "starter": _("Starter"),
    "rep": _("Sales rep"),
    "manager": _("Sales manager"),
    "growth": _("Growth"),
    "retention": _("Loyalty"),
    "long_cycle": _("Long sales cycle"),
    "short_cycle": _("Short sales cycle"),
}
#: The small tiles of Today: what a seller moves with the next call.
TODAY = ("calls_made_all", "demos", "meetings_prospect", "revenue")
#: The figure that an activity of a kind moves; of another kind, the first of Today.
MOVED_BY = {
    "call": "calls_made_all",
    "demo": "demos",
    "meeting": "meetings_prospect",
}
#: The columns of people against figures.
TABLE = (
    "revenue",
    "calls_made_all",
    "demos",
    "lead_conversion",
    "sales_cycle",
    "win_rate",
)
#: What is drawn day by day, ranked first and shown for the whole team.
HEADLINE = "revenue"


def kpis_of(keys: tuple[str, ...], user: User) -> list[Kpi]:
    """The declared ones of these keys that the person's role reads, eight at most."""
    found = [KPIS[key] for key in keys if key in KPIS]
    return [kpi for kpi in found if readable(kpi, user)][:LIMIT]


def readable(kpi: Kpi, user: User) -> bool:
    return kpi.audience == Audience.ALL or user.is_manager or user.is_admin


def preset_of(name: str, user: User, *, team: bool = False) -> tuple[str, list[Kpi]]:
    """(the preset's name, its KPIs): the one asked for, else the one of the role."""
    usual = "manager" if team else "rep"
    known = name if name in PRESETS else usual
    return known, kpis_of(PRESETS[known], user)
