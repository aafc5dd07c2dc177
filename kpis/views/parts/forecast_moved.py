"""What moved the open pipeline since the month began, as a waterfall and as a table; its coverage."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from crm.money import to_major
from crm.templatetags import formats
from kpis import wording
from kpis.catalogue import KPIS
from kpis.explain.stocks import pushed
from kpis.rollup import figures
from kpis.showing import explain_url
from kpis.spec import Unit
from kpis.views.parts.asking import Asked
from kpis.views.parts.forecast_months import SHAPE, money
from kpis.views.parts.moving import STOCK, moved

COVERAGE = "pipeline_coverage"
#: One step of the bridge: (what it is called, its amount).
Step = tuple[str, Fraction]


def shown(asked_for: Asked) -> dict[str, Any]:
    """The card, and what stands beside it: dates pushed beyond the month, coverage."""
    found, picked = moved(asked_for), asked_for.picked
    parts = [(str(capfirst(part.label)), part.amount) for part in found.parts]
    last = _("Open now") if picked.runs else _("Open at the end")
    steps = [(_("Open before"), found.was), *parts, (last, found.now)]
    return {
        "empty": not found.was and not found.parts,
        "pushed": pushed(picked.question(asked_for.scope)),
        "url": explain_url(KPIS[STOCK], picked),
        "coverage": _coverage(asked_for),
        "chart": {
            "id": "forecast-moved",
            "kind": "bridge",
            "title": _("What moved the open pipeline"),
            "unit": formats.period(picked.period.first, picked.period.last),
            "height": "low",
            "sentence": "; ".join(
                f"{label} {money(amount, asked_for)}" for label, amount in steps
            ),
            "data": _data(steps, asked_for.organisation.base_currency),
            "table": _table(steps, asked_for),
        },
    }


def _coverage(asked_for: Asked) -> dict[str, str]:
    kpi, picked = KPIS[COVERAGE], asked_for.picked
    value = figures([kpi], picked.question(asked_for.scope))[COVERAGE][()]
    return {
        "label": str(kpi.label),
        "value": wording.written(Unit.TIMES, value.value, ""),
        "reason": "" if value.defined else wording.reason(value),
        "url": explain_url(kpi, picked),
    }


def _data(steps: Sequence[Step], currency: str) -> dict[str, Any]:
    """What the chart draws: both ends as totals, the parts between them as changes."""
    last = len(steps) - 1
    drawn = [
        {
            "label": label.split(",")[0].replace(" ", "\n", 1),
            "kind": "change" if 0 < place < last else "total",
            "value": float(to_major(int(amount), currency)),
        }
        for place, (label, amount) in enumerate(steps)
    ]
    form = {"kind": "money", "currency": currency, "compact": True, "decimals": 0}
    axis = {"signed": False, "decimals": 1}
    return {"steps": drawn, "format": form | {"signed": True}, "axis": axis}


def _table(steps: Sequence[Step], asked_for: Asked) -> dict[str, Any]:
    heads, last = (_("What moved"), _("Amount")), len(steps) - 1
    return {
        "caption": _("What moved the open pipeline"),
        "columns": [
            SHAPE | {"label": label, "numeric": i > 0} for i, label in enumerate(heads)
        ],
        "rows": [
            {"cells": [label, money(amount, asked_for, signed=0 < place < last)]}
            for place, (label, amount) in enumerate(steps)
        ],
    }
