"""From lead to customer, as its template takes it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from crm.templatetags import formats
from kpis.funnel.life import COHORT, LifeStep
from kpis.team.table import early
from kpis.views.parts.asking import Asked
from kpis.views.parts.opening import explained, percent


def life(
    steps: Sequence[LifeStep], basis: str, asked_for: Asked, *, refused: bool
) -> dict[str, Any]:
    most = max((step.count for step in steps), default=0)
    first = steps[0].count if steps else 0
    shown = [
        {
            "name": step.label,
            "count": formats.number(step.count),
            "share": step.count / most if most else 0,
            "time": percent(Fraction(step.count, first))
            if basis == COHORT and first and place
            else "",
            "url": explained(asked_for, step.kpi.key, measure=step.measure),
        }
        for place, step in enumerate(steps)
    ]
    return {
        "steps": shown,
        "basis": basis,
        "refused": refused,
        "empty": not most,
        "early": basis == COHORT
        and bool(most)
        and early(asked_for.picked, asked_for.organisation),
    }
