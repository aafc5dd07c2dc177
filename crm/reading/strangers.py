"""A name nobody here carries: spelled nearly so, or somebody new."""

from __future__ import annotations

from crm.reading.drafts import Draft
from crm.reading.lexicon import SOFT
from crm.reading.people import Mention
from crm.reading.piece import Piece
from crm.reading.said import Names
from crm.reading.tokens import Token

#: How many words a new name may have.
MOST_WORDS = 5
#: Words that may stand inside a name between capitals.
LINKS = frozenset(
    ["de", "du", "des", "la", "le", "les", "d", "l", "of", "the", "and", "et"]
)


def look_for_stranger(
    draft: Draft, line: list[Token], names: Names, *, sure: bool = False
) -> None:
    """Set ``draft.new`` to where a name stands that nobody carries, and whom it is near to.

    ``sure``: only a capital makes a name, as in the second action of a line.
    """
    place = _place(draft, line)
    sure = sure or draft.kind == "note"
    if place is None or (sure and not line[place[0]].is_capital):
        return
    start, end = place
    words = " ".join(t.plain for t in line[start:end] if t.is_word or t.is_number)
    found = names.near(words)
    if not found and end - start > 1 and not line[start].is_capital:
        found = names.near(line[start].plain)
        end = start + 1 if found else end
    draft.new = (start, end)
    if found:
        draft.who = Mention(start, end, words, tuple(found), near=True)


#: A name may follow them directly, without a capital: 'appel globex', 'lvm globex'.
LEADING = frozenset(
    ["kind", "outcome", "state", "win", "lose", "sent", "direction", "count"]
)
#: A name may stand before them at the start: 'globex nrp'.
FOLLOWING = LEADING | {"complaint", "length"}
TOWARDS = frozenset(["avec", "with", "chez", "to", "from", "de", "d"])


def _place(draft: Draft, line: list[Token]) -> tuple[int, int] | None:
    """The first run of unread words, if it stands where a name stands."""
    first = next((i for i, p in enumerate(draft.pieces) if _is_plain(p, line)), None)
    if first is None:
        return None
    before = [p for p in draft.pieces[:first] if p.tag != "soft" and not p.parts]
    if draft.kind == "note" and any(
        line[p.start].text == ":" for p in draft.pieces[:first]
    ):
        return None
    capital = line[draft.pieces[first].start].is_capital and not _all_capital(line)
    if not (capital or _may_follow(draft, first, before, line)):
        return None
    start, end = _run(draft.pieces, first, line)
    while start > 1 and _leads_name(line, start):
        start -= 1
    return start, end


def _is_plain(piece: Piece, line: list[Token]) -> bool:
    return piece.tag == "text" and line[piece.start].is_word and not piece.word.tag


def _may_follow(
    draft: Draft, first: int, before: list[Piece], line: list[Token]
) -> bool:
    """Whether words without a capital may be a name, by what stands around them."""
    if not before:
        rest = draft.pieces[first + 1 :]
        return draft.opened == "listed" or any(p.tag in FOLLOWING for p in rest)
    if before[-1].tag in LEADING:
        return True
    start = draft.pieces[first].start
    measured = before[-1].tag in ("length", "day", "part", "hour")
    return measured and line[start - 1].plain in TOWARDS


def _leads_name(line: list[Token], start: int) -> bool:
    """The 'Société' of 'Société Générale', not that of 'société Globex'."""
    before = line[start - 1]
    return (
        line[start].is_capital
        and before.is_capital
        and before.plain in SOFT
        and not _all_capital(line)
    )


def _all_capital(line: list[Token]) -> bool:
    return all(t.text.isupper() for t in line if t.is_word)


def _run(pieces: list[Piece], i: int, line: list[Token]) -> tuple[int, int]:
    """A capital leads on as far as capitals go; without one, one word or a pair that ends there."""
    run = [pieces[i]]
    for piece in pieces[i + 1 : i + MOST_WORDS]:
        token = line[piece.start]
        if piece.tag not in ("text", "soft") and token.text not in "&+":
            break
        if not (
            token.is_word
            or token.text in "&+"
            or (token.is_number and piece.tag == "text")
        ):
            break
        run.append(piece)
    if line[run[0].start].is_capital and not _all_capital(line):
        kept = 1
        for n, piece in enumerate(run):
            token = line[piece.start]
            if token.is_capital or token.is_number:
                kept = n + 1
            elif token.plain not in LINKS and token.text not in "&+":
                break
        return run[0].start, run[kept - 1].end
    short = len(run) == 2 and run[1].tag == "text"
    return run[0].start, run[1].end if short else run[0].end
