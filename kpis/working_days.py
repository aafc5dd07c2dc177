"""Who works when: the organisation's week without holidays, each person's days without absences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

import holidays

from crm.models import Absence, Organisation, WorkingTime
from kpis.periods import Period


@lru_cache(maxsize=64)
def holidays_of(country: str, year: int) -> frozenset[date]:
    """Public holidays; none for a country the library does not know."""
    if country not in holidays.list_supported_countries():
        return frozenset()
    return frozenset(holidays.country_holidays(country, years=year))


@dataclass
class WorkingCalendar:
    """Working days of a range of days, for the organisation and for each person (two queries)."""

    country: str
    week: str
    absences: dict[int, list[tuple[date, date]]] = field(default_factory=dict)
    times: dict[int, list[tuple[date, date | None, str, int]]] = field(
        default_factory=dict
    )

    def works(self, day: date, person: int | None = None) -> Fraction:
        """The share of a full day worked: 1, a part-time share, or 0."""
        week, share = self.week, Fraction(1)
        for first, end, weekdays, percent in self.times.get(person or 0, []):
            if first <= day and (end is None or day < end):
                week, share = weekdays, Fraction(percent, 100)
        if str(day.isoweekday()) not in week or day in holidays_of(
            self.country, day.year
        ):
            return Fraction(0)
        away = any(
            first <= day < end for first, end in self.absences.get(person or 0, [])
        )
        return Fraction(0) if away else share

    def days(self, period: Period, person: int | None = None) -> Fraction:
        """Working days of the period, part-time shares counted as such."""
        every = (period.first + timedelta(days=i) for i in range(period.days))
        return sum((self.works(day, person) for day in every), Fraction(0))

    def elapsed(
        self, period: Period, today: date, people: Iterable[int] = ()
    ) -> Fraction:
        """The share of the period's working time that has closed; today counts once it closes."""
        closed = period.clipped(today)
        group: list[int | None] = list(people) or [None]
        whole = sum((self.days(period, person) for person in group), Fraction(0))
        if whole == 0:
            return Fraction(1) if today >= period.end else Fraction(0)
        return sum((self.days(closed, person) for person in group), Fraction(0)) / whole


def calendar_for(period: Period) -> WorkingCalendar:
    """The calendar of the organisation with everybody's absences and part-time in the period."""
    organisation = Organisation.current()
    found = WorkingCalendar(organisation.country, organisation.working_week)
    absences = Absence.objects.filter(from_on__lt=period.end, to_on__gt=period.first)
    for user, first, end in absences.values_list("user_id", "from_on", "to_on"):
        found.absences.setdefault(user, []).append((first, end))
    times = WorkingTime.objects.filter(from_on__lt=period.end).order_by("from_on")
    for user, first, until, weekdays, percent in times.values_list(
        "user_id", "from_on", "to_on", "weekdays", "share_percent"
    ):
        found.times.setdefault(user, []).append((first, until, weekdays, percent))
    return found
