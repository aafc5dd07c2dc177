"""Plan the next working day: what stands there, what is left of today, whom nobody has called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from django.db.models import Exists, OuterRef

from crm.civil import starts_at
from crm.models import Activity, Organisation, Prospect, User, WayBack
from crm.services.activities import log_activity, move_activity
from crm.services.mornings import next_morning
from crm.services.today.doing import forget_reminders, moment_asked
from crm.services.today.planned import (
    LATE,
    MOST,
    NEXT,
    TODAY,
    Hours,
    hours_of,
    planned_of,
)
from crm.services.way_back import way_back

#: How many of those nobody has called are proposed: a day's worth.
PROPOSED = 10
#: Names the call planned with one tap: tapped twice, it is planned once.
TAPPED = UUID("0b1f7a84-3a3c-4c54-8a0f-2ac1b1f8b7d5")


@dataclass(frozen=True)
class Plan:
    """The day, what is planned there, what is left before it, and prospects to add."""

    day: date
    planned: list[Activity]
    left: list[Activity]
    never: list[Prospect]


def plan_of(user: User, now: datetime) -> Plan:
    """Each list capped as the queue is."""
    day, hours = planned_day(user, now), hours_of(now)
    found = planned_of(user, hours)
    return Plan(
        day=day,
        planned=_on(day, user, hours, found[NEXT]),
        left=found[LATE] + found[TODAY],
        never=_without_plan(user),
    )


def _on(day: date, user: User, hours: Hours, coming: list[Activity]) -> list[Activity]:
    """What is planned for the day: known from the queue, unless it is further away."""
    zone = Organisation.current().zone
    start, end = starts_at(day, zone), starts_at(day + timedelta(days=1), zone)
    if end <= hours.until:
        return [each for each in coming if start <= each.at < end]
    rows = Activity.objects.planned().done_by(user).between(start, end).for_list()
    return list(rows.order_by("at", "id")[:MOST])


def planned_day(user: User, now: datetime) -> date:
    """The day this person works next."""
    zone = Organisation.current().zone
    return next_morning(now=now, person=user).astimezone(zone).date()


def _without_plan(user: User) -> list[Prospect]:
    """Prospects nobody contacted nor plans to, the newest first."""
    planned = Activity.objects.planned().filter(prospect=OuterRef("pk"))
    rows = Prospect.objects.never_contacted().owned_by(user).select_related("source")
    return list(
        rows.exclude(Exists(planned)).order_by("-detected_at", "-id")[:PROPOSED]
    )


def add_call(*, prospect: Prospect, by: User, now: datetime) -> Activity:
    """A call with the prospect some time on the day this person works next; tapped twice, once."""
    day = planned_day(by, now)
    return log_activity(
        by=by,
        now=now,
        kind="call",
        at=starts_at(day, Organisation.current().zone),
        all_day=True,
        status=Activity.Status.PLANNED,
        prospect=prospect,
        client_uuid=uuid5(TAPPED, f"{by.pk}:{prospect.pk}:{day}"),
    )


def move_left(*, user: User, by: User, now: datetime) -> tuple[int, WayBack | None]:
    """Move all that is left of today, and overdue, to the next working day: (how many, the way back)."""
    planned = planned_of(user, hours_of(now))
    left = planned[LATE] + planned[TODAY]
    if not left:
        return 0, None
    with way_back(by=by, now=now, action="moved", label=str(len(left))) as kept:
        kept.keep(Activity.objects.filter(pk__in=[each.pk for each in left]))
        for each in left:
            at = moment_asked(each, "next", now)
            move_activity(
                activity_id=each.pk, at=at, by=by, now=now, all_day=each.all_day
            )
            forget_reminders(each, now)
    return len(left), kept.way_back
