"""Numbers, in figures or in words (dictation writes them out)."""

from __future__ import annotations

from decimal import Decimal

from crm.reading.tokens import Token

UNITS = {
    word: value
    for value, words in {
        0: "zero",
        1: "un une one a an",
        2: "deux two",
        3: "trois three",
        4: "quatre four",
        5: "cinq five",
        6: "six",
        7: "sept seven",
        8: "huit eight",
        9: "neuf nine",
        10: "dix ten",
        11: "onze eleven",
        12: "douze twelve",
        13: "treize thirteen",
        14: "quatorze fourteen",
        15: "quinze fifteen",
        16: "seize sixteen",
        17: "seventeen",
        18: "eighteen",
        19: "nineteen",
    }.items()
    for word in words.split()
}
TENS = {
    "vingt": 20,
    "twenty": 20,
    "trente": 30,
    "thirty": 30,
    "quarante": 40,
    "forty": 40,
    "cinquante": 50,
    "fifty": 50,
    "soixante": 60,
    "sixty": 60,
    "septante": 70,
    "seventy": 70,
    "huitante": 80,
    "eighty": 80,
    "nonante": 90,
    "ninety": 90,
}
HUNDRED = frozenset(["cent", "cents", "hundred"])
THOUSAND = frozenset(["mille", "thousand"])
AND = frozenset(["et", "and"])
NUMBER_WORDS = frozenset(UNITS) | frozenset(TENS) | HUNDRED | THOUSAND
#: 'un', 'a': a number only when a unit follows.
ARTICLES = frozenset(["un", "une", "one", "a", "an"])
Found = tuple[Decimal, int]


def number_at(line: list[Token], i: int) -> Found | None:
    """(value, index after it), or None."""
    if i >= len(line):
        return None
    return _figures(line, i) if line[i].is_number else _words(line, i)


def _figures(line: list[Token], i: int) -> Found:
    value, j = Decimal(line[i].text), i + 1
    if (
        _glued(line, j, ".,")
        and j + 1 < len(line)
        and line[j + 1].glued
        and line[j + 1].is_number
    ):
        digits = line[j + 1].text
        if len(digits) == 3 and 0 < value < 1000:
            return value * 1000 + Decimal(digits), j + 2
        if len(digits) <= 2:
            return value + Decimal(f"0.{int(digits):0{len(digits)}d}"), j + 2
    return value, j


def _glued(line: list[Token], j: int, signs: str) -> bool:
    return j < len(line) and line[j].glued and line[j].text in signs


def _words(line: list[Token], i: int) -> Found | None:
    total = current = 0
    last, j = 0, i  # what the last word was worth: a unit may follow a ten, not a unit
    while j < len(line):
        word = line[j].plain
        step = _joined(line, j, last) if word in AND else _add(word, current, last)
        if step is None:
            break
        if word in THOUSAND:
            total, current, last = (current or 1) * 1000, 0, 1000
        elif word not in AND:
            current, last = step
        j += 1
    return (Decimal(total + current), j) if j > i else None


def _joined(line: list[Token], j: int, last: int) -> tuple[int, int] | None:
    """'vingt et un', 'two hundred and five': the word between is part of the number."""
    following = line[j + 1].plain if j + 1 < len(line) else ""
    tens = last in (20, 30, 40, 50, 60) and following in ("un", "une", "onze")
    hundreds = last in (100, 1000) and following in NUMBER_WORDS - ARTICLES
    return (0, last) if tens or hundreds else None


def _add(word: str, current: int, last: int) -> tuple[int, int] | None:
    if word in ("vingt", "vingts") and last == 4:  # quatre-vingt
        return current + 76, 80
    if word in HUNDRED and last in (0, *range(1, 10)):
        return (current or 1) * 100, 100
    if word in THOUSAND and last != 1000:
        return 0, 1000
    if word in TENS and last in (0, 100, 1000):
        return current + TENS[word], TENS[word]
    if word in UNITS and _may_follow(UNITS[word], last):
        return current + UNITS[word], UNITS[word]
    return None


def _may_follow(value: int, last: int) -> bool:
    if last in (0, 100, 1000):
        return True
    if last == 10:
        return value in (7, 8, 9)  # dix-sept
    if last in (60, 80) and value >= 10:
        return True  # soixante-douze
    return last in TENS.values() and 0 < value < 10
