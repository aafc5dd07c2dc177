"""How fresh the figures are: when the ledger was last seen empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, Q, QuerySet

from kpis.claiming import waiting
from kpis.models import Heartbeat, Mark, TeamMark

UPDATING_AFTER = timedelta(minutes=2)
LATE_AFTER = timedelta(minutes=15)

FRESH, UPDATING, LATE = "fresh", "updating", "late"


@dataclass(frozen=True)
class Freshness:
    """``at`` is the instant the figures are right as of; null when nothing was ever computed."""

    state: str
    at: datetime | None
    minutes: int


def freshness(now: datetime) -> Freshness:
    """Right as of the last time no mark was left."""
    return since(seen_empty().first(), waiting(), now)


def behind() -> Q:
    """As a condition of a query: some cell is to be computed."""
    return Exists(Mark.objects.all()) | Exists(TeamMark.objects.all())


def seen_empty() -> QuerySet[Heartbeat, datetime]:
    """When no mark was left, at most one row."""
    return Heartbeat.objects.filter(name="figures").values_list("at", flat=True)


def since(at: datetime | None, marked: bool, now: datetime) -> Freshness:
    """What to say of figures right as of ``at``; ``marked`` says that some are to be computed."""
    if at is None:
        return Freshness(UPDATING if marked else FRESH, None, 0)
    age = now - at
    state = LATE if age > LATE_AFTER else UPDATING if age > UPDATING_AFTER else FRESH
    return Freshness(state, at, max(0, int(age.total_seconds() // 60)))
