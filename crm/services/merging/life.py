"""One life out of two: the earliest step of each kind stands, the others are withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from crm.announce import announce_many, as_it_is
from crm.models import DealMovement, Prospect, ProspectStep
from crm.services.prospects import STATE_OF_STEP
from crm.services.way_back import Kept

Steps = list[ProspectStep]
#: Steps that end something: they stand only when both lives ended, and then the last one does.
ENDINGS = ("churned", "disqualified")


def one_life(kept: Kept, *, home: Prospect, other: Prospect, now: datetime) -> None:
    """Join the journals of both, set the state of ``home`` after it, announce both."""
    mine, theirs = _steps(home), _steps(other)
    # Undoing goes backwards: the other's first step must leave before this one's stands again.
    kept.keep([*mine, *theirs])
    before = [as_it_is(step) for step in [*mine, *theirs]]
    standing = _standing(mine, theirs, home)
    for step in [*mine, *theirs]:
        if step.withdrawn_at is None and step not in standing:
            step.withdrawn_at = now
            step.save(update_fields=["withdrawn_at"])
    for step in theirs:
        step.prospect = home
        step.save(update_fields=["prospect"])
    _follow(home, standing, other)
    announce_many([*before, *mine, *theirs])


def _steps(prospect: Prospect) -> Steps:
    return list(prospect.steps.select_for_update().order_by("at", "pk"))


def _standing(mine: Steps, theirs: Steps, home: Prospect) -> Steps:
    found = []
    for kind in ProspectStep.Step.values:
        sides = [_of(steps, kind) for steps in (mine, theirs)]
        both = sorted([*sides[0], *sides[1]], key=lambda step: (step.at, step.pk))
        if not both:
            continue
        if kind not in ENDINGS:
            found.append(both[0])
        elif _ended(kind, mine, theirs, home):
            found.append(both[-1])
    return found


def _of(steps: Iterable[ProspectStep], kind: str) -> Steps:
    return [s for s in steps if s.step == kind and s.withdrawn_at is None]


def _ended(kind: str, mine: Steps, theirs: Steps, home: Prospect) -> bool:
    if kind == "disqualified":
        return bool(_of(mine, kind) and _of(theirs, kind))
    customers = [side for side in (mine, theirs) if _of(side, "converted")]
    if not all(_of(side, kind) for side in customers):
        return False
    last = max(step.at for side in customers for step in _of(side, kind))
    wins = DealMovement.objects.of("won").filter(deal__prospect=home)
    return not wins.filter(at__gt=last).exists()


def _follow(home: Prospect, standing: Steps, other: Prospect) -> None:
    """The state columns of the kept one say what its journal says."""
    of = {step.step: step for step in standing}
    home.detected_at = of["detected"].at if "detected" in of else home.detected_at
    for kind, column in STATE_OF_STEP.items():
        setattr(home, column, of[kind].at if kind in of else None)
    for kind, reason in (
        ("churned", "churn_reason"),
        ("disqualified", "disqualify_reason"),
    ):
        values: Any = getattr(of[kind], reason) if kind in of else None
        setattr(home, reason, values)
    home.churn_note = (home.churn_note or other.churn_note) if "churned" in of else ""


#: The columns of a prospect that ``one_life`` sets.
STATE = (
    "detected_at",
    *STATE_OF_STEP.values(),
    "churn_reason",
    "disqualify_reason",
    "churn_note",
)
