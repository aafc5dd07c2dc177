"""Rules that several lists share: what a person typed or chose, as a queryset method."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from crm.civil import starts_at
from crm.models import Organisation

Rows = QuerySet[Any, Any]


def day_of(text: str) -> date | None:
    """'2026-11-20' as a civil day; None for anything else or far away."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1900 <= day.year < 2200 else None


def from_day(rows: Rows, text: str, *, column: str) -> Rows:
    """Rows whose instant is on that civil day or later."""
    day = day_of(text)
    if day is None:
        return rows.none()
    return rows.filter(
        **{f"{column}__gte": starts_at(day, Organisation.current().zone)}
    )


def to_day(rows: Rows, text: str, *, column: str) -> Rows:
    """Rows whose instant is on that civil day or before."""
    day = day_of(text)
    if day is None:
        return rows.none()
    end = starts_at(day + timedelta(days=1), Organisation.current().zone)
    return rows.filter(**{f"{column}__lt": end})


def days_before(text: str, now: datetime) -> datetime:
    """The start of the civil day that many days ago; ``text`` is one of a list of choices."""
    today = timezone.localtime(now, Organisation.current().zone).date()
    return starts_at(today - timedelta(days=int(text)), Organisation.current().zone)
