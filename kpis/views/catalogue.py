"""The catalogue: every KPI as declared, searchable by label, synonym and key."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kpis import presets
from kpis.catalogue import GROUPS, KPIS
from kpis.finding import matches
from kpis.members import LABELS, splits_of
from kpis.spec import Better, Kpi
from kpis.views.parts.asking import reader
from kpis.views.parts.words import BETTER, FORMULAS, UNITS

MARKS = {Better.UP: "▲", Better.DOWN: "▼", Better.DEPENDS: "●"}


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    found = [
        kpi
        for kpi in KPIS.values()
        if presets.readable(kpi, reader(request)) and matches(kpi, words)
    ]
    groups: list[dict[str, Any]] = [
        {
            "key": key,
            "label": label,
            "kpis": [entry(k) for k in found if k.group == key],
        }
        for key, label in GROUPS.items()
    ]
    context = {
        "q": words,
        "groups": [group for group in groups if group["kpis"]],
        "count": len(found),
        "every": len(KPIS),
    }
    return render(request, "kpis/catalogue.html", context)


def entry(kpi: Kpi) -> dict[str, Any]:
    """One KPI as its card shows it."""
    return {
        "key": kpi.key,
        "label": kpi.label,
        "what": kpi.what,
        "why": kpi.why,
        "how": kpi.how,
        "do": kpi.do,
        "unit": UNITS[kpi.unit],
        "better": BETTER[kpi.better],
        "mark": MARKS[kpi.better],
        "formula": FORMULAS[type(kpi.formula).__name__],
        "synonyms": ", ".join(str(name) for name in kpi.synonyms),
        "splits": ", ".join(str(LABELS[name]) for name in splits_of(kpi)),
        "articles": ", ".join(kpi.articles),
        "companions": [(key, KPIS[key].label) for key in kpi.companions if key in KPIS],
        "version": kpi.version,
    }
