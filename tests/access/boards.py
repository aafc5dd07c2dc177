"""What the matrix asks of rankings: a card that is no productivity score, a reference, one's own name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kpis.models import ScoreCard

if TYPE_CHECKING:
    from tests.access.world import World


def rows() -> dict[str, Any]:
    card = ScoreCard.objects.create(name="Calls")
    card.weights.create(kpi="calls_made_all", weight=1)
    named = (
        "kpis:score-card",
        "kpis:score-card-archive",
        "kpis:score-card-productivity",
    )
    return dict.fromkeys(named, card)


def _card(world: World, who: str) -> dict[str, Any]:
    return {"name": "Demos", "missing": "median", "kpi_0": "demos", "weight_0": "3"}


def _reference(world: World, who: str) -> dict[str, Any]:
    return {"kpi": "demos", "value": "12", "source": "Last year"}


BODIES = {
    "kpis:ranking-private": lambda world, who: {"private": "1"},
    "kpis:ranking-rules": lambda world, who: {"leaders_only": "1"},
    "kpis:reference": _reference,
    "kpis:score-card-new": _card,
    "kpis:score-card": _card,
}
