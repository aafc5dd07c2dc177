"""The readings between figures, declared once each; a rule whose KPIs are not declared is left out.

Each comes from the articles the product was built on: what two figures say together that neither
says alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from kpis.catalogue import KPIS
from kpis.readings.conditions import Falling, High, Longer, Low, Rule, Shorter

RULES = (
    Rule(
        "high_conversion_low_volume",
        _("High conversion, few leads"),
        means=_("What comes in is won, but too little comes in to live on it."),
        do=_(
            "Bring more leads from the sources that convert, before changing the pitch."
        ),
        conditions=(High("lead_conversion_period"), Low("leads_created")),
    ),
    Rule(
        "many_leads_low_transformation",
        _("Many leads, few become customers"),
        means=_(
            "The effort goes into finding leads, and is lost after they are qualified."
        ),
        do=_(
            "Read the lost reasons of the qualified ones before asking for more leads."
        ),
        conditions=(High("leads_created"), Low("sql_conversion")),
    ),
    Rule(
        "many_leads_low_quality",
        _("Many leads, few worth working"),
        means=_("A source brings names rather than buyers."),
        do=_(
            "Split both figures by source, and stop paying for the one that does not qualify."
        ),
        conditions=(High("leads_created"), Low("lead_quality")),
    ),
    Rule(
        "longer_cycle",
        _("The sales cycle gets longer"),
        means=_("Something holds deals back: a step, a document, a decision maker."),
        do=_("Find the stage where deals wait, and give each one a dated next step."),
        conditions=(Longer("sales_cycle"),),
        beside=("open_deals",),
    ),
    Rule(
        "more_deals_shorter_cycle",
        _("More opportunities, and a shorter cycle"),
        means=_("More comes in and it closes faster: what the team does works."),
        do=_("Note what changed, and have the others do the same."),
        conditions=(High("opps_created"), Shorter("sales_cycle")),
        good=True,
    ),
    Rule(
        "falling_retention",
        _("Fewer customers stay"),
        means=_("Customers leave, two periods running; new ones only hide it."),
        do=_("Ask those who left why, and call those who have gone silent."),
        conditions=(Falling("retention"),),
        beside=("nps",),
    ),
    Rule(
        "falling_nps",
        _("Customers recommend you less"),
        means=_("What customers say comes before what they do: retention follows it."),
        do=_("Read the comments of the detractors, and answer each of them."),
        conditions=(Falling("nps"),),
        beside=("retention",),
    ),
    Rule(
        "high_basket_high_cost",
        _("Larger deals, dearer customers"),
        means=_("The larger deal may be eaten by what it takes to win a customer."),
        do=_("Put margin beside both, and look at the channel that costs most."),
        conditions=(High("avg_transaction"), High("cac")),
    ),
    Rule(
        "volume_without_margin",
        _("Many sales, little margin"),
        means=_("Volume is bought with price."),
        do=_(
            "Split the margin rate by product, and look at the discounts of the lowest."
        ),
        conditions=(High("deals_won"), Low("margin_rate")),
    ),
)


def declared(keys: Iterable[str] = KPIS) -> list[Rule]:
    """The rules all of whose figures exist."""
    known = set(keys)
    return [rule for rule in RULES if known.issuperset(rule.kpis)]


def left_out(keys: Iterable[str] = KPIS) -> list[str]:
    """Rules that wait for a figure."""
    known = set(keys)
    return [rule.key for rule in RULES if not known.issuperset(rule.kpis)]
