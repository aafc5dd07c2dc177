"""A line cut into words, numbers and signs, each knowing where it stood."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from crm.text import plain

# Digits, letters or one sign: nothing here can go back over what it has read.
ATOM = re.compile(r"\d+|[^\W\d_]+|\S")
#: As typed, as printed, and what some keyboards give for them.
APOSTROPHES = frozenset(["'", "\u2019", "\u02bc", "`", "\u00b4"])
HYPHENS = frozenset(["-", "\u2010", "\u2011"])
#: Their full stop ends a short word, not a sentence.
SHORT = frozenset(
    [
        "m",
        "mr",
        "mrs",
        "ms",
        "mme",
        "mlle",
        "dr",
        "tel",
        "min",
        "mn",
        "rdv",
        "st",
        "ste",
    ]
)
MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Token:
    """``plain`` is what is compared; ``glued`` says that no space stands before it."""

    text: str
    plain: str
    start: int
    end: int
    glued: bool

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()

    @property
    def is_number(self) -> bool:
        return self.text[0].isdecimal() and len(self.text) <= MOST_DIGITS

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


def tidy(text: str) -> str:
    """Composed letters, and a space for each sign that no keyboard types."""
    text = unicodedata.normalize("NFC", text)
    return "".join(" " if _unseen(c) else c for c in text)


def _unseen(char: str) -> bool:
    return char != "\n" and unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp", "Cs")


def tokens(text: str) -> list[Token]:
    """The tokens of a tidy text; apostrophes and hyphens inside a word only part it."""
    found = [
        Token(
            m[0],
            plain(m[0]),
            *m.span(),
            glued=m.start() > 0 and not text[m.start() - 1].isspace(),
        )
        for m in ATOM.finditer(text)
    ]
    return [t for i, t in enumerate(found) if not _parts_words(found, i)]


def _parts_words(found: list[Token], i: int) -> bool:
    token = found[i]
    if token.is_word or token.text[0].isdecimal() or i == 0 or not token.glued:
        return False
    before, after = found[i - 1], found[i + 1] if i + 1 < len(found) else None
    if token.text == ".":
        single = after is not None and after.glued and after.is_word
        initials = (
            len(before.text) == 1 and before.is_word and (single or _dotted(found, i))
        )
        return initials or before.plain in SHORT
    if not before.is_word or after is None or not after.glued:
        return False
    # "d'1h" is two words; '10h-12h' is two hours and the sign between them.
    return token.text in APOSTROPHES or (token.text in HYPHENS and after.is_word)


def _dotted(found: list[Token], i: int) -> bool:
    """The last stop of 'p.m.' goes with the first."""
    return i >= 3 and found[i - 2].text == "." and found[i - 2].glued
