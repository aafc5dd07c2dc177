"""What the demo's people say of their deals, and where a manager says otherwise."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from itertools import pairwise

from crm.models import ForecastCall, User
from crm.seeding.dice import pick
from crm.seeding.pen import DealPen

#: {stage: (how often its rep says something else than the stage, what)}.
SAID = {
    "Qualification": (0.04, ("best",)),
    "Demo": (0.08, ("best", "omitted")),
    "Proposal": (0.2, ("commit", "commit", "pipeline")),
    "Negotiation": (0.22, ("best", "pipeline")),
}
#: How often a manager trusts a deal less than its rep, once it is negotiated.
DOUBTED = 0.12


def say(rng: random.Random, pen: DealPen, manager: User, until: datetime) -> None:
    """The calls of one deal, each a while after it came into a stage and before it left."""
    entered = [*pen.stage_days, ("", until)]
    for (stage, at), (_next, left) in pairwise(entered):
        often, words = SAID[stage]
        moment = at + timedelta(minutes=rng.randint(5, 4_000))
        if rng.random() < often and moment < left:
            call(pen, pick(rng, words), pen.deal.owner, moment)
        elif pen.deal.forecast_category and at < left:
            call(pen, "", pen.deal.owner, at)
        doubt = moment + timedelta(hours=rng.randint(2, 60))
        if stage == "Negotiation" and rng.random() < DOUBTED and doubt < left:
            call(pen, pick(rng, ("best", "pipeline")), manager, doubt, True)


def call(
    pen: DealPen, category: str, by: User, at: datetime, as_manager: bool = False
) -> None:
    name = "manager_category" if as_manager else "forecast_category"
    setattr(pen.deal, name, category)
    said = {"category": category, "as_manager": as_manager}
    pen.desk.sheets.add(ForecastCall(deal=pen.deal, by=by, at=at, **said))
