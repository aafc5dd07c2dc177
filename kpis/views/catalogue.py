"""The catalogue: every KPI as declared, by step of the funnel, by kind, by aim, by any of its names."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from crm.models import Organisation
from kpis.catalogue import GROUPS, KPIS
from kpis.choices import choice_of
from kpis.finding import matches
from kpis.formula_words import formula_text
from kpis.funnel.steps import KINDS, STEPS, kind_of, step_of
from kpis.members import LABELS, splits_of
from kpis.spec import Better, Kpi
from kpis.tiles import presets
from kpis.views.parts.asking import reader
from kpis.views.parts.words import BETTER, UNITS

MARKS = {Better.UP: "▲", Better.DOWN: "▼", Better.DEPENDS: "●"}


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    wanted = wanted_of(request)
    found = list(filtered(request, wanted))
    gone = presets.retired()
    groups: list[tuple[str, Any, list[Kpi]]] = [
        (key, label, [k for k in found if k.group == key and k.key not in gone])
        for key, label in GROUPS.items()
    ]
    groups.append(("retired", _("Retired"), [k for k in found if k.key in gone]))
    organisation = Organisation.current()
    context = {
        **wanted,
        "steps": STEPS.items(),
        "kinds": KINDS.items(),
        "presets": presets.LABELS.items(),
        "aim": presets.AIMS.get(wanted["preset"], ""),
        "groups": [
            {
                "key": key,
                "label": label,
                "kpis": [entry(k) | facts(k, organisation) for k in kpis],
            }
            for key, label, kpis in groups
            if kpis
        ],
        "count": len(found),
        "every": sum(presets.readable(k, reader(request)) for k in KPIS.values()),
        "narrowed": any(wanted.values()),
    }
    return render(request, "kpis/catalogue.html", context)


def wanted_of(request: HttpRequest) -> dict[str, str]:
    """What the address narrows the catalogue to; a word nobody knows narrows nothing."""
    known: dict[str, Collection[str]] = {
        "step": STEPS,
        "kind": KINDS,
        "preset": presets.PRESETS,
    }
    asked = {name: request.GET.get(name, "") for name in known}
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    return {"q": words} | {
        name: value if value in known[name] else "" for name, value in asked.items()
    }


def filtered(request: HttpRequest, wanted: dict[str, str]) -> Iterable[Kpi]:
    """The KPIs of the reader that pass every narrowing, in the order of the funnel."""
    for kpi in KPIS.values():
        if (
            presets.readable(kpi, reader(request))
            and wanted["step"] in ("", step_of(kpi))
            and wanted["kind"] in ("", kind_of(kpi))
            and (not wanted["preset"] or kpi.key in presets.PRESETS[wanted["preset"]])
            and matches(kpi, wanted["q"])
        ):
            yield kpi


def entry(kpi: Kpi) -> dict[str, Any]:
    """One KPI as its card and its line in a file show it."""
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
        "formula": formula_text(kpi.formula),
        "step": STEPS[step_of(kpi)],
        "kind": kind_of(kpi),
        "synonyms": ", ".join(str(name) for name in kpi.synonyms),
        "splits": ", ".join(str(LABELS[name]) for name in splits_of(kpi)),
        "articles": ", ".join(kpi.articles),
        "companions": [(key, KPIS[key].label) for key in kpi.companions if key in KPIS],
        "version": kpi.version,
    }


def facts(kpi: Kpi, organisation: Organisation) -> dict[str, Any]:
    """What depends on this installation: its choices, its minimum sample, what it retired."""
    return {
        "choice": choice_of(kpi, organisation),
        "minimum": organisation.minimum_sample if kpi.minimum else 0,
        "retired": kpi.key in presets.retired(),
        "retirable": kpi.key != presets.HEADLINE,
    }
