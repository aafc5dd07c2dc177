"""Two figures together: whether they go up and down with each other, and how little that proves."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kpis.members import splits_of
from kpis.periods import Period, shift, whole
from kpis.picker import Picked
from kpis.signals import correlation
from kpis.signals.correlation import BY, WHOLE, Correlation
from kpis.spec import Kpi
from kpis.tiles import presets
from kpis.views.noticed import figures_of, whose
from kpis.views.parts import correlated, filters
from kpis.views.parts.asking import Asked, kpi_or_404
from kpis.views.parts.kept import until_something_moves
from kpis.views.parts.noticing import who

GRAINS = {"week": _("One week"), "month": _("One month")}
MEMBERS = {
    WHOLE: _("Everybody together"),
    "team": _("Each team"),
    "rep": _("Each person"),
}
USUAL = (presets.TODAY[0], presets.HEADLINE)


@require_safe
@until_something_moves
def correlations(request: HttpRequest) -> HttpResponse:
    asked_for, first, second, grain, found = found_of(request)
    choices = figures_of(asked_for)
    leads = bool(asked_for.whole.seen.all or asked_for.whole.seen.teams)
    currency = asked_for.organisation.base_currency
    context: dict[str, Any] = {
        "picked": asked_for.picked,
        "picker": asked_for.picked.shown(),
        "who": who(asked_for),
        "filters": filters.later(
            asked_for, [], teams=leads, people=leads, address=request.GET
        ),
        "team_value": str(asked_for.picked.team.pk) if asked_for.picked.team else "",
        "rep_value": str(asked_for.picked.rep.pk) if asked_for.picked.rep else "",
        "choices": choices,
        "first": first,
        "second": second,
        "same": first == second,
        "grains": GRAINS.items(),
        "grain": grain,
        "members": MEMBERS.items() if leads else [],
        "by": _by(request),
        "said": correlated.said(found, first, second),
        "chart": correlated.chart(found, first, second, grain, currency),
    }
    return render(request, "kpis/correlation.html", context, status=asked_for.status)


def found_of(request: HttpRequest) -> tuple[Asked, Kpi, Kpi, str, Correlation]:
    """(the question, both figures, week or month, what was found)."""
    asked_for = whose(request)
    first, second = pair_of(request, asked_for, figures_of(asked_for))
    grain = _one_of(request.GET.get("grain", ""), tuple(GRAINS), "month")
    parts = parts_of(asked_for.picked, grain)
    found = correlate(asked_for, first, second, parts, _by(request), grain)
    return asked_for, first, second, grain, found


def _by(request: HttpRequest) -> str:
    return _one_of(request.GET.get("by", ""), BY, WHOLE)


def pair_of(
    request: HttpRequest, asked_for: Asked, choices: list[Kpi]
) -> tuple[Kpi, Kpi]:
    """The two figures asked for; 404 for one that this reader may not read."""
    found = []
    for name, usual in zip(("x", "y"), USUAL, strict=True):
        kpi = kpi_or_404(request.GET.get(name) or usual, asked_for.user)
        found.append(kpi if kpi in choices else choices[0])
    return found[0], found[1]


def parts_of(picked: Picked, grain: str) -> list[Period]:
    """The weeks or months up to the period asked for, the last of them ended."""
    last = whole(grain, picked.period.last, picked.first_month)
    if picked.today in last:
        last = Period(shift(grain, last.first, -1), last.first)
    return correlation.parts_of(grain, last, picked.first_month)


def correlate(
    asked_for: Asked,
    first: Kpi,
    second: Kpi,
    parts: list[Period],
    by: str,
    grain: str,
) -> Correlation:
    """Points by member where both figures know whose they are; else the whole scope."""
    known = all(by in splits_of(kpi) for kpi in (first, second))
    return correlation.correlate(
        first,
        second,
        asked_for.scope,
        parts,
        by=by if known else WHOLE,
        grain=grain,
        today=asked_for.picked.today,
        minimum=asked_for.organisation.minimum_sample,
    )


def _one_of(wanted: str, known: tuple[str, ...], usual: str) -> str:
    return wanted if wanted in known else usual
