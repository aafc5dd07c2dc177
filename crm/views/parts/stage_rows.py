"""Every pipeline with its stages, as the set-up page shows them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.template.defaultfilters import capfirst

from crm.models import Pipeline, Stage
from crm.templatetags.formats import percent


def pipeline_rows() -> list[dict[str, Any]]:
    """[{pipeline, stages, open, first, last}], those in use first: two queries."""
    by_pipeline: dict[int, list[Stage]] = {}
    for stage in Stage.objects.with_open_deals().order_by("position", "id"):
        by_pipeline.setdefault(stage.pipeline_id, []).append(stage)
    rows = sorted(Pipeline.objects.all(), key=lambda row: not row.in_use)
    used = [row.pk for row in rows if row.in_use]
    return [
        {
            "pipeline": row,
            "stages": _stages(by_pipeline.get(row.pk, [])),
            "open": sum(each.open_deals for each in by_pipeline.get(row.pk, [])),  # type: ignore[attr-defined]
            "first": row.pk == used[0] if used else True,
            "last": row.pk == used[-1] if used else True,
            "alone": len(used) < 2,
        }
        for row in rows
    ]


def _stages(stages: list[Stage]) -> list[dict[str, Any]]:
    """Those in use in their order, the ends after them, the archived ones last."""
    shown = sorted(stages, key=lambda row: (not row.in_use, row.kind != "open"))
    movable = [row.pk for row in shown if row.in_use and row.kind == "open"]
    return [
        {
            "stage": row,
            "open": row.open_deals,  # type: ignore[attr-defined]
            "probability": percent(Decimal(row.probability) / 100),
            "unset": row.kind == "open" and not row.probability and row.in_use,
            "category": capfirst(str(row.get_forecast_category_display())),
            "movable": row.pk in movable,
            "first": bool(movable) and row.pk == movable[0],
            "last": bool(movable) and row.pk == movable[-1],
        }
        for row in shown
    ]
