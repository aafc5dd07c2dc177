"""What became of one target: every level it had, since when and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from crm.models import AuditEntry, User
from kpis.models import Target
from kpis.targets.aiming import Wish

#: (field of the entry, whether it is the stretch)
FIELDS = (("value", False), ("stretch", True))
#: A page shows no more of one cell's past.
MOST = 20


@dataclass(frozen=True)
class Change:
    """One level of the target went from ``was`` to ``now_is``, in steps; null: not set."""

    at: datetime
    by: User | None
    stretch: bool
    was: int | None
    now_is: int | None


def changes_of(wish: Wish, held: Target | None) -> list[Change]:
    """Newest first, one question. A target that was removed and set again has both lives."""
    place = Target(
        kpi=wish.kpi,
        user=wish.user,
        team=wish.team,
        period=wish.period,
        starts_on=wish.starts_on,
    )
    whose = "user" if wish.user else "team"
    pk = place.user_id or place.team_id
    told = AuditEntry.objects.filter(kind="target")
    lives = told.filter(
        Q(**{f"changes__{whose}__0": pk}) | Q(**{f"changes__{whose}__1": pk}),
        label=str(place)[:200],
    )
    rows = Q(object_id__in=lives.values("object_id"))
    if held is not None:
        rows |= Q(object_id=held.pk)
    entries = told.filter(rows).select_related("by").order_by("-at", "-id")[:MOST]
    return [
        Change(entry.at, entry.by, stretch, *entry.changes[name])
        for entry in entries
        for name, stretch in FIELDS
        if name in entry.changes
    ]
