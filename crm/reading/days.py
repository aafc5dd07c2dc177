"""The day a line speaks of, from 'demain' to 'Thursday 12 March', and whether it is a due date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from crm.reading.dates import Day, date_at, is_counting, month_day
from crm.reading.lengths import length_at
from crm.reading.numbers import number_at
from crm.reading.spans import Working, add_months, month_part, span_day
from crm.reading.tokens import Token
from crm.reading.words.calendar import (
    BY,
    LAST,
    MONTH_PARTS,
    MONTHS,
    NEAR_DAYS,
    NEXT,
    SHORT_WEEKDAYS,
    SPAN_OF,
    WEEKDAYS,
)

BEFORE = frozenset(
    [
        "le",
        "la",
        "on",
        "the",
        "au",
        "pour",
        "for",
        "ce",
        "cette",
        "this",
        "du",
        "des",
        "of",
        "l",
        "any",
    ]
)
MONTH_PART_OF = {tuple(words.split()): part for words, part in MONTH_PARTS.items()}
NEAR = {tuple(words.split()): days for words, days in NEAR_DAYS.items()}
MOST_AHEAD = 3660


@dataclass(frozen=True)
class When:
    """A day, or an instant ('in an hour'); ``due``: at the latest then."""

    day: Day
    due: bool = False
    instant: datetime | None = None


Found = tuple[When, int]


@dataclass(frozen=True)
class Calendar:
    """What the words are counted from."""

    now: datetime
    working: Working
    language: str
    day_first: bool

    @property
    def today(self) -> date:
        return self.now.date()


def day_at(line: list[Token], i: int, on: Calendar) -> Found | None:
    """(when, index after it), or None."""
    due = next((n for n in (3, 2, 1) if _plain(line, i, n) in BY), 0)
    found = _after_words(line, i, on)
    if found:  # 'avant-hier' is no due date
        due = 0
    else:
        found = _after_words(line, i + due, on) if due else None
    if found is None:
        return None
    when, j = found
    if _plain(line, j, 3) == ("au", "plus", "tard"):
        return replace(when, due=True), j + 3
    return (replace(when, due=True) if due else when), j


def _plain(line: list[Token], i: int, n: int) -> tuple[str, ...]:
    return tuple(t.plain for t in line[i : i + n])


def _after_words(line: list[Token], i: int, on: Calendar) -> Found | None:
    """The day at ``i``, or after the small words that go before it."""
    for j in range(i, min(i + 3, len(line))):
        if found := _one(line, j, on, led=j > i):
            return found
        if line[j].plain not in BEFORE:
            break
    return None


def _one(line: list[Token], i: int, on: Calendar, *, led: bool) -> Found | None:
    tables = _table(line, i, on)
    if tables:
        return tables
    found = _weekday(line, i, on) or date_at(line, i, on.today, day_first=on.day_first)
    if found is None and (
        (led and line[i - 1].plain in ("le", "au", "the")) or _ordinal(line, i)
    ):
        found = month_day(line, i, on.today)
    if found:
        return When(found[0]), found[1]
    return _counted(line, i, on)


def _ordinal(line: list[Token], i: int) -> bool:
    """'18th' needs no word before it."""
    following = line[i + 1] if i + 1 < len(line) else None
    return bool(
        following and following.glued and following.plain in ("st", "nd", "rd", "th")
    )


def _table(line: list[Token], i: int, on: Calendar) -> Found | None:
    for n in range(min(6, len(line) - i), 0, -1):
        words = _plain(line, i, n)
        if words in SPAN_OF:
            day = span_day(SPAN_OF[words], on.today, on.working)
            return When(Day.sure(day)), i + n
        if words in NEAR:
            return When(Day.sure(on.today + timedelta(days=NEAR[words]))), i + n
        part = MONTH_PART_OF.get(words)
        if part and i + n < len(line) and line[i + n].plain in MONTHS:
            month = MONTHS[line[i + n].plain]
            return When(
                Day.sure(month_part(part, month, on.today, on.working))
            ), i + n + 1
    if _plain(line, i, 2) in (("sous", "huitaine"), ("sous", "quinzaine")):
        days = 7 if line[i + 1].plain == "huitaine" else 14
        return When(Day.sure(on.today + timedelta(days=days)), due=True), i + 2
    return None


#: Days to the Monday of that week from this week's.
WEEKS: dict[tuple[str, ...], int] = {
    ("semaine", "prochaine"): 7,
    ("sem", "prochaine"): 7,
    ("next", "week"): 7,
    ("semaine", "derniere"): -7,
    ("last", "week"): -7,
}

# Weekdays ---------------------------------------------------------------------------


def _weekday(line: list[Token], i: int, on: Calendar) -> tuple[Day, int] | None:
    """'jeudi', 'lundi dernier', 'next Monday', 'lundi en huit', 'jeudi 12 mars'."""
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
    follows = _plain(line, j + 1, 1)
    if lead in LAST or (follows and follows[0] in LAST):
        return Day.sure(back), j + 1 + (lead not in LAST)
    shift, end = _further(line, j + 1, on.today, weekday)
    if shift is not None:
        return Day.sure(shift), end
    if lead in NEXT or (follows and follows[0] in NEXT):
        return Day.sure(ahead), j + 1 + (lead not in NEXT)
    return Day(ahead, back, ahead), j + 1


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
    fits = line[j + 1].plain in {"at", "a", "matin", "morning", "afternoon", "aprem", "soir", "am",
                                 "pm", "midi", "noon", "prochain", "dernier", "eod"}  # fmt: skip
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
    """'en huit', 'de la semaine prochaine', 'next week', 'last week'."""
    monday = today - timedelta(days=today.weekday())
    ahead = today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    two = _plain(line, j, 2)
    if two in (("en", "huit"), ("en", "8")):
        return ahead + timedelta(days=7), j + 2
    if two in (("en", "quinze"), ("en", "15")):
        return ahead + timedelta(days=14), j + 2
    k = j + 2 * (two in (("de", "la"), ("of", "the")))
    k += _plain(line, k, 1) in (("la",), ("of",))
    weeks = WEEKS.get(_plain(line, k, 2), 0)
    return (monday + timedelta(days=weeks + weekday), k + 2) if weeks else (None, j)


# So many days from now --------------------------------------------------------------

UNITS = {
    "jour": "day", "jours": "day", "j": "day", "day": "day", "days": "day",
    "semaine": "week", "semaines": "week", "sem": "week", "week": "week", "weeks": "week",
    "mois": "month", "month": "month", "months": "month",
    "heure": "hour", "heures": "hour", "h": "hour", "hour": "hour", "hours": "hour",
    "minute": "minute", "minutes": "minute", "min": "minute", "mn": "minute",
}  # fmt: skip
#: In French, a week is counted with its two Mondays.
ROUND_DAYS = {8: 7, 15: 14}
FROM_NOW = {
    ("dans",): 1,
    ("in",): 1,
    ("sous",): 1,
    ("within",): 1,
    ("il", "y", "a"): -1,
}
AFTER = {("ago",): -1, ("from", "now"): 1, ("later",): 1, ("plus", "tard"): 1}


def _counted(line: list[Token], i: int, on: Calendar) -> Found | None:
    n = next((n for n in (1, 3) if _plain(line, i, n) in FROM_NOW), 0)
    sign = FROM_NOW.get(_plain(line, i, n), 0) if n else 0
    # After 'by', 'd'ici': the number stands alone.
    led = i >= 2 and _plain(line, i - 2, 2) == ("d", "ici")
    if n and (length := length_at(line, i + n)):  # 'in half an hour'
        instant = on.now + sign * timedelta(minutes=length[0])
        return When(Day.sure(instant.date()), instant=instant), length[1]
    number = number_at(line, i + n)
    if number is None or number[0] != int(number[0]) or number[0] > MOST_AHEAD:
        return None
    count, j = int(number[0]), number[1]
    unit = UNITS.get(line[j].plain) if j < len(line) else None
    if unit is None:
        return None
    j += 1
    if not n:
        after = next((m for m in (1, 2) if _plain(line, j, m) in AFTER), 0)
        sign = AFTER.get(_plain(line, j, after), 0) if after else int(led)
        j += after
    if not sign:
        return None
    due = line[i].plain in ("sous", "within")
    french = line[i].plain in ("dans", "sous") or led
    found = _from_now(on, sign, count, unit, french=french)
    return (replace(found, due=due), j) if found else None


def _from_now(
    on: Calendar, sign: int, count: int, unit: str, *, french: bool
) -> When | None:
    if unit in ("hour", "minute"):
        instant = on.now + sign * timedelta(**{f"{unit}s": min(count, 10_000)})
        return When(Day.sure(instant.date()), instant=instant)
    if unit == "month":
        return When(Day.sure(add_months(on.today, sign * min(count, 120))))
    if unit == "day" and french and sign > 0:
        count = ROUND_DAYS.get(count, count)
    days = count * (7 if unit == "week" else 1)
    return When(Day.sure(on.today + timedelta(days=sign * min(days, MOST_AHEAD))))
