"""The line as pieces, each read as one thing or left as text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from crm.reading.amounts import amount_at
from crm.reading.dates import Day
from crm.reading.days import day_at
from crm.reading.hours import Hour, hour_at
from crm.reading.lengths import length_at
from crm.reading.lexicon import SOFT, word_at
from crm.reading.numbers import number_at
from crm.reading.phrases import acts_next, worded
from crm.reading.piece import Piece
from crm.reading.spans import month_part
from crm.reading.tokens import Token
from crm.reading.whens import Calendar, When
from crm.reading.words.calendar import BEFORE_PARTS, MONTHS, PART_OF, SINCE

STRONG_SIGNS = frozenset(";→>")
SIGNS = frozenset(",.:!?()/|•·–—-+&\n[]")
ROLES = frozenset(
    [
        "client",
        "cliente",
        "prospect",
        "prospecte",
        "societe",
        "contact",
        "customer",
        "company",
    ]
)
LASTING = frozenset(["pendant", "for", "durant", "duree", "lasting", "during"])
BEFORE_PART = [tuple(words.split()) for words in ("", *BEFORE_PARTS)]


Who = Mapping[int, tuple[int, Any]]


def pieces(line: list[Token], on: Calendar, currency: str, who: Who) -> list[Piece]:
    """Every token in exactly one piece, in order; ``who`` is {start: (end, mention)}."""
    found: list[Piece] = []
    i = 0
    while i < len(line):
        if i in who:
            piece = Piece("who", i, who[i][0], who[i][1])
        else:
            stop = min((start for start in who if start > i), default=len(line))
            piece = _fitting(line, i, found, stop, on, currency)
        found.append(piece)
        i = piece.end
    return [_role(found, k, line) for k in range(len(found))]


def _role(found: list[Piece], k: int, line: list[Token]) -> Piece:
    """'client' leads to a name ('client Durand') or says something ('annulé par le client')."""
    piece = found[k]
    if piece.tag != "soft" or line[piece.start].plain not in ROLES:
        return piece
    following = found[k + 1] if k + 1 < len(found) else None
    named = following and (
        following.tag == "who"
        or (following.is_text and line[following.start].is_capital)
    )
    return piece if named else Piece("text", piece.start, piece.end)


def _fitting(
    line: list[Token],
    i: int,
    before: list[Piece],
    stop: int,
    on: Calendar,
    currency: str,
) -> Piece:
    """The longest piece at ``i`` that does not run into a name."""
    token = line[i]
    if not (token.is_word or token.is_number):
        piece = _sign(line, i, on, currency)
    else:
        piece = _longest(
            line[:stop] if stop < len(line) else line, i, before, on, currency
        )
    if piece is None and token.plain == "back" and before and before[-1].tag == "who":
        return Piece("back", i, i + 1)
    if piece is None and token.plain in SOFT:
        return Piece("soft", i, i + 1, token.plain)
    return piece or Piece("text", i, i + 1)


def is_sign(token: Token) -> bool:
    """Whether the token says nothing by itself."""
    return token.text in SIGNS | STRONG_SIGNS or token.text in "'’\"«»"


def _sign(line: list[Token], i: int, on: Calendar, currency: str) -> Piece | None:
    if amount := amount_at(line, i, currency):
        return Piece("amount", i, amount[1], amount[0])
    if line[i].text == "@" and (hour := hour_at(line, i)):
        return Piece("hour", i, hour[1], hour[0])
    if line[i].text in STRONG_SIGNS or _is_arrow(line, i):
        return Piece("then", i, i + 1)
    inside = 0 < i < len(line) - 1 and line[i].glued and line[i + 1].glued
    inside = inside and all(
        t.is_word or t.is_number for t in (line[i - 1], line[i + 1])
    )
    if line[i].text in SIGNS and not (inside and line[i].text in ".:/-"):
        return Piece("sign", i, i + 1)
    return None


def _is_arrow(line: list[Token], i: int) -> bool:
    return line[i].text in "-=" and i + 1 < len(line) and line[i + 1].text == ">"


def _longest(
    line: list[Token], i: int, before: list[Piece], on: Calendar, currency: str
) -> Piece | None:
    lasting = i > 0 and line[i - 1].plain in LASTING
    word = word_at(line, i)
    hour = None if lasting else _piece("hour", i, hour_at(line, i))
    found = [
        _piece("day", i, day_at(line, i, on) or _month(line, i, before, on)),
        _piece("part", i, _part_of_day(line, i) or _half_after(line, i, before)),
        hour or _piece("length", i, length_at(line, i)),
        _piece("amount", i, amount_at(line, i, currency)),
        worded(line, i, word, before) if word else None,
        _count(line, i),
        _bare_hour(line, i, before),
    ]
    best = max((p for p in found if p), key=lambda piece: piece.end, default=None)
    if best and best.tag == "day" and _since(line, i):
        return Piece(
            "text", i, best.end
        )  # 'frozen until Friday' is no moment of the line
    return best


def _piece(tag: str, i: int, found: tuple[Any, int] | None) -> Piece | None:
    return Piece(tag, i, found[1], found[0]) if found else None


def _since(line: list[Token], i: int) -> bool:
    return any(t.plain in SINCE for t in line[max(0, i - 2) : i])


def _part_of_day(line: list[Token], i: int) -> tuple[time, int] | None:
    for words in BEFORE_PART:
        j = i + len(words)
        if words and tuple(t.plain for t in line[i:j]) != words:
            continue
        for n in (4, 3, 2, 1):
            at = PART_OF.get(tuple(t.plain for t in line[j : j + n]))
            if at and j + n <= len(line):
                return at, j + n
    return None


def _half_after(
    line: list[Token], i: int, before: list[Piece]
) -> tuple[time, int] | None:
    """'thursday pm': a half of the day needs the day before it."""
    half = {"am": 9, "pm": 14}.get(line[i].plain)
    led = bool(before) and before[-1].tag == "day"
    return (time(half), i + 1) if half and led else None


def _month(
    line: list[Token], i: int, before: list[Piece], on: Calendar
) -> tuple[When, int] | None:
    """'rappeler en septembre': a month alone is a moment of what is to do, nowhere else."""
    if line[i].plain not in ("en", "in") or i + 1 >= len(line):
        return None
    month = MONTHS.get(line[i + 1].plain)
    led = bool(before) and before[-1].tag in ("kind", "who", "head")
    if not (month and led) or month == on.today.month:
        return None
    return When(Day.sure(month_part("start", month, on.today, on.working))), i + 2


def _bare_hour(line: list[Token], i: int, before: list[Piece]) -> Piece | None:
    """'jeudi 14', 'Tuesday 10': after a day, a number at the end of a part is an hour."""
    if not (before and before[-1].tag == "day" and line[i].is_number):
        return None
    ends = i + 1 == len(line) or is_sign(line[i + 1]) or acts_next(line, i + 1)
    value = int(line[i].text)
    return (
        Piece("hour", i, i + 1, Hour(time(value)))
        if ends and 7 <= value <= 20
        else None
    )


def _count(line: list[Token], i: int) -> Piece | None:
    """'3' in '3 appels', 'three calls'."""
    number = number_at(line, i)
    if number is None or number[1] >= len(line) or not 2 <= number[0] <= 20:
        return None
    word = word_at(line, number[1])
    plural = (word and line[word[1] - 1].plain.endswith("s")) or line[
        number[1]
    ].plain.endswith("s")
    if word and word[0].tag == "kind" and plural:
        return Piece("count", i, number[1], int(number[0]))
    return None
