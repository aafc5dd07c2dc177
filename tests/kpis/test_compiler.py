"""The civil day in SQL is the civil day in Python, in every zone, to the microsecond."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.models import F

from crm.civil import civil_day, ends_at, starts_at
from crm.models import Activity, Organisation, User
from crm.services import people
from kpis.compiler import civil_date, rows_in
from kpis.measures import SOURCES
from kpis.periods import Period, between
from tests.factories import NOW

ZONES = {
    "Europe/Paris": date(2026, 10, 25),
    "America/St_Johns": date(2010, 11, 7),
    "America/Havana": date(2026, 11, 1),
    "Africa/Cairo": date(2026, 4, 24),
    "Pacific/Apia": date(2011, 12, 30),
    "America/Santiago": date(2026, 9, 6),
    "Australia/Lord_Howe": date(2026, 4, 5),
    "Africa/Casablanca": date(2026, 2, 15),
}


@pytest.mark.parametrize("name", ZONES)
def test_the_civil_day_in_sql(rep: User, name: str) -> None:
    zone, middle = ZoneInfo(name), ZONES[name]
    people.edit_organisation(by=None, now=NOW, time_zone=name)
    period = between(middle - timedelta(days=2), middle + timedelta(days=2))
    dice = random.Random(name)
    edges = [
        f(period.first + timedelta(days=i), zone)
        for i in range(6)
        for f in (starts_at, ends_at)
    ]
    tick = timedelta(microseconds=1)
    moments = {m for edge in edges for m in (edge - tick, edge, edge + tick)}
    low = datetime.combine(period.first, datetime.min.time(), tzinfo=UTC)
    moments |= {low + timedelta(seconds=dice.uniform(-9e4, 5.2e5)) for _ in range(150)}
    Activity.objects.bulk_create(
        Activity(
            kind="call", status="held", at=at, rep=rep, logged_by=rep, logged_at=NOW
        )
        for at in moments
    )

    found = Activity.objects.annotate(day=civil_date(F("at"), period, zone)).filter(
        at__gte=starts_at(period.first, zone), at__lt=ends_at(period.last, zone)
    )
    for at, day in found.values_list("at", "day"):
        assert day == civil_day(at, zone), at
    inside = rows_in(SOURCES["activities"], period, Organisation.current().zone)
    assert inside.count() == sum(civil_day(at, zone) in period for at in moments)


@pytest.mark.parametrize("name", ZONES)
def test_days_read_one_by_one_are_the_whole(rep: User, name: str) -> None:
    zone, middle = ZoneInfo(name), ZONES[name]
    start = datetime.combine(middle, datetime.min.time(), tzinfo=UTC) - timedelta(
        days=2
    )
    Activity.objects.bulk_create(
        Activity(kind="call", status="held", at=start + timedelta(minutes=7 * i), rep=rep,
                 logged_by=rep, logged_at=NOW)
        for i in range(800)
    )  # fmt: skip
    source = SOURCES["activities"]
    days = [middle + timedelta(days=i) for i in range(-4, 5)]

    counts = [
        rows_in(source, Period(d, d + timedelta(days=1)), zone).count() for d in days
    ]

    assert sum(counts) == 800
