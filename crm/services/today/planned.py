"""What a person planned: overdue, for today and next, each section with its own count, in one query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, Value, When, Window
from django.db.models.functions import RowNumber

from crm.civil import civil_day, starts_at
from crm.models import Activity, Organisation, User

#: More would not be a queue but a list; the lists have their own pages.
MOST = 50
NEXT_DAYS = 7
LATE, TODAY, NEXT = "late", "today", "next"


@dataclass(frozen=True)
class Hours:
    """The instants that part the queue: this morning's midnight, now, tonight's, and the last one."""

    morning: datetime
    now: datetime
    tonight: datetime
    until: datetime


def hours_of(now: datetime) -> Hours:
    """The civil day of the organisation around ``now``, however long the clock makes it."""
    zone = Organisation.current().zone
    day = civil_day(now, zone)
    return Hours(
        morning=starts_at(day, zone),
        now=now,
        tonight=starts_at(day + timedelta(days=1), zone),
        until=starts_at(day + timedelta(days=1 + NEXT_DAYS), zone),
    )


def planned_of(user: User, hours: Hours) -> dict[str, list[Activity]]:
    """{late, today, next}: at most ``MOST`` activities each, the earliest first.

    Each carries ``total``, how many its section holds in all. What has no hour is late tomorrow.
    """
    gone = Q(all_day=True, at__lt=hours.morning) | Q(all_day=False, at__lt=hours.now)
    section = Case(
        When(gone, then=Value(LATE)),
        When(at__lt=hours.tonight, then=Value(TODAY)),
        default=Value(NEXT),
        output_field=CharField(),
    )
    rows = Activity.objects.planned().done_by(user).before(hours.until).for_list()
    rows = rows.annotate(section=section).annotate(
        place=Window(RowNumber(), partition_by=F("section"), order_by=["at", "id"]),
        total=Window(Count("pk"), partition_by=F("section")),
    )
    found: dict[str, list[Activity]] = {LATE: [], TODAY: [], NEXT: []}
    row: Any
    for row in rows.filter(Q(place__lte=MOST)).order_by("at", "id"):
        found[row.section].append(row)
    return found
