"""Explain: any figure opened to its formula, its rows, what was left out and what changed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kpis import dashboard, showing, wording
from kpis.depending import breaks
from kpis.members import LABELS, splits_of
from kpis.spec import Kpi, measures_of
from kpis.tiles import presets
from kpis.tiles.retiring import retirement_of
from kpis.views.parts import explained, explained_more, filters
from kpis.views.parts.asking import Asked, asked, kpi_or_404, reader
from kpis.views.parts.said import said
from kpis.views.parts.trend import trend

LAST_PAGE = 100_000


@require_safe
def explain(request: HttpRequest, key: str) -> HttpResponse:
    kpi = kpi_or_404(key, reader(request))
    asked_for = without_foreign_filters(asked(request, about=kpi), kpi)
    context = page_of(kpi, asked_for, request)
    return render(request, "kpis/explain.html", context, status=asked_for.status)


def without_foreign_filters(asked_for: Asked, kpi: Kpi) -> Asked:
    """A filter the figure does not know is said, and left out."""
    picked, known = asked_for.picked, splits_of(kpi)
    foreign = [name for name, _member in picked.where if name not in known]
    if not foreign:
        return asked_for
    for name in foreign:
        words = _("%(kpi)s cannot be filtered by %(split)s.")
        split = LABELS.get(name, name)
        picked.problems.append(words % {"kpi": kpi.label, "split": split})
    return asked_for.filtered(lambda name: name in known)


def page_of(kpi: Kpi, asked_for: Asked, request: HttpRequest) -> dict[str, Any]:
    """Every card of the page."""
    picked, organisation = asked_for.picked, asked_for.organisation
    question = asked_for.question()
    if kpi.looks_ahead:
        question = question.over(picked.around)
    [tile] = dashboard.tiles([kpi], question.scope, picked, organisation=organisation)
    value = tile.value
    by = explained_more.split_of(kpi, request.GET.get("by", ""))
    closed = not measures_of(kpi.formula)
    left_out = explained.left_out(kpi, question, organisation)
    return {
        "kpi": kpi,
        "retired": retirement_of(kpi) if kpi.key in presets.retired() else None,
        "picked": picked,
        "picker": picked.shown(),
        "who": who(asked_for),
        "breaks": [one.sentence for one in breaks(kpi, by)],
        "tile": showing.tile(tile, picked, organisation, url=""),
        "figure": wording.figure(kpi, value, organisation.base_currency, exact=True),
        "boxes": explained.formula(kpi, question, value, organisation),
        "counted": None
        if closed
        else explained.counted(
            kpi,
            question,
            viewer=asked_for.user,
            page=page_number(request),
            measure=measure_of(kpi, request.GET.get("measure", "")),
            organisation=organisation,
        ),
        "left_out": left_out,
        "left_amounts": any(one["amount"] for one in left_out),
        "trend": trend(tile, picked, organisation),
        "restated": explained.restated(kpi, question, organisation),
        "sentences": explained.sentences(kpi),
        "spread": None
        if closed
        else explained_more.spread(kpi, question, organisation),
        "split": explained_more.split(kpi, question, by, picked, organisation),
        "said": said(kpi, asked_for),
        "changed": explained_more.changed(kpi, question, value, picked, organisation),
        "filters": filters.bar(
            asked_for,
            [kpi],
            teams=bool(asked_for.whole.seen.all or asked_for.whole.seen.teams),
            people=bool(asked_for.whole.seen.all or asked_for.whole.seen.teams),
            address=request.GET,
        ),
        "trail": [home_of(asked_for), {"label": str(kpi.label), "url": ""}],
        "team_value": str(picked.team.pk) if picked.team else "",
        "rep_value": str(picked.rep.pk) if picked.rep else "",
    }


def who(asked_for: Asked) -> str:
    """Whose figure it is."""
    picked, seen = asked_for.picked, asked_for.whole.seen
    if picked.rep is not None:
        return picked.rep.full_name
    if picked.team is not None:
        return picked.team.name
    if seen.all:
        return _("The whole company")
    return _("All my teams") if seen.teams else asked_for.user.full_name


def home_of(asked_for: Asked) -> dict[str, str]:
    address = asked_for.picked.address(where=None)
    if asked_for.user.is_manager or asked_for.user.is_admin:
        left = asked_for.picked.address(where=None, rep=None)
        return {"label": _("Team"), "url": reverse("kpis:team") + left}
    return {"label": _("My figures"), "url": reverse("kpis:my-figures") + address}


def page_number(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    if not (text.isascii() and text.isdecimal() and len(text) <= 6):
        return 1
    return min(max(int(text), 1), LAST_PAGE)


def measure_of(kpi: Kpi, wanted: str) -> str:
    return wanted if wanted in measures_of(kpi.as_chosen().formula) else ""
