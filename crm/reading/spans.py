"""Days that are counted from a week, a month or a number of days."""

from __future__ import annotations

import calendar
from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Working:
    """Which days are worked: '12345' is Monday to Friday; holidays are not."""

    week: str = "12345"
    holidays: Container[date] = ()

    def works(self, day: date) -> bool:
        return str(day.isoweekday()) in self.week and day not in self.holidays

    def last_before(self, day: date) -> date:
        """``day`` itself or the working day before it; a whole month off gives ``day``."""
        return next((d for n in range(31) if self.works(d := day - n * DAY)), day)

    def first_from(self, day: date) -> date:
        return next((d for n in range(31) if self.works(d := day + n * DAY)), day)


def span_day(name: str, today: date, working: Working) -> date:
    """The day that a moment of ``words.calendar.SPANS`` stands for."""
    monday = today - today.weekday() * DAY
    if name.startswith(("month", "next_month")):
        return _of_month(name, today, working)
    if name == "year_end":
        return working.last_before(date(today.year, 12, 31))
    if name == "week_end":  # on a weekend it is the Friday to come
        friday = monday + 4 * DAY
        return friday if friday >= today else friday + 7 * DAY
    middle = monday + 2 * DAY
    return {
        "next_week_end": monday + 11 * DAY,
        "week_start": monday + 7 * DAY,
        "week_middle": middle if middle > today else middle + 7 * DAY,
        "next_week_middle": middle + 7 * DAY,
        "last_week": monday - 7 * DAY,
        "weekend": monday + 5 * DAY if today.weekday() < 6 else today,
    }[name]


def _of_month(name: str, today: date, working: Working) -> date:
    following = add_months(today.replace(day=1), 1)
    if name == "month_start":
        return working.first_from(following)
    if name == "next_month_end":
        return month_end(following, working)
    last = month_end(today, working)
    return last if last >= today else month_end(following, working)


def month_end(day: date, working: Working) -> date:
    """The last working day of the month of ``day``."""
    last = calendar.monthrange(day.year, day.month)[1]
    return working.last_before(day.replace(day=last))


def month_part(part: str, month: int, today: date, working: Working) -> date:
    """'end', 'start' or 'middle' of the next ``month`` (this one until it has passed)."""
    this, following = (
        _part_of(part, date(today.year + n, month, 1), working) for n in (0, 1)
    )
    return this if this >= today else following


def _part_of(part: str, first: date, working: Working) -> date:
    if part == "end":
        return month_end(first, working)
    return working.first_from(first if part == "start" else first.replace(day=15))


def add_months(day: date, months: int) -> date:
    """The same day of the month, or its last one."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
