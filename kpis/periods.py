"""Periods: ranges of civil days, half-open, named as people name them.

Weeks start on Monday and carry their ISO number. Quarters and years follow the organisation's
fiscal year: with July first, FY 2026 runs from 1 July 2025 to 30 June 2026, named after its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
PERIOD_KINDS = ("day", "week", "month", "quarter", "year")


@dataclass(frozen=True, order=True)
class Period:
    """The civil days from ``first`` until before ``end``."""

    first: date
    end: date

    @property
    def last(self) -> date:
        return self.end - DAY

    @property
    def days(self) -> int:
        return (self.end - self.first).days

    def __contains__(self, day: date) -> bool:
        return self.first <= day < self.end

    def clipped(self, end: date) -> Period:
        """The part of the period before ``end``; empty when it begins later."""
        return Period(self.first, max(self.first, min(self.end, end)))


def between(first: date, last: date) -> Period:
    """Both days included, as a person says it."""
    return Period(first, last + DAY)


def start_of(kind: str, day: date, first_month: int = 1) -> date:
    """The first day of the period of this kind that holds ``day``."""
    match kind:
        case "day":
            return day
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "quarter":
            return add_months(day.replace(day=1), -((day.month - first_month) % 3))
        case "year":
            return add_months(day.replace(day=1), -((day.month - first_month) % 12))
    raise ValueError(f"not a period: {kind}")


def add_months(first_of_month: date, months: int) -> date:
    """Whole months from the first day of a month."""
    index = first_of_month.year * 12 + first_of_month.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def months_before(period: Period, months: int) -> Period:
    """The same days so many months earlier; a month too short for the last one ends with it."""

    def moved(day: date) -> date:
        first = add_months(day.replace(day=1), -months)
        return first + min(day - day.replace(day=1), add_months(first, 1) - first - DAY)

    if period.end.day == 1:
        return Period(moved(period.first), add_months(period.end, -months))
    return Period(moved(period.first), moved(period.end))


def shift(kind: str, start: date, count: int) -> date:
    """The start of the period ``count`` periods later (or earlier)."""
    if kind in ("day", "week"):
        return start + timedelta(days=count * (7 if kind == "week" else 1))
    return add_months(start, count * {"month": 1, "quarter": 3, "year": 12}[kind])


def whole(kind: str, day: date, first_month: int = 1) -> Period:
    """The whole period of this kind that holds ``day``."""
    start = start_of(kind, day, first_month)
    return Period(start, shift(kind, start, 1))


def kind_of(period: Period, first_month: int = 1) -> str | None:
    """What the range is exactly: a day, week, month, quarter or year; else nothing."""
    for kind in PERIOD_KINDS:
        if whole(kind, period.first, first_month) == period:
            return kind
    return None


def each(kind: str, period: Period, first_month: int = 1) -> Iterator[Period]:
    """The periods of this kind that touch the range, whole, in order."""
    start = start_of(kind, period.first, first_month)
    while start < period.end:
        following = shift(kind, start, 1)
        yield Period(start, following)
        start = following


def key_of(kind: str, start: date, first_month: int = 1) -> str:
    """2017-03-01, 2017-W09, 2017-03, 2017-Q1, 2017: how JSON and addresses name a period."""
    fiscal = (
        start.year if first_month == 1 else add_months(start.replace(day=1), 12).year
    )
    if first_month != 1 and start.month < first_month:
        fiscal -= 1
    match kind:
        case "day":
            return start.isoformat()
        case "week":
            return f"{start:%G-W%V}"
        case "month":
            return f"{start:%Y-%m}"
        case "quarter":
            return f"{fiscal}-Q{((start.month - first_month) % 12) // 3 + 1}"
    return str(fiscal)


def before(period: Period, kind: str | None = None, first_month: int = 1) -> Period:
    """The equal period just before it.

    A whole month is compared with the whole month before; the first days of a month with the same
    days of the month before (fewer when that month is shorter); any other range with the range of
    the same length that ends where it begins.
    """
    exact = kind_of(period, first_month)
    if exact:
        start = shift(exact, period.first, -1)
        return Period(start, period.first)
    for part in (kind,) if kind else ("month", "quarter", "year", "week"):
        if start_of(part, period.first, first_month) == period.first:
            around = whole(part, period.first, first_month)
            if period.end <= around.end:
                start = shift(part, period.first, -1)
                return Period(
                    start, min(start + timedelta(days=period.days), period.first)
                )
    return Period(period.first - timedelta(days=period.days), period.first)


def year_before(period: Period) -> Period:
    """The same days one year earlier; 29 February becomes the 28th."""
    return Period(_year_back(period.first), _year_back(period.last) + DAY)


def _year_back(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def run_up(period: Period, kind: str, count: int, first_month: int = 1) -> list[Period]:
    """``count`` equal periods ending with this one: the same days of each, never part against whole."""
    found = [period]
    for back in range(1, count):
        start = shift(kind, start_of(kind, period.first, first_month), -back)
        offset = (period.first - start_of(kind, period.first, first_month)).days
        following = shift(kind, start, 1)
        whole_now = period.end == whole(kind, period.first, first_month).end
        first = min(start + timedelta(days=offset), following)
        end = (
            following
            if whole_now
            else min(first + timedelta(days=period.days), following)
        )
        found.append(Period(first, end))
    return found[::-1]
