"""What to notice: readings between figures, changes beyond chance, rows that make figures wrong."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from crm.templatetags import formats
from kpis import readings, trends
from kpis.catalogue import KPIS
from kpis.periods import DAY, Period
from kpis.readings import Lines, Reading
from kpis.signals import anomalies
from kpis.signals.correlation import measurable
from kpis.signals.judging import closed
from kpis.spec import Age, Bought, Kpi, Passed, PerSubject
from kpis.tiles import presets
from kpis.views.parts import filters, noticing
from kpis.views.parts.asking import Asked, asked, for_team
from kpis.views.parts.kept import until_something_moves

#: Readings shown below the tiles of a dashboard.
FEW = 3


@require_safe
@until_something_moves
def noticed(request: HttpRequest) -> HttpResponse:
    """The page, for the last period that has ended of the kind asked for."""
    asked_for = whose(request)
    context = found_of(asked_for)
    leads = bool(asked_for.whole.seen.all or asked_for.whole.seen.teams)
    context |= {
        "picked": asked_for.picked,
        "picker": asked_for.picked.shown(),
        "filters": filters.later(
            asked_for, [], teams=leads, people=leads, address=request.GET
        ),
        "team_value": str(asked_for.picked.team.pk) if asked_for.picked.team else "",
        "rep_value": str(asked_for.picked.rep.pk) if asked_for.picked.rep else "",
    }
    return render(request, "kpis/noticed.html", context, status=asked_for.status)


@require_safe
@until_something_moves
def noticed_few(request: HttpRequest) -> HttpResponse:
    """At most three readings, folded, for below the tiles of a dashboard."""
    asked_for = whose(request)
    lines = lines_of(asked_for, readings.needed(figures_of(asked_for)))
    found = readings_of(asked_for, lines)
    context = {
        "readings": [noticing.reading(each, asked_for.picked) for each in found[:FEW]],
        "more": max(0, len(found) - FEW),
        "period": noticing.period_name(lines.parts[-1], asked_for.picked),
        "url": noticing.page_url(asked_for.picked),
    }
    return render(request, "kpis/_noticed_few.html", context)


@require_safe
@until_something_moves
def noticed_changed(request: HttpRequest) -> HttpResponse:
    """Every figure against its own past: the part of the page that asks most, so asked after it."""
    asked_for = whose(request)
    kpis = [kpi for kpi in figures_of(asked_for) if asked_at_once(kpi)]
    lines = lines_of(asked_for, kpis)
    picked, currency = asked_for.picked, asked_for.organisation.base_currency
    found = anomalies.changed(
        kpis,
        lines.parts,
        lines.values,
        minimum=lines.minimum,
        mature_on=lines.mature_on,
    )
    context = {
        "changed": noticing.changed(found, lines.parts[-1], picked, currency),
        "judged": formats.number(len(lines.values)),
        "period": noticing.period_name(lines.parts[-1], picked),
        "url": noticing.page_url(picked),
    }
    whole_page = not getattr(request, "htmx", False)
    template = "noticed_changed.html" if whole_page else "_noticed_changed.html"
    return render(request, f"kpis/{template}", context, status=asked_for.status)


def whose(request: HttpRequest) -> Asked:
    """The person or the team asked for; filters that only some figures know are left out."""
    found = asked(request).filtered(lambda _name: False)
    return found if found.picked.rep else for_team(found, request)


def figures_of(asked_for: Asked) -> list[Kpi]:
    """Every figure in use that this reader may read and that a period of the past has."""
    readable = [k for k in KPIS.values() if presets.readable(k, asked_for.user)]
    return [kpi for kpi in presets.in_use(readable) if measurable(kpi)]


def asked_at_once(kpi: Kpi) -> bool:
    """Read for all periods together, and soon. The others are asked for each period, or of every
    order a customer ever made; they show their signal where they are explained."""
    formula = kpi.formula
    ever = isinstance(formula, PerSubject) and formula.ever
    return not (ever or isinstance(formula, Passed | Age | Bought))


def lines_of(asked_for: Asked, kpis: list[Kpi]) -> Lines:
    """The figures over twelve equal periods, the last of which has ended."""
    parts = closed(asked_for.picked)
    organisation, today = asked_for.organisation, asked_for.picked.today
    return Lines(
        parts,
        trends.over(kpis, asked_for.scope, parts, today),
        organisation.minimum_sample,
        mature_on=today - organisation.maturing_days * DAY,
    )


def readings_of(asked_for: Asked, lines: Lines) -> list[Reading]:
    currency = asked_for.organisation.base_currency
    return readings.readings(lines, asked_for.scope, currency)


def found_of(asked_for: Asked) -> dict[str, Any]:
    """Everything the page says."""
    picked, organisation = asked_for.picked, asked_for.organisation
    lines = lines_of(asked_for, readings.needed(figures_of(asked_for)))
    parts, currency = lines.parts, organisation.base_currency
    window = Period(parts[0].first, picked.period.end)
    odd = anomalies.odd_rows(
        asked_for.user,
        asked_for.scope,
        window,
        now=asked_for.now,
        organisation=organisation,
    )
    return {
        "who": noticing.who(asked_for),
        "period": noticing.period_name(parts[-1], picked),
        "window": noticing.period_name(window, picked),
        "readings": [
            noticing.reading(each, picked) for each in readings_of(asked_for, lines)
        ],
        "odd": [noticing.odd(each, currency) for each in odd],
        "address": picked.address(where=None),
    }
