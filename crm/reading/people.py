"""Who is meant: names win over words where a name stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from crm.reading.lengths import HOUR, MINUTE
from crm.reading.lexicon import TITLES
from crm.reading.piece import Piece
from crm.reading.said import Named, Names
from crm.reading.spelling import allowed_slips, slips
from crm.reading.tokens import Token
from crm.text import FORMS, name_key

#: How many words of a line are looked at for names, and how many a name may have.
MOST_TOKENS = 80
MOST_WORDS = 5
#: A question with more answers is no question.
MOST_MEANT = 3
JOINS = frozenset("&+")
SURE_FORMS = frozenset(
    ["sarl", "sas", "sasu", "eurl", "gmbh", "ltd", "llc", "inc", "snc"]
)


@runtime_checkable
class Expecting(Protocol):
    """Names that like to hear at once which words will be asked, and which stand beside them."""

    def expect(self, words: Sequence[str], beside: Sequence[str] = ()) -> None: ...

    def answer(self) -> bool:
        """Look up at once the near spellings asked for so far; whether any was found."""
        ...


@dataclass(frozen=True)
class Mention:
    """Where a name stands, its plain words, and everybody it may mean."""

    start: int
    end: int
    words: str
    found: tuple[Named, ...]
    near: bool = False
    #: More than a small word that part of a name happens to be.
    sure: bool = True

    def shared_with(self, other: Mention) -> tuple[Named, ...]:
        """Whom both may mean, with the contact that either names."""
        ours = {n.prospect_id: n for n in self.found}
        theirs = {n.prospect_id: n for n in other.found}
        both = [n for n in ours if n in theirs]
        return tuple(ours[n] if ours[n].contact_id else theirs[n] for n in both)


def announce(lines: Sequence[tuple[list[Token], list[Piece]]], names: Names) -> None:
    """Tell all the words of a text that will be asked, where names like to hear it."""
    if not isinstance(names, Expecting):
        return
    words: dict[str, None] = {}
    beside: dict[str, None] = {}
    for line, first in lines:
        telling = _telling(line[:MOST_TOKENS], _tags(first))
        told, others = _asked(line, telling)
        words |= dict.fromkeys(told)
        beside |= dict.fromkeys(others)
    names.expect([*words], [*beside])


def _tags(first: list[Piece]) -> list[str]:
    return [piece.tag for piece in first for _ in range(piece.start, piece.end)]


def mentions(
    line: list[Token],
    first: list[Piece],
    names: Names,
    spelt: list[Piece] | None = None,
) -> dict[int, Mention]:
    """{start: mention}; ``first`` is the line read without names, ``spelt`` with its slips mended."""
    tags = _tags(first)
    around = _tags(spelt or first)
    reach = min(len(line), MOST_TOKENS)
    telling = _telling(line[:reach], tags)
    found = [s for i in range(reach) for s in _spans(line, i, telling, names)]
    spans = _standing(found, line, around)
    sure = [s for s in spans if not _only_a_word(s, tags)]
    if not sure and any(c.islower() for t in line for c in t.text[:1]):
        sure = [s for s in spans if s.start > 0 and line[s.start].is_capital]
    kept = _apart(sure)
    taken = {k for m in kept.values() for k in range(m.start, m.end)}
    free = [
        tells and tags[k] == "text" and k not in taken and line[k].is_capital
        for k, tells in enumerate(telling)
    ]
    small = [
        tells and tags[k] == "text" and k not in taken
        for k, tells in enumerate(telling)
    ]
    asked = [_asked_about(m, line, free, small, names) for m in kept.values()]
    return {mention.start: mention for mention in asked if mention}


def _telling(line: list[Token], tags: list[str]) -> list[bool]:
    """Of each token whether it may tell who is meant: it says nothing else, or has a capital."""
    mixed = any(t.text[0].islower() for t in line)
    return [
        t.is_word
        and len(t.plain) > 1
        and (tags[i] == "text" or (mixed and i > 0 and t.is_capital))
        and tags[i] != "soft"
        for i, t in enumerate(line)
    ]


def _asked_about(
    mention: Mention,
    line: list[Token],
    free: list[bool],
    small: list[bool],
    names: Names,
) -> Mention | None:
    """'Maison Damuxa' is not 'Maison Bidi': a name said further than anybody carries it is a
    question, or somebody new."""
    if " " in mention.words and _is_whole(mention):
        return mention
    if all(t.text.isupper() for t in line if t.is_word):
        return mention
    start, end = mention.start, mention.end
    while start > 1 and free[start - 1]:
        start -= 1
    while end < len(free) and free[end]:
        end += 1
    if (start, end) == (mention.start, mention.end):
        return _slipped(mention, line, small) or mention
    words = " ".join(t.plain for t in line[start:end] if t.text not in JOINS)
    meant = tuple(names.near(words)) or mention.found
    few = len(meant) <= MOST_MEANT
    return Mention(start, end, words, meant, near=True) if few else None


def _slipped(mention: Mention, line: list[Token], small: list[bool]) -> Mention | None:
    """'boulangerie martn', where 'boulangerie' found it: the next word is part of it, misspelt."""
    end = mention.end
    if _is_whole(mention) or end >= len(small) or not small[end]:
        return None
    words = f"{mention.words} {line[end].plain}"
    keys = {n: name_key(n.contact_name or n.name) for n in mention.found}
    allowed = allowed_slips(words)
    meant = tuple(n for n, key in keys.items() if slips(words, key, allowed) <= allowed)
    return Mention(mention.start, end + 1, words, meant, near=True) if meant else None


def _asked(line: list[Token], telling: list[bool]) -> tuple[list[str], list[str]]:
    """(words that tell, words that stand beside them), each once and in order."""
    words = [t.plain for t, tells in zip(line, telling, strict=False) if tells]
    beside = [
        line[k].plain
        for i, tells in enumerate(telling)
        for k in (i - 1, i + 1)
        if tells and 0 <= k < len(line) and (line[k].is_word or line[k].is_number)
    ]
    return [*dict.fromkeys(words)], [*dict.fromkeys(beside)]


def _apart(spans: list[Mention]) -> dict[int, Mention]:
    """Those that do not overlap, the longest first."""
    taken: set[int] = set()
    kept: dict[int, Mention] = {}
    for span in sorted(spans, key=lambda s: (-len(s.words.split()), s.start)):
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            kept[span.start] = span
    return kept


def _spans(
    line: list[Token], i: int, telling: list[bool], names: Names
) -> list[Mention]:
    """The names that begin at ``i``."""
    found: list[Mention] = []
    words: list[str] = []
    for j in range(i, len(telling)):
        token = line[j]
        if not (token.is_word or token.is_number or token.text in JOINS) or (
            not words and token.text in JOINS
        ):
            break
        if token.text not in JOINS:
            words.append(token.plain)
        if len(words) > MOST_WORDS:
            break
        if token.text in JOINS or not any(telling[i : j + 1]):
            continue
        if people := names.carrying(" ".join(words)):
            found.append(_mention(line, i, j + 1, words, people))
    return _without_count(line, found)


def _mention(
    line: list[Token], i: int, end: int, words: list[str], people: list[Named]
) -> Mention:
    titled = i > 0 and line[i - 1].plain in TITLES
    if end < len(line) and line[end].plain in FORMS:
        end += line[end].plain in SURE_FORMS or line[end].text.isupper()
    said = " ".join(words)
    found = narrowed(people, said, titled=titled)
    span = Mention(i - titled, end, said, found)
    sure = len(words) > 1 or line[end - 1].is_capital or _is_whole(span)
    return replace(span, sure=sure)


def narrowed(
    people: list[Named], words: str, *, titled: bool = False
) -> tuple[Named, ...]:
    """The one whose whole name was said; otherwise each prospect once."""
    contacts = [n for n in people if n.contact_id]
    prospects = [n for n in people if not n.contact_id]
    if titled and contacts:
        prospects = []
    exact = [n for n in prospects if name_key(n.name) == words]
    if len(exact) != 1:
        exact = (
            exact
            if exact
            else [n for n in contacts if name_key(n.contact_name) == words]
        )
    chosen = exact if len(exact) == 1 else [*prospects, *contacts]
    each: dict[int, Named] = {}
    for named in chosen:
        each.setdefault(named.prospect_id, named)
    return tuple(each.values())


def _without_count(line: list[Token], spans: list[Mention]) -> list[Mention]:
    """In 'Studio 12 min' the number counts minutes when 'Studio' alone is a name too."""
    kept = []
    for span in spans:
        counts = line[span.end - 1].is_number and span.end < len(line)
        unit = counts and line[span.end].plain in MINUTE | HOUR | {"'", "’", "k", "€"}
        shorter = any(s.end == span.end - 1 for s in spans)
        if not (unit and shorter):
            kept.append(span)
    return kept


def _only_a_word(span: Mention, tags: list[str]) -> bool:
    """A single word that also says something else: 'demain', 'call'."""
    return " " not in span.words and tags[span.end - 1] not in ("text", "soft")


def _stands(line: list[Token], tags: list[str], span: Mention) -> bool:
    """Whether a name may stand here: inside a sentence a small common word is no name."""
    if " " in span.words or line[span.end - 1].is_capital or _is_whole(span):
        return True
    before = next((k for k in range(span.start - 1, -1, -1) if tags[k] != "soft"), None)
    return before is None or tags[before] != "text"


def _standing(
    found: list[Mention], line: list[Token], tags: list[str]
) -> list[Mention]:
    """Those that stand where a name may, and those that go on a list of two that do."""
    kept: list[Mention] = []
    for span in found:
        before = [s for s in kept if s.end == span.start]
        listed = any(s.end == b.start for b in before for s in kept)
        if listed or _stands(line, tags, span):
            kept.append(span)
    return kept


def _is_whole(span: Mention) -> bool:
    whole = (name_key(n.contact_name or n.name) for n in span.found)
    return span.words in whole
