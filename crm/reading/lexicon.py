"""Both languages in one table: which phrase stands at a place of the line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crm.reading.tokens import Token
from crm.reading.words import english, french


@dataclass(frozen=True, slots=True)
class Word:
    """``tag`` is what sort of thing is said ("kind", "outcome"...), ``value`` which one."""

    tag: str
    value: str = ""
    flags: frozenset[str] = frozenset()


def _word(meaning: str) -> Word:
    tag, *rest = meaning.split()
    return Word(tag, rest[0] if rest else "", frozenset(rest[1:]))


def _index() -> dict[str, dict[tuple[str, ...], Word]]:
    """{first word: {phrase: Word}}; where both languages have a phrase, the first stands."""
    index: dict[str, dict[tuple[str, ...], Word]] = {}
    for table in (french.WORDS, english.WORDS):
        for meaning, phrases in table.items():
            for phrase in phrases.split(", "):
                words = tuple(phrase.replace("n/a", "n / a").split())
                for typed in (words, _joined(words)):
                    phrases_here = index.setdefault(typed[0], {})
                    phrases_here.setdefault(typed, _word(meaning))
    return index


def _joined(words: tuple[str, ...]) -> tuple[str, ...]:
    """As typed without apostrophes: 'couldnt reach', 'na pas repondu', 'daccord pour'."""
    said = " ".join(words)
    return tuple(WITHOUT_APOSTROPHE.sub(r"\1\2", said).split())


#: 'didn t', 'n a', 's est', 'd accord', 'l affaire' of the tables.
WITHOUT_APOSTROPHE = re.compile(r"\b(\w+n|[dlnscjmt]|qu) (t\b|[aeiouh]\w*)")
INDEX = _index()
LONGEST = {first: max(map(len, phrases)) for first, phrases in INDEX.items()}
SOFT = frozenset(french.SOFT.split()) | frozenset(english.SOFT.split())
TITLES = frozenset(
    ["m", "mr", "mrs", "ms", "mme", "mlle", "monsieur", "madame", "mademoiselle", "dr"]
)
#: Every word of a phrase.
KNOWN = frozenset(w for phrases in INDEX.values() for words in phrases for w in words)


def word_at(line: list[Token], i: int) -> tuple[Word, int] | None:
    """The longest phrase at ``i``: (word, index after it)."""
    phrases = INDEX.get(line[i].plain)
    if phrases is None:
        return None
    longest = min(LONGEST[line[i].plain], len(line) - i)
    for n in range(longest, 0, -1):
        word = phrases.get(tuple(t.plain for t in line[i : i + n]))
        if word is not None:
            return _by_its_accent(word, line[i + n - 1]), i + n
    return None


def _by_its_accent(word: Word, last: Token) -> Word:
    """'relancé' is done where 'relance' names the thing; without accents they are one word."""
    ends_done = last.text.casefold().endswith(("é", "ée", "és", "ées"))
    if (
        word.tag == "kind"
        and "noun" in word.flags
        and ends_done
        and word.value in ("task", "meeting")
    ):
        return Word("kind", word.value, word.flags - {"noun"} | {"done"})
    return word
