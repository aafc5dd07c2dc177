"""What one person brings to the team, on their own page: never what another brings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crm.models import User
from kpis import wording
from kpis.picker import Picked
from kpis.scope import Scope
from kpis.spec import Kpi, Unit
from kpis.team.contribution import own_parts


def rows_of(
    kpis: Sequence[Kpi], person: User, scope: Scope, picked: Picked, currency: str
) -> list[dict[str, Any]]:
    """Revenue: 48,600 of 312,400, 15.6 %."""
    return [
        {
            "label": str(part.kpi.label),
            "mine": wording.figure(part.kpi, part.mine, currency),
            "team": wording.figure(part.kpi, part.team, currency),
            "share": wording.written(Unit.RATE, part.share, currency),
            "bar": min(float(part.share), 1.0),
        }
        for part in own_parts(kpis, person, scope, picked)
    ]
