"""A date by its numbers: '18/03', '18 mars', 'March 18th', 'le 18', '2026-03-18'."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from crm.reading.numbers import number_at
from crm.reading.tokens import Token
from crm.reading.words.calendar import MONTHS

#: A date without its year that has just gone by is the past one.
JUST_GONE = timedelta(days=60)
ORDINALS = frozenset(["st", "nd", "rd", "th", "er", "e", "eme"])
SEPARATORS = frozenset("/.-")


@dataclass(frozen=True)
class Day:
    """A day of the calendar. ``back`` is what it means of something done, ``ahead`` of a plan."""

    on: date
    back: date
    ahead: date
    code: str = ""

    @classmethod
    def sure(cls, on: date, code: str = "") -> Day:
        return cls(on, on, on, code)


Found = tuple[Day, int]


def date_at(line: list[Token], i: int, today: date, *, day_first: bool) -> Found | None:
    """(day, index after it), or None."""
    return (
        _numeric(line, i, today, day_first=day_first)
        or _day_month(line, i, today)
        or _month_day(line, i, today)
    )


def _numeric(
    line: list[Token], i: int, today: date, *, day_first: bool
) -> Found | None:
    parts, j = _parted(line, i)
    if len(parts) == 3 and len(parts[0]) == 4:  # 2026-03-18
        return _sure(int(parts[0]), int(parts[1]), int(parts[2]), j)
    if not 2 <= len(parts) <= 3 or max(len(p) for p in parts[:2]) > 2:
        return None
    first, second = int(parts[0]), int(parts[1])
    if line[i + 1].text != "/" and len(parts) == 2 and len(parts[1]) < 2:
        return None  # 1.5, 2-3
    unsure = first != second and first <= 12 and second <= 12
    day, month = (first, second) if day_first else (second, first)
    if month > 12 and not unsure:
        day, month = month, day
    code = "day_order" if unsure else ""
    if len(parts) == 3:
        year = int(parts[2]) + (2000 if len(parts[2]) == 2 else 0)
        return _sure(year, month, day, j, code)
    return _without_year(month, day, today, j, code)


def _parted(line: list[Token], i: int) -> tuple[list[str], int]:
    """Numbers glued by one kind of sign: (['18', '03'], index after)."""
    if not line[i].is_number:
        return [], i
    parts, j = [line[i].text], i + 1
    sign = line[j].text if j < len(line) else ""
    while (
        sign in SEPARATORS
        and j + 1 < len(line)
        and line[j].text == sign
        and line[j].glued
        and line[j + 1].glued
        and line[j + 1].is_number
    ):
        parts.append(line[j + 1].text)
        j += 2
    return parts, j


def _day_month(line: list[Token], i: int, today: date) -> Found | None:
    number = number_at(line, i)
    if number is None or not 1 <= number[0] <= 31 or number[0] != int(number[0]):
        return None
    j = _after_ordinal(line, number[1])
    if j < len(line) and line[j].plain in ("of", "du") and j + 1 < len(line):
        j += line[j + 1].plain in MONTHS
    if j >= len(line) or line[j].plain not in MONTHS:
        return None
    return _with_year(line, MONTHS[line[j].plain], int(number[0]), j + 1, today)


def _month_day(line: list[Token], i: int, today: date) -> Found | None:
    """'March 18', 'March 18th 2026', 'march the 18th'; not 'mars 14h'."""
    if line[i].plain not in MONTHS:
        return None
    j = i + 1
    j += j < len(line) and line[j].plain == "the"
    number = number_at(line, j)
    if number is None or not 1 <= number[0] <= 31 or number[0] != int(number[0]):
        return None
    if not line[j].is_number or is_counting(line, number[1]):
        return None
    after = _after_ordinal(line, number[1])
    return _with_year(line, MONTHS[line[i].plain], int(number[0]), after, today)


def is_counting(line: list[Token], j: int) -> bool:
    """Whether the number before ``j`` is a length, an hour or money, not a day."""
    units = frozenset(
        [
            "h",
            "heure",
            "heures",
            "min",
            "mn",
            "mins",
            "minute",
            "minutes",
            "m",
            "'",
            "’",
            "k",
            "€",
            "%",
            ":",
            "am",
            "pm",
            "hour",
            "hours",
            "eur",
            "euros",
            "/",
            "$",
            "jours",
            "days",
            "semaines",
            "weeks",
            "mois",
        ]
    )
    return j < len(line) and line[j].plain in units


def _after_ordinal(line: list[Token], j: int) -> int:
    return j + (j < len(line) and line[j].glued and line[j].plain in ORDINALS)


def month_day(line: list[Token], i: int, today: date) -> Found | None:
    """A day of the month alone ('le 18', 'the 18th'): the next one, or the last one if done."""
    if not line[i].is_number or not 1 <= int(line[i].text) <= 31:
        return None
    j = _after_ordinal(line, i + 1)
    if is_counting(line, j):
        return None
    day = int(line[i].text)
    near = [d for n in range(-62, 63) if (d := today + timedelta(days=n)).day == day]
    back = max((d for d in near if d <= today), default=today)
    ahead = min((d for d in near if d >= today), default=today)
    return Day(ahead, back, ahead), j


def _with_year(
    line: list[Token], month: int, day: int, j: int, today: date
) -> Found | None:
    if j < len(line) and line[j].is_number and len(line[j].text) == 4:
        return _sure(int(line[j].text), month, day, j + 1)
    return _without_year(month, day, today, j)


def _sure(year: int, month: int, day: int, j: int, code: str = "") -> Found | None:
    made = _made(year, month, day) if 2000 <= year <= 2099 else None
    return (Day.sure(made, code), j) if made else None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _without_year(
    month: int, day: int, today: date, j: int, code: str = ""
) -> Found | None:
    years = range(today.year - 4, today.year + 5)  # 29 February comes every four years
    made = [d for year in years if (d := _made(year, month, day))]
    if not made:
        return None
    back = max((d for d in made if d <= today), default=made[0])
    ahead = min((d for d in made if d >= today), default=made[-1])
    on = back if today - back <= JUST_GONE else ahead
    return Day(on, back, ahead, code), j
