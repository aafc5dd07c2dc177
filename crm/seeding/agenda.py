"""Working days and hours, from which every invented instant is taken."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays

from crm.civil import starts_at

MORNING = (9 * 60, 12 * 60 + 15)
AFTERNOON = (13 * 60 + 45, 18 * 60)


class Agenda:
    """The organisation's working days from ``first`` to ``last``, both included."""

    def __init__(
        self, *, zone: ZoneInfo, country: str, first: date, last: date
    ) -> None:
        self.zone, self.first, self.last = zone, first, last
        off = holidays.country_holidays(country, years=range(first.year, last.year + 1))
        span = (last - first).days + 1
        days = (first + timedelta(days=n) for n in range(span))
        self.days = [day for day in days if day.weekday() < 5 and day not in off]
        self._off = set(off)

    def between(self, first: date, last: date) -> list[date]:
        """Working days of first..last, ``last`` excluded."""
        return self.days[bisect_left(self.days, first) : bisect_left(self.days, last)]

    def shift(self, day: date, count: int) -> date:
        """The working day ``count`` working days away; 0: this day or the next working one."""
        place = bisect_left(self.days, day)
        return self.days[min(max(place + count, 0), len(self.days) - 1)]

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        """An instant on the wall clock of the organisation."""
        return starts_at(day, self.zone) + timedelta(hours=hour, minutes=minute)


class Diary:
    """One person's working days: the organisation's, without their days off and absences."""

    def __init__(
        self, agenda: Agenda, *, weekdays: str, off: Iterable[tuple[date, date]]
    ) -> None:
        absences = list(off)
        self.agenda = agenda
        self.days = [
            day
            for day in agenda.days
            if str(day.isoweekday()) in weekdays
            and not any(start <= day < end for start, end in absences)
        ]

    def between(self, first: date, last: date) -> list[date]:
        """Days worked in first..last, ``last`` excluded."""
        return self.days[bisect_left(self.days, first) : bisect_left(self.days, last)]

    def on_or_after(self, day: date) -> date:
        place = min(bisect_left(self.days, day), len(self.days) - 1)
        return self.days[place]

    def moment(self, rng: random.Random, day: date) -> datetime:
        """Some working minute of the first worked day on or after ``day``."""
        low, high = MORNING if rng.random() < 0.46 else AFTERNOON
        minute = low + int(rng.random() * (high - low))
        return starts_at(self.on_or_after(day), self.agenda.zone) + timedelta(
            minutes=minute, seconds=int(rng.random() * 60)
        )

    def soon(self, rng: random.Random, at: datetime) -> datetime:
        """``at`` itself within working hours, else early in the next half day worked."""
        zone = self.agenda.zone
        local = at.astimezone(zone)
        minute, day = local.hour * 60 + local.minute, local.date()
        if self.on_or_after(day) == day:
            if minute < MORNING[0]:
                return starts_at(day, zone) + timedelta(
                    minutes=MORNING[0] + rng.randint(0, 45)
                )
            if minute < AFTERNOON[1]:
                return at
        following = self.on_or_after(day + timedelta(days=1))
        return starts_at(following, zone) + timedelta(
            minutes=MORNING[0] + rng.randint(0, 60)
        )
