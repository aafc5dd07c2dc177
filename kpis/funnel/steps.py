"""Where in the life of a customer an indicator is read, and whether it counts or listens.

Both follow from what a KPI is made of, so that a declaration says neither.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kpis.measures import MEASURES
from kpis.spec import Kpi, measures_of

STEPS = {
    "find": pgettext_lazy("funnel step", "Find"),
    "contact": pgettext_lazy("funnel step", "Contact"),
    "qualify": pgettext_lazy("funnel step", "Qualify"),
    "propose": pgettext_lazy("funnel step", "Propose"),
    "win": pgettext_lazy("funnel step", "Win"),
    "deliver": pgettext_lazy("funnel step", "Deliver"),
    "keep": pgettext_lazy("funnel step", "Keep"),
    "whole": pgettext_lazy("funnel step", "Whole journey"),
}
KINDS = {
    "quantitative": _("Quantitative: what is counted"),
    "qualitative": _("Qualitative: what people say"),
}
#: A measure in the formula that tells the step by itself, the first of this list.
BY_MEASURE = {
    "visitors": "find",
    "conversions": "win",
    "customers_lost": "keep",
    "qualified_converted": "win",
    "quotes_signed": "propose",
    "leads_qualified": "qualify",
    "leads_marketing": "qualify",
    "leads_turned_marketing": "qualify",
    "marketing_turned_qualified": "qualify",
    "leads_turned_qualified": "qualify",
    "leads_converted": "win",
    "leads_contacted": "contact",
    "contacts": "contact",
    "trials": "propose",
    "opps_created": "qualify",
    "onboardings": "keep",
    "meetings_customer": "keep",
    "demos": "propose",
}
#: By group and, within it, by the source of the rows; "" is any other source.
BY_GROUP = {
    "prospecting": {"quotes": "propose", "": "find"},
    "activity": {"": "contact"},
    "conversion": {"quotes": "propose", "": "win"},
    "sales": {"": "win"},
    "recurring": {"": "keep"},
    "customers": {"": "keep"},
    "costs": {
        "visitors": "find",
        "campaigns": "find",
        "costs": "find",
        "projects": "deliver",
        "hours": "deliver",
        "deliveries": "deliver",
        "": "keep",
    },
    "satisfaction": {"": "keep"},
    "targets": {"": "whole"},
}
#: Where what it is made of says too little.
BY_KEY = {"new_mrr": "win", "stage_conversion": "whole", "clv_observed": "keep"}
#: Rows in which somebody says something.
HEARD = frozenset({"answers", "complaints", "reviews", "verbatims"})


def step_of(kpi: Kpi) -> str:
    """A key of ``STEPS``; what no table places belongs to the whole journey."""
    held, keys = BY_GROUP.get(kpi.group, {"": "whole"}), measures_of(kpi.formula)
    if kpi.key in BY_KEY:
        return BY_KEY[kpi.key]
    if kpi.group not in ("customers", "satisfaction"):
        for key, step in BY_MEASURE.items():
            if key in keys:
                return step
    sources = sources_of(kpi)
    named = [held[source] for source in sources if source in held]
    return named[0] if named else held[""]


def kind_of(kpi: Kpi) -> str:
    """A key of ``KINDS``: made of what people said, or counted from what was done."""
    return "qualitative" if HEARD & set(sources_of(kpi)) else "quantitative"


def sources_of(kpi: Kpi) -> list[str]:
    """The sources of its measures, each once, in the order of the formula."""
    sources = [MEASURES[key].source for key in measures_of(kpi.formula)]
    return list(dict.fromkeys(sources))
