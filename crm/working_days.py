"""The organisation's week without its holidays: when a proposal falls on a day people work."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays

from crm.models import Organisation

#: A week without a working day is a mistake of the settings: nobody waits longer for the next.
FURTHEST = 31


@lru_cache(maxsize=64)
def holidays_of(country: str, year: int) -> frozenset[date]:
    """Public holidays; none for a country the library does not know."""
    if country not in holidays.list_supported_countries():
        return frozenset()
    return frozenset(holidays.country_holidays(country, years=year))


def is_working(day: date) -> bool:
    """Whether the organisation works on this day."""
    organisation = Organisation.current()
    in_week = str(day.isoweekday()) in organisation.working_week
    return in_week and day not in holidays_of(organisation.country, day.year)


def next_working_day(day: date) -> date:
    """The first working day after this one."""
    ahead = [day + timedelta(days=n) for n in range(1, FURTHEST)]
    return next((each for each in ahead if is_working(each)), ahead[0])
