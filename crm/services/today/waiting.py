"""What waits for a person without being planned: complaints, prospects never contacted, still deals.

A row put to sleep is left out until its day. Each carries ``total``, how many there are in all.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db.models import Count, QuerySet, Window

from crm.civil import civil_day, starts_at
from crm.models import Complaint, Deal, Organisation, Prospect, Snooze, User

Rows = TypeVar("Rows", bound=QuerySet[Any])


def complaints_of(user: User, now: datetime, most: int) -> list[Complaint]:
    """Complaints nobody answered, the one due first in front."""
    rows = Complaint.objects.unanswered().owned_by(user).for_list()
    rows = _awake(rows, user, "complaint", now)
    return list(_counted(rows).order_by("received_at", "id")[:most])


def answer_due(complaint: Complaint) -> datetime:
    """When the first answer was promised for: plain hours, nights and weekends included."""
    hours = Organisation.current().complaint_answer_hours
    return complaint.received_at + timedelta(hours=hours)


def never_contacted_by(user: User, now: datetime, most: int) -> list[Prospect]:
    """Prospects nobody has reached out to, the newest first: a fresh one cools quickly."""
    rows = Prospect.objects.never_contacted().owned_by(user).select_related("source")
    rows = _awake(rows, user, "prospect", now)
    return list(_counted(rows).order_by("-detected_at", "-id")[:most])


def contact_due(prospect: Prospect) -> datetime:
    """When the first contact was promised for: plain hours from detection, nights included."""
    hours = Organisation.current().first_contact_hours
    return prospect.detected_at + timedelta(hours=hours)


def stale_deals_of(user: User, now: datetime, most: int) -> list[Deal]:
    """Open deals that lie longer than their stage allows with nothing ahead, the stillest first."""
    zone = Organisation.current().zone
    today = civil_day(now, zone)
    rows = Deal.objects.owned_by(user).select_related("prospect", "stage")
    tonight = starts_at(today + timedelta(days=1), zone)
    rows = rows.with_life().stale_on(today, tonight)
    rows = _awake(rows, user, "deal", now)
    return list(_counted(rows).order_by("touched_at", "id")[:most])


def total(rows: list[Any]) -> int:
    """How many there are in all, known from any of the rows shown."""
    return int(rows[0].total) if rows else 0


def _awake(rows: Rows, user: User, name: str, now: datetime) -> Rows:
    day = civil_day(now, Organisation.current().zone)
    asleep = Snooze.objects.asleep(user, name, day)
    return rows.exclude(pk__in=asleep)


def _counted(rows: QuerySet[Any]) -> Any:
    return rows.annotate(total=Window(Count("pk")))
