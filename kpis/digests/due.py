"""Which period a digest speaks of: the last one that ended and whose figures are settled."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from crm.civil import civil_day
from crm.models import Organisation
from kpis.models import CivilDay, Mark, TeamMark
from kpis.periods import DAY, Period, whole
from kpis.working_days import calendar_for

#: Nobody wants it in the middle of the night.
EARLIEST_HOUR = 6


def due(rhythm: str, now: datetime) -> Period | None:
    """The last period of this kind that ended; null while its figures still move.

    After days without a worker there is one, the latest: nobody is sent what they missed. A day on
    which nobody works has no digest.
    """
    organisation = Organisation.current()
    if timezone.localtime(now, organisation.zone).hour < EARLIEST_HOUR:
        return None
    today = civil_day(now, organisation.zone)
    running = whole(rhythm, today, organisation.fiscal_first_month)
    period = whole(rhythm, running.first - DAY, organisation.fiscal_first_month)
    if not settled(period):
        return None
    if rhythm == "day" and not calendar_for(period).days(period):
        return None
    return period


def settled(period: Period) -> bool:
    """Its last day is published, and nothing of it waits to be computed."""
    published = CivilDay.objects.filter(day=period.last, published_at__isnull=False)
    marks = Mark.objects.filter(day__gte=period.first, day__lt=period.end)
    return published.exists() and not marks.exists() and not TeamMark.objects.exists()


def ended_at(period: Period) -> datetime:
    """The instant at which the period was over."""
    zone = Organisation.current().zone
    return datetime.combine(period.last, datetime.min.time(), zone) + timedelta(days=1)
