"""The rates a target is walked back with, each with the way to its explanation."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.models import Organisation
from crm.templatetags import formats
from kpis import wording
from kpis.catalogue import KPIS
from kpis.funnel.rates import (
    BASKET,
    WIN,
    Funnel,
    Rate,
)
from kpis.scope import Scope, narrowed
from kpis.targets.rows import Cell
from kpis.views.parts.target_told import Told

EACH = {
    BASKET: gettext_lazy("Average won deal"),
    WIN: gettext_lazy("Win rate"),
    "demos": gettext_lazy("Demos for one opportunity"),
    "leads_qualified": gettext_lazy("Qualified leads for one opportunity"),
    "calls_made_all": gettext_lazy("Calls for one opportunity"),
}


def whose(cell: Cell, scope: Scope) -> tuple[list[str], list[Scope]]:
    """Whose rates: the own ones, then the team's, then everybody's the reader sees."""
    row = cell.row
    names, scopes = [], []
    if row.user is not None:
        names.append(row.label)
        scopes.append(narrowed(scope, rep=row.user.pk))
    if row.team is not None:
        names.append(str(row.team))
        scopes.append(narrowed(scope, team=row.team.pk))
    return [*names, _("everybody")], [*scopes, scope]


def rate_row(
    name: str,
    rate: Rate,
    names: list[str],
    found: Funnel,
    cell: Cell,
    told: Told,
    organisation: Organisation,
) -> dict[str, Any]:
    kpi = KPIS[name]
    value = rate.value
    if name in (BASKET, WIN):
        text = wording.written(kpi.unit, value, told.currency)
    else:
        text = (
            formats.number(wording.rounded(value, 1))
            if value is not None
            else formats.DASH
        )
    few = rate.n < organisation.minimum_sample
    return {
        "label": str(EACH[name]),
        "value": text,
        "whose": names[rate.whose] if rate.whose else "",
        "n": formats.number(rate.n),
        "few": few,
        "links": [
            (str(KPIS[key].label), explain_url(key, rate, found, cell))
            for key in rate.keys
        ],
    }


def explain_url(key: str, rate: Rate, found: Funnel, cell: Cell) -> str:
    """The same figure over the same year, of whose rate it is."""
    row, asked = cell.row, f"from={found.period.first}&to={found.period.last}"
    scopes = [
        *([f"rep={row.user.pk}"] if row.user else []),
        *([f"team={row.team.pk}"] if row.team else []),
        "",
    ]
    tail = scopes[rate.whose]
    return f"{reverse('kpis:explain', args=[key])}?{asked}{'&' + tail if tail else ''}"
