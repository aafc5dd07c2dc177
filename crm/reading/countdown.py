"""So many days, weeks or hours from now: 'dans 15 jours', 'in an hour', '3 days ago'."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from crm.reading.dates import Day
from crm.reading.lengths import length_at
from crm.reading.numbers import number_at
from crm.reading.spans import add_months
from crm.reading.tokens import Token
from crm.reading.whens import Calendar, Found, When, plain_words

MOST_AHEAD = 3660
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


def counted_at(line: list[Token], i: int, on: Calendar) -> Found | None:
    """(when, index after it), or None."""
    n = next((n for n in (1, 3) if plain_words(line, i, n) in FROM_NOW), 0)
    sign = FROM_NOW.get(plain_words(line, i, n), 0) if n else 0
    if n and (length := length_at(line, i + n)):  # 'in half an hour'
        return _instant(on, sign * length[0]), length[1]
    number = number_at(line, i + n)
    if number is None or number[0] != int(number[0]) or number[0] > MOST_AHEAD:
        return None
    unit = UNITS.get(line[number[1]].plain) if number[1] < len(line) else None
    if unit is None:
        return None
    # After 'd'ici' the number stands alone.
    led = i >= 2 and plain_words(line, i - 2, 2) == ("d", "ici")
    sign, j = (sign, number[1] + 1) if n else _after(line, number[1] + 1, led=led)
    if not sign:
        return None
    due = line[i].plain in ("sous", "within")
    french = line[i].plain in ("dans", "sous") or led
    found = _from_now(on, sign, int(number[0]), unit, french=french)
    return replace(found, due=due), j


def _after(line: list[Token], j: int, *, led: bool) -> tuple[int, int]:
    """(back or ahead, index after the words that say so): '3 days ago'."""
    n = next((n for n in (1, 2) if plain_words(line, j, n) in AFTER), 0)
    return (AFTER[plain_words(line, j, n)], j + n) if n else (int(led), j)


def _instant(on: Calendar, minutes: int) -> When:
    """So many minutes by the clock that no summer time moves."""
    moved: datetime = on.now.astimezone(UTC) + timedelta(minutes=minutes)
    instant = moved.astimezone(on.now.tzinfo)
    return When(Day.sure(instant.date()), instant=instant)


def _from_now(on: Calendar, sign: int, count: int, unit: str, *, french: bool) -> When:
    if unit in ("hour", "minute"):
        return _instant(on, sign * min(count, 10_000) * (60 if unit == "hour" else 1))
    if unit == "month":
        return When(Day.sure(add_months(on.today, sign * min(count, 120))))
    if unit == "day" and french and sign > 0:
        count = ROUND_DAYS.get(count, count)
    days = count * (7 if unit == "week" else 1)
    return When(Day.sure(on.today + timedelta(days=sign * min(days, MOST_AHEAD))))
