"""What a target asks for a week, in words."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from crm.models import Organisation
from crm.templatetags import formats
from kpis import wording
from kpis.funnel.rates import (
    BASKET,
    OPPORTUNITIES,
    WIN,
    Funnel,
    funnel,
    last_year,
)
from kpis.scope import Scope
from kpis.spec import Unit
from kpis.targets import feasibility
from kpis.targets.rows import Cell
from kpis.views.parts.target_rates import rate_row, whose
from kpis.views.parts.target_told import Told
from kpis.working_days import calendar_for

STEPS = {
    "deals_won": gettext_lazy("Sales"),
    OPPORTUNITIES: gettext_lazy("Opportunities"),
    "demos": gettext_lazy("Demos"),
    "leads_qualified": gettext_lazy("Qualified leads"),
    "calls_made_all": gettext_lazy("Calls"),
}


def needs_of(
    told: Told,
    cell: Cell,
    scope: Scope,
    target: Fraction | None,
    organisation: Organisation,
) -> dict[str, Any] | None:
    """Null for a figure that is not walked back through the funnel, or without a target."""
    kpi = told.kpi
    if kpi.key not in feasibility.STARTS or not target:
        return None
    names, scopes = whose(cell, scope)
    found = funnel(scopes, told.grid.wanted.today, organisation.minimum_sample)
    weeks = weeks_of(told, cell, organisation)
    asked = feasibility.needs(kpi.key, target, found.plain(), weeks)
    amounts = {
        "deals_won": asked.sales,
        OPPORTUNITIES: asked.opportunities,
        **asked.efforts,
    }
    if kpi.key == feasibility.FROM_SALES:
        del amounts["deals_won"]
    usual = usual_weekly(told, cell, found, organisation)
    return {
        "sentence": sentence(found, asked, told.currency),
        "rates": [
            rate_row(name, rate, names, found, cell, told, organisation)
            for name, rate in found.rates.items()
            if name != BASKET or kpi.key == feasibility.FROM_AMOUNT
        ],
        "rows": [
            step_row(str(STEPS[key]), amount, asked.weekly(amount), usual.get(key))
            for key, amount in amounts.items()
        ],
        "weeks": formats.number(wording.rounded(weeks, 1)),
    }


def weeks_of(told: Told, cell: Cell, organisation: Organisation) -> Fraction:
    """The working time of the cell in weeks of the organisation."""
    person = cell.row.user.pk if cell.row.user else None
    days = told.grid.book.calendar.days(cell.period, person)
    return days / max(len(organisation.working_week), 1)


def usual_weekly(
    told: Told, cell: Cell, found: Funnel, organisation: Organisation
) -> dict[str, Fraction]:
    year = last_year(told.grid.wanted.today)
    person = cell.row.user.pk if cell.row.user else None
    days = calendar_for(year).days(year, person)
    weeks = days / max(len(organisation.working_week), 1)
    return {key: done / weeks for key, done in found.done.items()} if weeks else {}


def sentence(found: Funnel, asked: feasibility.Needs, currency: str) -> str:
    win, basket = found.rates[WIN].value, found.rates[BASKET].value
    calls = asked.weekly(asked.efforts["calls_made_all"])
    if asked.opportunities is None or win is None:
        return _(
            "Nothing was won in the last twelve months: there is no rate to count with."
        )
    deals = ceil(asked.opportunities)
    told = {
        "win": formats.percent(wording.rounded(win, 2)),
        "basket": wording.written(Unit.MONEY, basket, currency),
        "needed": ngettext("%(n)s opportunity", "%(n)s opportunities", deals)
        % {"n": formats.number(deals)},
    }
    if calls is not None:
        words = ngettext("%(n)s call a week", "%(n)s calls a week", ceil(calls))
        told["calls"] = words % {"n": formats.number(ceil(calls))}
    return _sentence(calls is not None, basket is not None) % told


def _sentence(calls: bool, basket: bool) -> str:
    if not calls:
        return _("At a win rate of %(win)s this needs %(needed)s.")
    if not basket:
        return _("At a win rate of %(win)s this needs %(needed)s and %(calls)s.")
    return _(
        "At a win rate of %(win)s and %(basket)s a sale this needs %(needed)s and %(calls)s."
    )


def step_row(
    label: str, amount: Fraction | None, weekly: Fraction | None, usual: Fraction | None
) -> dict[str, Any]:
    def whole(value: Fraction | None) -> str:
        return formats.number(ceil(value)) if value is not None else formats.DASH

    return {
        "label": label,
        "amount": whole(amount),
        "weekly": formats.number(wording.rounded(weekly, 1))
        if weekly is not None
        else formats.DASH,
        "usual": formats.number(wording.rounded(usual, 1)) if usual is not None else "",
        "short": weekly is not None and usual is not None and usual < weekly,
    }
