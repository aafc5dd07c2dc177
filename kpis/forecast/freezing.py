"""(5) The forecast of each day that closed, frozen: one statement a day, once, never changed after.

Like every job here it asks what is missing instead of knowing the hour: after days of absence it
freezes each of them, oldest first.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Min

from crm.civil import civil_day
from crm.models import DealMovement, Organisation
from kpis.forecast.sql import AsOf, lines
from kpis.models import ForecastDay
from kpis.periods import DAY

#: Days of one call: a year of absence is caught up in minutes, and no task is long.
PORTION = 20


def missing(now: datetime) -> list[date]:
    """The closed days since the first deal that are not frozen, oldest first. Two short queries."""
    first = DealMovement.objects.aggregate(first=Min("at"))["first"]
    if first is None:
        return []
    zone = Organisation.current().zone
    start, today = civil_day(first, zone), civil_day(now, zone)
    days = (today - start).days
    known = ForecastDay.objects.filter(day__gte=start, day__lt=today)
    if days <= 0 or known.count() >= days:
        return []
    frozen = set(known.values_list("day", flat=True))
    every = (start + n * DAY for n in range(days))
    return [day for day in every if day not in frozen]


def freeze(*, now: datetime, limit: int | None = PORTION) -> int:
    """Freeze the oldest of the missing days, at most ``limit``; returns how many are left."""
    days = missing(now)
    done = days if limit is None else days[:limit]
    for day in done:
        freeze_day(day, now=now)
    return len(days) - len(done)


@transaction.atomic
def freeze_day(day: date, *, now: datetime) -> bool:
    """Freeze one day that has ended; False where another worker was quicker, or it was done before."""
    if day >= civil_day(now, Organisation.current().zone):
        raise ValueError(f"{day} has not ended")
    if not _claimed(day, now):
        return False
    sql, params = lines(AsOf(day))
    cast = "%s" if connection.vendor == "sqlite" else "CAST(%s AS date)"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kpis_forecastsnapshot (day, rep_id, team_id, month, category,"
            " count, unpriced, amount, weighted)"
            f" SELECT {cast}, f.* FROM ({sql}) AS f",
            [connection.ops.adapt_datefield_value(day), *params],
        )
    return True


def _claimed(day: date, now: datetime) -> bool:
    """The row of the day is the lock: of two workers only one writes it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kpis_forecastday (day, frozen_at) VALUES (%s, %s)"
            " ON CONFLICT (day) DO NOTHING",
            [
                connection.ops.adapt_datefield_value(day),
                connection.ops.adapt_datetimefield_value(now),
            ],
        )
        return bool(cursor.rowcount == 1)
