"""One figure of the team: who brings it, how it went over two years, what it is measured by."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kpis import showing, trends
from kpis.ranking.choices import reference_of
from kpis.sheets import Sheet
from kpis.spec import Kpi
from kpis.team import contribution, seasons
from kpis.team.benchmarks import PERIODS, own_past
from kpis.team.medians import middle_of
from kpis.tiles import presets
from kpis.views.parts import beside, brought, filters, months
from kpis.views.parts.asking import Asked, asked, for_team, kpi_or_404, leader
from kpis.views.parts.exported import exported
from kpis.views.parts.kept import until_something_moves
from kpis.views.team import title


@require_safe
@until_something_moves
def team_figure(request: HttpRequest) -> HttpResponse:
    asked_for, kpi = _asked(request)
    context = figures_of(asked_for, kpi) | {
        "title": title(asked_for.picked.team, asked_for),
        "picked": asked_for.picked,
        "picker": asked_for.picked.shown(),
        "sentence": showing.sentence(asked_for.picked, None),
        "teams": filters.team_options(asked_for),
        "team_value": str(asked_for.picked.team.pk) if asked_for.picked.team else "",
        "groups": beside.choices(asked_for.user, kpi),
        "hidden": asked_for.picked.parameters(),
    }
    return render(request, "kpis/team_figure.html", context, status=asked_for.status)


def _asked(request: HttpRequest) -> tuple[Asked, Kpi]:
    user = leader(request)
    asked_for = for_team(asked(request), request).filtered(lambda _name: False)
    key = request.GET.get("kpi") or request.GET.get("key") or presets.HEADLINE
    return asked_for, kpi_or_404(key, user)


def figures_of(asked_for: Asked, kpi: Kpi) -> dict[str, Any]:
    """Contribution, benchmarks, two years and the typical year of the figure."""
    picked, organisation = asked_for.picked, asked_for.organisation
    scope, currency = asked_for.scope, organisation.base_currency
    minimum = organisation.minimum_sample
    found = contribution.contribution(kpi, scope, picked)
    drawn = seasons.months_of(kpi, scope, picked.today)
    line = trends.over([kpi], scope, picked.trail(PERIODS + 1), picked.today)
    past = own_past(kpi, line[kpi.key], minimum) if kpi.key in line else None
    middle = middle_of(kpi, [part.value for part in found.parts], minimum)
    return {
        "kpi": kpi,
        "explain_url": showing.explain_url(kpi, picked),
        "brought": brought.shown(found, picked, currency),
        "benchmarks": beside.benchmarks(
            kpi, found.team, past, middle, reference_of(kpi), currency
        ),
        "chart": months.chart(kpi, drawn, organisation)
        if any(month.value.defined for month in drawn)
        else None,
        "year": months.year_rows(kpi, seasons.typical_year(kpi, drawn), currency),
        "is_flow": kpi.is_flow,
    }


@exported("team-figure")
def sheets(request: HttpRequest) -> list[Sheet]:
    """Who brings the figure, and its months."""
    asked_for, kpi = _asked(request)
    found = contribution.contribution(kpi, asked_for.scope, asked_for.picked)
    drawn = seasons.months_of(kpi, asked_for.scope, asked_for.picked.today)
    notes = [showing.period_name(asked_for.picked)]
    return [brought.sheet(found, notes), months.sheet(kpi, drawn)]
