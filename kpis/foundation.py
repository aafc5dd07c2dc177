"""The score cards there are to begin with. Called by their migration, and by tests after a flush."""

from __future__ import annotations

from typing import Any

#: The weights that the productivity score had when they were fixed.
PRODUCTIVITY = {
    "calls_made_all": 2,
    "meetings_prospect": 2,
    "demos": 1,
    "win_rate": 2,
    "lead_conversion": 2,
    "revenue": 1,
}
EFFORT = {
    "reach_rate": 2,
    "demo_show_rate": 2,
    "time_to_first_contact": 1,
    "leads_uncontacted": 1,
}


def lay_score_cards(apps: Any) -> None:
    """The score as it was, and one about how well work is done. Names are translated when shown."""
    cards = apps.get_model("kpis", "ScoreCard").objects
    weights = apps.get_model("kpis", "ScoreWeight").objects
    made = (
        (
            cards.create(name="Productivity", missing="left_out", is_productivity=True),
            PRODUCTIVITY,
        ),
        (cards.create(name="Effort quality", missing="median"), EFFORT),
    )
    for card, parts in made:
        for kpi, weight in parts.items():
            weights.create(card=card, kpi=kpi, weight=weight)
