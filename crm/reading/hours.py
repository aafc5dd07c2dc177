"""The hour of a day: '14h30', '2:30pm', 'at 9', 'à quatorze heures', 'half past two', 'midi'."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from crm.reading.lengths import HOUR, hours_and_minutes, unit_of_minutes, word_in
from crm.reading.numbers import ARTICLES, number_at
from crm.reading.tokens import Token

AT = frozenset(["a", "at", "vers", "around", "@"])
ENGLISH_HOURS = frozenset(["hour", "hours", "hr", "hrs"])
NOON = frozenset(["midi", "noon", "midday"])
MORNING = (("du", "matin"), ("in", "the", "morning"))
EVENING = (
    ("de", "l", "apres", "midi"), ("du", "soir"),
    ("in", "the", "afternoon"), ("in", "the", "evening"),
)  # fmt: skip
#: Nobody sells before: '1h' is a length, and 'at 2' is after noon.
FIRST_HOUR = 7
#: At the latest then, where an hour follows that needs no 'at'.
LATEST = frozenset(["avant", "before", "by"])
TO = frozenset(["-", "–", "a", "to", "et", "and", "until"])


@dataclass(frozen=True)
class Hour:
    """An hour of the day; a range ('14h-15h') also says how long."""

    at: time
    minutes: int | None = None


Found = tuple[Hour, int]


def hour_at(line: list[Token], i: int) -> Found | None:
    """(hour, index after it), or None."""
    j = i + (
        line[i].plain in AT or (line[i].plain == "ce" and word_in(line, i + 1, NOON))
    )
    between = word_in(line, i, frozenset(["entre", "between", "de", "from"]))
    latest = line[i].plain in LATEST
    j += between or latest
    first = _one(line, j, said=j > i and not latest)
    if first is None:
        return None
    start, end = first
    until = _one(line, end + 1, said=True) if word_in(line, end, TO) else None
    if until and (between or line[end].plain not in ("et", "and")):
        length = _minutes(until[0]) - _minutes(start)
        if length > 0:
            return Hour(start, length), until[1]
    return (Hour(start), end) if not between else None


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _one(line: list[Token], j: int, *, said: bool) -> tuple[time, int] | None:
    """``said``: 'at' stood before, so a small number is an hour too."""
    if j >= len(line):
        return None
    if line[j].plain in NOON:
        half = tuple(t.plain for t in line[j + 1 : j + 3]) in (
            ("et", "demi"),
            ("et", "demie"),
        )
        return time(12, 30 if half else 0), j + 1 + 2 * half
    return _past_or_to(line, j) or _with_number(line, j, said=said)


def _past_or_to(line: list[Token], j: int) -> tuple[time, int] | None:
    """'half past two', 'quarter to ten', and as the British say, 'half nine'."""
    k = j + (
        line[j].plain in ("a", "quarter")
        and word_in(line, j + 1, frozenset(["quarter"]))
    )
    shift = {("half", "past"): 30, ("quarter", "past"): 15, ("quarter", "to"): -15}
    minutes = shift.get((line[k].plain, line[k + 1].plain if k + 1 < len(line) else ""))
    if minutes is None and line[k].plain == "half":
        hour = number_at(line, k + 1)
        if hour is None or not _is_bare(line, k + 1, hour[1]):
            return None
        minutes = 30
    else:
        hour = number_at(line, k + 2) if minutes else None
    if minutes is None or hour is None or not 1 <= hour[0] <= 12:
        return None
    return _on_the_clock(line, int(hour[0]) * 60 + minutes, hour[1])


def _with_number(line: list[Token], j: int, *, said: bool) -> tuple[time, int] | None:
    found = number_at(line, j)
    if found is None or found[0] >= 25:
        return None
    value, k = found
    if _is_colon(line, k):
        minutes = int(value) * 60 + int(line[k + 1].text)
        return _on_the_clock(line, minutes, k + 2, exact=True)
    if _half_of_day(line, k):
        hours, hundredths = divmod(int(value * 100), 100)
        return _on_the_clock(line, hours * 60 + hundredths, k)
    if value != int(value):
        return None
    if word_in(line, k, HOUR - ENGLISH_HOURS):
        return _with_h(line, value, k + 1, said=said)
    if spoken := _spoken_minutes(line, k, said=said):
        return _on_the_clock(line, int(value) * 60 + spoken[0], spoken[1])
    if tuple(t.plain for t in line[k : k + 2]) == ("o", "clock"):
        return _on_the_clock(line, int(value) * 60, k + 2)
    bare = said and _is_bare(line, j, k)
    return _on_the_clock(line, int(value) * 60, k) if bare else None


def _spoken_minutes(line: list[Token], k: int, *, said: bool) -> tuple[int, int] | None:
    """The 'thirty' of 'two thirty pm' or 'at nine thirty'."""
    more = number_at(line, k) if k < len(line) and line[k].is_word else None
    if more is None or not 5 <= more[0] < 60 or more[0] % 5:
        return None
    ends = _half_of_day(line, more[1]) or (said and _is_bare(line, k, more[1]))
    return (int(more[0]), more[1]) if ends else None


def _with_h(
    line: list[Token], value: Decimal, k: int, *, said: bool
) -> tuple[time, int] | None:
    """'14h30', 'neuf heures moins le quart'; '1h' is a length unless 'at' stood before."""
    minutes, end = hours_and_minutes(line, value, k, clock=True)
    if tuple(t.plain for t in line[end : end + 3]) == ("moins", "le", "quart"):
        minutes, end = minutes - 15, end + 3
    if said or value >= FIRST_HOUR or _said_half(line, end):
        return _on_the_clock(line, minutes, end, exact=value >= FIRST_HOUR)
    return None


def _is_colon(line: list[Token], k: int) -> bool:
    if k + 1 >= len(line) or line[k].text != ":" or not line[k].glued:
        return False
    minutes = line[k + 1]
    return (
        minutes.glued
        and minutes.is_number
        and len(minutes.text) == 2
        and int(minutes.text) < 60
    )


def _is_bare(line: list[Token], j: int, k: int) -> bool:
    """'at 9', 'at nine', not 'at 9 %', 'à un collègue' or 'to 12 people'."""
    if line[j].plain in ARTICLES:
        return False
    if line[j - 1].text in ("a", "A"):
        return False  # the English article
    if k >= len(line):
        return True
    if unit_of_minutes(line, k) or number_at(line, k):
        return False
    return line[k].plain not in {
        "%", "€", "$", "k", "/", "-", "euros", "eur", "jours", "days", "semaines", "weeks",
        "mois", "months", "rue", "personnes", "people", "ans", "years", "o",
    }  # fmt: skip


def _half_of_day(line: list[Token], k: int) -> str:
    """'am' or 'pm' at ``k``, or ''."""
    if k < len(line) and line[k].plain in ("am", "pm"):
        return line[k].plain
    pair = tuple(t.plain for t in line[k : k + 2])
    return {("a", "m"): "am", ("p", "m"): "pm"}.get(pair, "")  # type: ignore[arg-type]


def _said_half(line: list[Token], k: int) -> str:
    """'du matin' is 'am', 'in the afternoon' is 'pm'."""
    for phrases, half in ((MORNING, "am"), (EVENING, "pm")):
        for words in phrases:
            if tuple(t.plain for t in line[k : k + len(words)]) == words:
                return half
    return ""


def _on_the_clock(
    line: list[Token], minutes: int, k: int, *, exact: bool = False
) -> tuple[time, int] | None:
    """The time, with what follows it ('pm', 'du soir'); 'at 2' without any is after noon."""
    half = _half_of_day(line, k)
    if half:
        k += 1 if line[k].plain in ("am", "pm") else 2
    elif half := _said_half(line, k):
        words = [w for ws in (MORNING, EVENING) for w in ws]
        k += next(
            len(w) for w in words if tuple(t.plain for t in line[k : k + len(w)]) == w
        )
    if half == "pm" and minutes < 720:
        minutes += 720
    elif half == "am" and minutes >= 720:
        minutes -= 720
    elif not half and not exact and 0 < minutes < FIRST_HOUR * 60:
        minutes += 720
    return (time(minutes // 60, minutes % 60), k) if 0 <= minutes < 1440 else None
