"""The trend of a figure with its usual range, for Explain."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from crm.models import Organisation
from kpis import signals, wording
from kpis.charts import marked
from kpis.dashboard import Tile
from kpis.depending import placed
from kpis.picker import Picked
from kpis.views.parts.correlated import drawn, shape


def trend(
    tile: Tile, picked: Picked, organisation: Organisation
) -> dict[str, Any] | None:
    """Twelve equal periods, what is usual, and the signal with its rule; null under a filter."""
    parts = picked.trail()
    if len(tile.trend) != len(parts):
        return None
    kpi, currency = tile.kpi, organisation.base_currency
    judged = not tile.young_points and not tile.too_few
    usual = (
        signals.usual_of(kpi, tile.trend, organisation.minimum_sample)
        if judged
        else None
    )
    found = signals.of_tile(tile, organisation.minimum_sample)
    range_text = signals.usual_range(kpi, usual, currency) if usual else ""
    chart = _chart(tile, picked, currency)
    if usual:
        band = signals.shown_range(kpi, usual)
        chart["data"]["band"] = [drawn(kpi, edge, currency) for edge in band]
        chart["note"] = _("Usually %(range)s") % {"range": range_text}
    if found:
        chart["sentence"] = signals.rule(kpi, found, currency)
    return {
        "chart": marked(chart, placed(tile.breaks, parts)),
        "word": signals.word(found) if found else None,
        "rule": signals.rule(kpi, found, currency) if found else "",
    }


def _chart(tile: Tile, picked: Picked, currency: str) -> dict[str, Any]:
    """The mapping of ``components/_chart_card.html``, with its table."""
    kpi = tile.kpi
    names = [
        wording.short_period(part, picked.today, picked.first_month)
        for part in picked.trail()
    ]
    points = [
        drawn(kpi, value.value, currency) if value.value is not None else None
        for value in tile.trend
    ]
    now = wording.figure(kpi, tile.value, currency)
    side = {"strong": False, "quiet": False, "sort_url": "", "sorted": ""}
    title = _("%(n)s equal periods") % {"n": len(names)}
    return {
        "id": "trend-chart",
        "kind": "line",
        "title": title,
        "unit": "",
        "height": "low",
        "note": "",
        "sentence": _("%(kpi)s, %(period)s: %(figure)s")
        % {"kpi": kpi.label, "period": names[-1], "figure": now},
        "data": {
            "labels": names,
            "series": [{"label": str(kpi.label), "end": now, "data": points}],
            "format": shape(kpi, currency),
        },
        "table": {
            "caption": title,
            "columns": [
                side | {"label": _("Period"), "numeric": False},
                side | {"label": str(kpi.label), "numeric": True},
            ],
            "rows": [
                {"cells": [name, wording.figure(kpi, value, currency)]}
                for name, value in zip(names, tile.trend, strict=True)
            ],
            "foot": [],
        },
    }
