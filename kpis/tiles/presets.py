"""Which figures stand where: lists of keys, the one place beside the catalogue that names them.

A dashboard holds few figures on purpose.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from crm.models import User
from crm.remember import remembered
from kpis.catalogue import KPIS
from kpis.models import RetiredKpi
from kpis.spec import Audience, Kpi

LIMIT = 8

PRESETS: dict[str, tuple[str, ...]] = {
    "starter": ("leads_created", "lead_conversion", "revenue", "attainment"),
    "revenue": ("revenue", "avg_transaction", "lead_conversion"),
    "team": ("deals_won", "sales_cycle", "cac"),
    "growth": ("new_customers", "lead_conversion", "cac"),
    "mature": ("retention", "clv_observed", "upsell_rate"),
    # Leads by source are the leads, split: Explain opens them so.
    "advanced": ("upsell_rate", "leads_created"),
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
        "time_in_stage",
        "quote_win_rate",
        "opps_created",
        "win_rate",
    ),
    "short_cycle": (
        "revenue",
        "calls_made",
        "reach_rate",
        "time_to_first_contact",
        "lead_conversion",
        "deals_won",
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
}
LABELS = {
    "starter": _("Starter"),
    "revenue": _("More revenue"),
    "team": _("Team"),
    "growth": _("Growth"),
    "mature": _("Mature business"),
    "advanced": _("Advanced"),
    "retention": _("Loyalty"),
    "long_cycle": _("Long sales cycle"),
    "short_cycle": _("Short sales cycle"),
    "rep": _("Sales rep"),
    "manager": _("Sales manager"),
}
#: What each serves, for who chooses where to begin.
AIMS = {
    "starter": _("You begin to steer by figures."),
    "revenue": _("You want to sell more, and better."),
    "team": _("You lead people who sell."),
    "growth": _("You win a market."),
    "mature": _("You live on customers you have."),
    "advanced": _("You know your figures and look for what is next."),
    "retention": _("You want customers to stay, and to be content."),
    "long_cycle": _("A sale takes months: look at quarters and at stages."),
    "short_cycle": _("A sale takes days: look at weeks and at calls."),
    "rep": _("The usual choice of who sells."),
    "manager": _("The usual choice of who leads a team."),
}
#: The period a preset is read over, a month unless said here.
RHYTHMS = {"long_cycle": "quarter", "short_cycle": "week"}
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
    "reach_rate",
    "demos",
    "opps_created",
    "time_to_first_contact",
    "lead_conversion",
    "win_rate",
    "deals_won",
    "avg_transaction",
    "sales_cycle",
    "pipeline_value",
)
#: What a one-to-one looks back on: the work of the week, and what it brought.
WEEK = (
    "calls_made_all",
    "emails_sent",
    "meetings_prospect",
    "demos",
    "opps_created",
    "deals_won",
    "revenue",
)
#: What is drawn day by day, ranked first and shown for the whole team.
HEADLINE = "revenue"


def retired() -> frozenset[str]:
    """Keys of what an admin retired, asked once a request."""
    keys = RetiredKpi.objects.values_list("key", flat=True)
    return remembered("retired kpis", lambda: frozenset(keys))


def in_use(kpis: Iterable[Kpi], besides: str = "") -> list[Kpi]:
    """Those of them that may still be chosen, and the one that is looked at."""
    gone = retired() - {besides}
    return [kpi for kpi in kpis if kpi.key not in gone]


def kpis_of(keys: Iterable[str], user: User, most: int = LIMIT) -> list[Kpi]:
    """The declared ones of these keys that are in use and the person's role reads, eight at most."""
    found = in_use(KPIS[key] for key in keys if key in KPIS)
    return [kpi for kpi in found if readable(kpi, user)][:most]


def columns_of(user: User) -> list[Kpi]:
    """The columns of people against figures."""
    return kpis_of(TABLE, user, len(TABLE))


def readable(kpi: Kpi, user: User) -> bool:
    return kpi.audience == Audience.ALL or user.is_manager or user.is_admin
