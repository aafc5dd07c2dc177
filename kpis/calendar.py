"""The days themselves: drawn from the organisation's zone and fiscal year, each exactly once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Max, Min

from crm.civil import civil_day, ends_at, starts_at
from crm.models import Organisation
from kpis.measures import SOURCES
from kpis.models import CivilDay, DailySnapshot
from kpis.periods import DAY, PERIOD_KINDS, Period, between, start_of

#: How far plans are drawn.
PLANNED_AHEAD = timedelta(days=366)


def draw_days(days: set[date]) -> None:
    """Create the civil days that are missing; safe beside another writer."""
    organisation = Organisation.current()
    zone, first_month = organisation.zone, organisation.fiscal_first_month
    CivilDay.objects.bulk_create(
        [
            CivilDay(
                day=day,
                starts_at=starts_at(day, zone),
                ends_at=ends_at(day, zone),
                **{kind: start_of(kind, day, first_month) for kind in PERIOD_KINDS[1:]},
            )
            for day in sorted(days)
        ],
        ignore_conflicts=True,
        batch_size=1_000,
    )


def draw_period(period: Period) -> None:
    """Make sure every day of the period exists."""
    known = set(
        CivilDay.objects.filter(day__gte=period.first, day__lt=period.end).values_list(
            "day", flat=True
        )
    )
    missing = {period.first + timedelta(days=i) for i in range(period.days)} - known
    if missing:
        draw_days(missing)


def redraw(now: datetime) -> None:
    """Forget the calendar and draw it again: the zone or the fiscal year changed."""
    CivilDay.objects.all().delete()
    draw_period(history(now))


def history(now: datetime) -> Period:
    """From the first fact or cell to the last one or today, with a day to spare on either side.

    Plans count in no figure: beyond a year ahead they are a slip of the finger and cost nothing.
    """
    zone = Organisation.current().zone
    today = civil_day(now, zone)
    ends = [today]
    for source in SOURCES.values():
        found = source.rows().aggregate(first=Min(source.at), last=Max(source.at))
        known = [at for at in found.values() if at]
        ends += known if source.civil else [civil_day(at, zone) for at in known]
    cells = DailySnapshot.objects.aggregate(first=Min("day"), last=Max("day"))
    held = [day for day in cells.values() if day]
    last = min(max(ends), today + PLANNED_AHEAD) + DAY
    return between(min([min(ends) - DAY, *held]), max([last, *held]))
