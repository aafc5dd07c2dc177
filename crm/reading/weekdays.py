"""Weekdays: 'jeudi', 'lundi dernier', 'next Monday', 'lundi en huit', 'Thursday 12 March'."""

from __future__ import annotations

from datetime import date, timedelta

from crm.reading.dates import Day, date_at, is_counting, month_day
from crm.reading.numbers import number_at
from crm.reading.tokens import Token
from crm.reading.whens import Calendar, plain_words
from crm.reading.words.calendar import LAST, NEXT, SHORT_WEEKDAYS, WEEKDAYS

#: 'mon 9am', 'mer matin': then it is a day.
AFTER_SHORT = frozenset(
    "at a matin morning afternoon aprem soir am pm midi noon prochain dernier eod".split()  # noqa: SIM905
)
#: Days to the Monday of that week from this week's.
WEEKS: dict[tuple[str, ...], int] = {
    ("semaine", "prochaine"): 7,
    ("sem", "prochaine"): 7,
    ("next", "week"): 7,
    ("semaine", "derniere"): -7,
    ("last", "week"): -7,
}


def weekday_at(line: list[Token], i: int, on: Calendar) -> tuple[Day, int] | None:
    """(day, index after it), or None; bare, it is the next one and of a deed the last one."""
    lead = line[i].plain
    j = i + (lead in LAST or lead in NEXT)
    weekday = _weekday_word(line, j, on, led=j > i)
    if weekday is None:
        return None
    dated = _dated(line, j + 1, on, weekday)
    if dated:
        return dated
    ahead = on.today + timedelta(days=(weekday - on.today.weekday() - 1) % 7 + 1)
    back = on.today - timedelta(days=(on.today.weekday() - weekday - 1) % 7 + 1)
    follows = plain_words(line, j + 1, 1)
    if lead in LAST or (follows and follows[0] in LAST):
        return Day.sure(back), j + 1 + (lead not in LAST)
    shift, end = _further(line, j + 1, on.today, weekday)
    if shift is not None:
        return Day.sure(shift), end
    if lead in NEXT or (follows and follows[0] in NEXT):
        return Day.sure(ahead), j + 1 + (lead not in NEXT)
    return Day(ahead, back, ahead), j + 1


def weekday_of_week(line: list[Token], i: int, on: Calendar) -> tuple[Day, int] | None:
    """'next week Tuesday', 'la semaine prochaine mardi': the week said before its day."""
    j = i + (line[i].plain == "la")
    weeks = WEEKS.get(plain_words(line, j, 2), 0)
    weekday = WEEKDAYS.get(line[j + 2].plain) if weeks and j + 2 < len(line) else None
    if weekday is None:
        return None
    monday = on.today - timedelta(days=on.today.weekday())
    return Day.sure(monday + timedelta(days=weeks + weekday)), j + 3


def _weekday_word(line: list[Token], j: int, on: Calendar, *, led: bool) -> int | None:
    if j >= len(line):
        return None
    word, token = line[j].plain, line[j]
    if word in WEEKDAYS:
        return WEEKDAYS[word]
    if word not in SHORT_WEEKDAYS or (word == "sam" and token.is_capital):
        return None
    if led or j + 1 == len(line) or not line[j + 1].is_word:
        number = number_at(line, j + 1)
        if number and word == "mar" and on.language.startswith("en"):
            # 'mar 18' is a day of March, 'mar 14h' is a Tuesday.
            return SHORT_WEEKDAYS[word] if is_counting(line, number[1]) else None
        return SHORT_WEEKDAYS[word]
    fits = line[j + 1].plain in AFTER_SHORT
    return SHORT_WEEKDAYS[word] if fits else None


def _dated(
    line: list[Token], j: int, on: Calendar, weekday: int
) -> tuple[Day, int] | None:
    """The date after a weekday decides: 'jeudi 12 mars', 'Thursday 12th', 'jeudi 12'."""
    if j >= len(line):
        return None
    k = j + (line[j].plain in ("le", "the"))
    if k >= len(line):
        return None
    found = date_at(line, k, on.today, day_first=on.day_first)
    if found:
        return Day(found[0].ahead, found[0].back, found[0].ahead), found[1]
    # 'Thursday 12': a number that counts something, or another weekday, is not that day.
    day = month_day(line, k, on.today)
    return day if day and day[0].on.weekday() == weekday else None


def _further(
    line: list[Token], j: int, today: date, weekday: int
) -> tuple[date | None, int]:
    """'en huit', 'de la semaine prochaine', 'next week', 'last week', 'Monday week'."""
    monday = today - timedelta(days=today.weekday())
    ahead = today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    two = plain_words(line, j, 2)
    if two in (("en", "huit"), ("en", "8")):
        return ahead + timedelta(days=7), j + 2
    if two in (("en", "quinze"), ("en", "15")):
        return ahead + timedelta(days=14), j + 2
    if two[:1] == ("week",):
        return ahead + timedelta(days=7), j + 1
    k = j + 2 * (two in (("de", "la"), ("of", "the")))
    k += plain_words(line, k, 1) in (("la",), ("of",))
    weeks = WEEKS.get(plain_words(line, k, 2), 0)
    return (monday + timedelta(days=weeks + weekday), k + 2) if weeks else (None, j)
