"""The day a line speaks of, from 'demain' to 'Thursday 12 March', and whether it is a due date."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from crm.reading.countdown import counted_at
from crm.reading.dates import Day, date_at, month_day
from crm.reading.spans import month_part, span_day
from crm.reading.tokens import Token
from crm.reading.weekdays import weekday_at, weekday_of_week
from crm.reading.whens import Calendar, Found, When, plain_words
from crm.reading.words.calendar import (
    BY,
    MONTH_PARTS,
    MONTHS,
    NEAR_DAYS,
    SPAN_OF,
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


def day_at(line: list[Token], i: int, on: Calendar) -> Found | None:
    """(when, index after it), or None."""
    due = next((n for n in (3, 2, 1) if plain_words(line, i, n) in BY), 0)
    found = _after_words(line, i, on)
    if found:  # 'avant-hier' is no due date
        due = 0
    else:
        found = _after_words(line, i + due, on) if due else None
    if found is None:
        return None
    when, j = found
    if j < len(line) and line[j].plain == "s" and line[j].glued:
        j += 1  # "Thursday's demo"
    if plain_words(line, j, 3) == ("au", "plus", "tard"):
        return replace(when, due=True), j + 3
    return (replace(when, due=True) if due else when), j


def _after_words(line: list[Token], i: int, on: Calendar) -> Found | None:
    """The day at ``i``, or after the small words that go before it."""
    for j in range(i, min(i + 3, len(line))):
        if found := _one(line, j, on):
            return found
        if line[j].plain not in BEFORE:
            break
    return None


def _one(line: list[Token], i: int, on: Calendar) -> Found | None:
    led = weekday_of_week(line, i, on)
    if led:
        return When(led[0]), led[1]
    tables = _table(line, i, on)
    if tables:
        return tables
    found = weekday_at(line, i, on) or date_at(
        line, i, on.today, day_first=on.day_first
    )
    if found is None and (
        (i and line[i - 1].plain in ("le", "au", "the")) or _ordinal(line, i)
    ):
        found = month_day(line, i, on.today)
    if found:
        return When(found[0]), found[1]
    return counted_at(line, i, on)


def _ordinal(line: list[Token], i: int) -> bool:
    """'18th' needs no word before it."""
    following = line[i + 1] if i + 1 < len(line) else None
    return bool(
        following and following.glued and following.plain in ("st", "nd", "rd", "th")
    )


def _table(line: list[Token], i: int, on: Calendar) -> Found | None:
    for n in range(min(6, len(line) - i), 0, -1):
        words = plain_words(line, i, n)
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
    if plain_words(line, i, 2) in (("sous", "huitaine"), ("sous", "quinzaine")):
        days = 7 if line[i + 1].plain == "huitaine" else 14
        return When(Day.sure(on.today + timedelta(days=days)), due=True), i + 2
    return None
