"""(2) THE place: every KPI, declared once, one module per group.

A KPI over existing measures is one entry in its group's module: it then appears in the API, the
catalogue page, the target form, CSV and ``docs/kpis.md``, and no other file changes. A test adds a
throw-away one. Formulas and their sources are settled in the reference catalogue, sections 1 and 2.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kpis.catalogue import (
    activity,
    attainment,
    conversion,
    costs,
    customers,
    prospecting,
    recurring,
    sales,
    satisfaction,
)

#: In the order of the funnel, as pages list them.
GROUPS = {
    "prospecting": _("Prospecting"),
    "activity": _("Activity"),
    "conversion": _("Conversion"),
    "sales": _("Sales and pipeline"),
    "recurring": _("Recurring revenue"),
    "customers": _("Customers kept"),
    "costs": _("Costs and value"),
    "satisfaction": _("Satisfaction"),
    "targets": _("Targets"),
}
MODULES = (
    prospecting,
    activity,
    conversion,
    sales,
    recurring,
    customers,
    costs,
    satisfaction,
    attainment,
)
KPIS = {kpi.key: kpi for module in MODULES for kpi in module.KPIS}
