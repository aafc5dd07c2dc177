"""When somebody works again: the next morning that is neither a weekend, a holiday nor an absence."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache

import holidays

from crm.civil import civil_day
from crm.models import Absence, Organisation, User, WorkingTime

#: Somebody away for longer than this finds the work on the next morning of the organisation.
LOOKED_AHEAD = 60
STARTS = time(9)


def next_morning(*, now: datetime, person: User) -> datetime:
    """Nine o'clock of the next day on which this person works, in the organisation's zone."""
    organisation = Organisation.current()
    today = civil_day(now, organisation.zone)
    ahead = [today + timedelta(days=n) for n in range(1, LOOKED_AHEAD)]
    open_days = [day for day in ahead if _is_open(day, organisation)]
    worked = _at_work(person, open_days)
    day = next(iter([*worked, *open_days, *ahead]))
    return datetime.combine(day, STARTS, tzinfo=organisation.zone)


def _is_open(day: date, organisation: Organisation) -> bool:
    closed = holidays_of(organisation.country, day.year)
    return str(day.isoweekday()) in organisation.working_week and day not in closed


def _at_work(person: User, days: list[date]) -> list[date]:
    """Those of the days that the person's own week and absences leave."""
    if not days:
        return []
    weeks = list(
        WorkingTime.objects.filter(user=person, from_on__lte=days[-1])
        .order_by("from_on")
        .values_list("from_on", "to_on", "weekdays")
    )
    away = list(
        Absence.objects.filter(user=person, to_on__gt=days[0]).values_list(
            "from_on", "to_on"
        )
    )
    found = []
    for day in days:
        own = [w for first, end, w in weeks if first <= day and (not end or day < end)]
        absent = any(first <= day < end for first, end in away)
        if not absent and (not own or str(day.isoweekday()) in own[-1]):
            found.append(day)
    return found


@lru_cache(maxsize=64)
def holidays_of(country: str, year: int) -> frozenset[date]:
    """Public holidays; none for a country the library does not know."""
    if country not in holidays.list_supported_countries():
        return frozenset()
    return frozenset(holidays.country_holidays(country, years=year))
