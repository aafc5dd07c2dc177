"""How long something took: '12 min', "5'", '1h30', 'une demi-heure', 'an hour and a half'."""

from __future__ import annotations

from decimal import Decimal

from crm.reading.numbers import ARTICLES, number_at
from crm.reading.tokens import APOSTROPHES, Token

MINUTE = frozenset(["min", "mn", "mins", "mns", "minute", "minutes"])
HOUR = frozenset(["h", "hr", "hrs", "hour", "hours", "heure", "heures"])
SECOND = frozenset(["s", "sec", "secs", "second", "seconds", "seconde", "secondes"])
#: Ten days: what an activity may last at most.
MOST_MINUTES = 14_400
PHRASES = {
    "une demi heure": 30, "une petite demi heure": 30, "une bonne demi heure": 30,
    "demi heure": 30, "une demie heure": 30, "demie heure": 30,
    "un quart d heure": 15, "quart d heure": 15, "un petit quart d heure": 15,
    "trois quarts d heure": 45, "3 quarts d heure": 45,
    "half an hour": 30, "a half hour": 30, "half hour": 30, "half an hr": 30,
    "quarter of an hour": 15, "a quarter of an hour": 15, "quarter hour": 15,
    "three quarters of an hour": 45,
    "an hour and a half": 90, "one hour and a half": 90, "hour and a half": 90,
    "une petite heure": 60, "une bonne heure": 60, "a full hour": 60,
}  # fmt: skip
_TABLE = {tuple(words.split()): minutes for words, minutes in PHRASES.items()}
_LONGEST = max(len(words) for words in _TABLE)
FRACTIONS = {("1", "2"): 30, ("1", "4"): 15, ("3", "4"): 45}
Length = tuple[int, int]


def length_at(line: list[Token], i: int) -> Length | None:
    """(minutes, index after it); '9h' is not read here: it may be an hour of the day."""
    found = _phrase(line, i) or _fraction(line, i) or _counted(line, i)
    return found if found and 0 < found[0] <= MOST_MINUTES else None


def _phrase(line: list[Token], i: int) -> Length | None:
    for n in range(min(_LONGEST, len(line) - i), 1, -1):
        minutes = _TABLE.get(tuple(t.plain for t in line[i : i + n]))
        if minutes:
            return minutes, i + n
    return None


def _fraction(line: list[Token], i: int) -> Length | None:
    if len(line) < i + 4 or line[i + 1].text != "/":
        return None
    minutes = FRACTIONS.get((line[i].text, line[i + 2].text))
    j = i + 3 + (line[i + 3].plain == "d")
    return (minutes, j + 1) if minutes and word_in(line, j, HOUR) else None


def _counted(line: list[Token], i: int) -> Length | None:
    number = number_at(line, i)
    if number is None:
        return None
    value, j = number
    if minutes := unit_of_minutes(line, j):
        return _rounded(value), minutes
    if word_in(line, j, SECOND) and (line[j].plain != "s" or line[j].glued):
        return max(1, _rounded(value / 60)), j + 1
    if word_in(line, j, HOUR):
        return hours_and_minutes(line, value, j + 1)
    return None


def hours_and_minutes(
    line: list[Token], hours: Decimal, j: int, *, clock: bool = False
) -> Length:
    """What stands after 'h': minutes, 'et demie', 'et quart', 'and 20 minutes'.

    ``clock``: the hour of a day, which '30 min' after it does not move.
    """
    minutes = _rounded(hours * 60)
    halves = tuple(t.plain for t in line[j : j + 3])
    if halves[:2] in (("et", "demie"), ("et", "demi")):
        return minutes + 30, j + 2
    if halves == ("and", "a", "half"):
        return minutes + 30, j + 3
    if halves[:2] == ("et", "quart"):
        return minutes + 15, j + 2
    k = j + (word_in(line, j, frozenset(["et", "and"])))
    more = number_at(line, k)
    if more and hours == int(hours) and not _is_article(line, k, more[1]):
        ends = unit_of_minutes(line, more[1])
        if clock and ends:
            return minutes, j
        figures = line[k].is_number and len(line[k].text) == 2 and more[1] == k + 1
        if more[0] < 60 and (ends or (k == j and (figures or not line[k].is_number))):
            written = ends or _not_counting(line, more[1])
            if written:
                return minutes + _rounded(more[0]), written
    return minutes, j


def _is_article(line: list[Token], k: int, end: int) -> bool:
    """The 'à' of '14h à 15h' is no number, nor the 'un' of '1h un peu long'."""
    alone = end == k + 1 and line[k].plain in ARTICLES
    return alone and not unit_of_minutes(line, end)


def _not_counting(line: list[Token], j: int) -> int | None:
    """In '1h 12 min' the unit decides; in '1h30 €' the 30 is money."""
    counts = frozenset(["k", "€", "%", "$", "eur", "euros", "jours", "days", "/"])
    return None if j < len(line) and line[j].plain in counts else j


def unit_of_minutes(line: list[Token], j: int) -> int | None:
    """The index after 'min', 'mn' or a prime; a lone 'm' must touch its number."""
    if j >= len(line):
        return None
    token = line[j]
    prime = token.glued and (token.text in APOSTROPHES or token.text == "\u2032")
    touching = token.glued and token.text == "m"
    return j + 1 if token.plain in MINUTE or prime or touching else None


def word_in(line: list[Token], j: int, words: frozenset[str]) -> bool:
    return j < len(line) and line[j].plain in words


def _rounded(value: Decimal) -> int:
    return int(min(value, Decimal(10**9)).to_integral_value(rounding="ROUND_HALF_UP"))
