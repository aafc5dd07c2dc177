"""The form that fills the grid of targets: its ways, for whom, over what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kpis.periods import each
from kpis.targets.filling import (
    BY_DAYS,
    BY_SEASON,
    LAST_RESULTS,
    LAST_TARGETS,
    SAME,
    SHARING,
)
from kpis.targets.grid import Grid
from kpis.views.parts.target_told import column_head, column_name

WAY_NAMES = {
    SAME: gettext_lazy("Same figure in each cell"),
    BY_DAYS: gettext_lazy("A total, shared out by working days"),
    BY_SEASON: gettext_lazy("A total, shared out by season"),
    LAST_TARGETS: gettext_lazy("Last year’s targets"),
    LAST_RESULTS: gettext_lazy("Last year’s results"),
}


@dataclass
class Filling:
    """The fill form as sent: its fields, what is wrong with one, what the reader should know."""

    data: Mapping[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    proposed: int = 0


def fill_context(grid: Grid, filling: Filling) -> dict[str, Any]:
    wanted = grid.wanted
    ways = [
        (way, name)
        for way, name in WAY_NAMES.items()
        if wanted.kpi.is_flow or way not in SHARING
    ]
    return {
        "ways": ways,
        "rows": [("", _("Each person")), *((row.name, row.label) for row in grid.rows)],
        "parts": parts_of(grid),
        "data": {
            name: filling.data.get(f"fill-{name}", "")
            for name in ("way", "who", "when", "figure", "more")
        },
        "errors": filling.errors,
        "said": filling.said,
        "proposed": filling.proposed,
    }


def parts_of(grid: Grid) -> list[tuple[str, str]]:
    """The year, what is left of it, its quarters and its columns: (first and last day, name)."""
    wanted = grid.wanted
    columns = wanted.columns
    left = [period for period in columns if period.first > wanted.today]
    named = [(f"{wanted.year.first}:{wanted.year.last}", _("The whole year"))]
    if left and len(left) < len(columns):
        # First: whoever fills a year that runs does not rewrite what has passed.
        words = _("From %(month)s on") % {"month": column_name(left[0], wanted.span)}
        named.insert(0, (f"{left[0].first}:{left[-1].last}", words))
    if wanted.span == "month":
        named += [
            (f"{q.first}:{q.last}", column_head(q, "quarter", wanted.first_month))
            for q in each("quarter", wanted.year, wanted.first_month)
        ]
    named += [(f"{p.first}:{p.last}", column_name(p, wanted.span)) for p in columns]
    return named
