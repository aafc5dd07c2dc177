"""Slips of the thumb: 'rappeller', 'jeudu', 'mesagerie' are read as the word they nearly are.

Only the few words an action is told by, and only when the word says nothing else.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from rapidfuzz.distance import OSA

from crm.reading.lexicon import INDEX, KNOWN, SOFT, TITLES, Word
from crm.reading.numbers import NUMBER_WORDS
from crm.reading.piece import Piece
from crm.reading.tokens import Token
from crm.reading.words.calendar import MONTHS, NEAR_DAYS, PARTS, WEEKDAYS

#: Words of their own that are one letter from one of ours.
LOOKALIKES = frozenset(
    """
    main mains maid male mall mali mailing talk launch calm cell cold cool cull ball apple
    appeal dome domain range rank none node noted tired chose chaise case meat monde mari
    jeune jeunes interests partent parlant contract marche mardis lundis exited absents
    """.split()  # noqa: SIM905
)
#: Too short to be compared, and still only one thing.
SHORT = {
    "cal": "call",
    "cll": "call",
    "clal": "call",
    "apl": "appel",
    "appl": "appel",
    "mial": "mail",
}
#: A shorter word has too many neighbours.
LEAST_KIND, LEAST_DAY, LEAST_OUTCOME = 4, 5, 7


def amended(line: list[Token], first: list[Piece]) -> list[Token]:
    """The same tokens, each misspelt one with the plain word it was meant to be.

    ``first`` is the line as it stands: a line that tells its kind needs no other.
    """
    tells = any(p.tag == "kind" and "via" not in p.word.flags for p in first)
    unread = {p.start for p in first if p.tag == "text" and not p.word.tag}
    return [
        _amended(token, kinds=not tells) if i in unread else token
        for i, token in enumerate(line)
    ]


def _amended(token: Token, *, kinds: bool) -> Token:
    word = token.plain
    if not token.is_word or token.is_capital or not 3 <= len(word) <= 20:
        return token
    if word in _understood() or word in LOOKALIKES:
        return token
    meant = (SHORT.get(word) or _nearest(word, _kinds(word[0]))) if kinds else ""
    meant = meant or _nearest(word, _others(word[0]))
    return replace(token, plain=meant) if meant else token


def _nearest(word: str, among: tuple[str, ...]) -> str:
    """The word a slip away that begins with the same letter, or ''."""
    for each in among:
        if (
            min(len(each), len(word)) >= LEAST_KIND
            and OSA.distance(word, each, score_cutoff=1) < 2
        ):
            return each
    return ""


@cache
def _kinds(letter: str) -> tuple[str, ...]:
    return tuple(
        word
        for word, said in _singles(letter)
        if said.tag == "kind"
        and len(word) >= LEAST_KIND
        and not said.flags & {"first", "loose"}
    )


@cache
def _others(letter: str) -> tuple[str, ...]:
    days = [w for w in (*WEEKDAYS, *NEAR_DAYS) if len(w) >= LEAST_DAY and " " not in w]
    told = [
        word
        for word, said in _singles(letter)
        if said.tag in ("outcome", "state") and len(word) > LEAST_OUTCOME
    ]
    return tuple(w for w in (*days, *told) if w[0] == letter)


def _singles(letter: str) -> list[tuple[str, Word]]:
    """The phrases of one word that begin with the letter."""
    return [
        (words[0], word)
        for phrases in INDEX.values()
        for words, word in phrases.items()
        if len(words) == 1 and words[0][0] == letter
    ]


@cache
def _understood() -> frozenset[str]:
    """Every single word that already says something."""
    parts = {w for phrase in PARTS for w in phrase.split()}
    days = {w for phrase in NEAR_DAYS for w in phrase.split()}
    return KNOWN | SOFT | TITLES | NUMBER_WORDS | {*WEEKDAYS, *MONTHS} | parts | days
