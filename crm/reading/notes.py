"""In a note, words are only words: 'note Acme: wants the demo on Monday'."""

from __future__ import annotations

from crm.reading.piece import Piece
from crm.reading.tokens import Token


def as_notes(found: list[Piece], line: list[Token]) -> list[Piece]:
    """The same pieces; what a note says is text, up to a next step of its own."""
    kinds = [i for i, p in enumerate(found) if p.tag == "kind"]
    if not kinds or found[kinds[0]].word.value != "note":
        return found
    start = next(
        (i for i in range(kinds[0] + 1, len(found)) if _begins_text(found[i], line)),
        len(found),
    )
    end = next(
        (i for i in range(start + 1, len(found)) if _is_next_step(found, i)), len(found)
    )
    named = any(p.tag == "who" for p in found[:start])
    for i in range(start, end):
        if found[i].tag == "who" and not named:
            named = True  # 'note: Lefèvre has a budget' is about Lefèvre, and says so
        elif not (found[i].is_text or found[i].parts):
            found[i] = Piece("text", found[i].start, found[i].end)
    return found


def _begins_text(piece: Piece, line: list[Token]) -> bool:
    return piece.tag == "text" or line[piece.start].text == ":"


def _is_next_step(found: list[Piece], i: int) -> bool:
    """A part of the line that begins with something to do, and says when."""
    if not found[i].parts:
        return False
    segment: list[Piece] = []
    for piece in found[i + 1 :]:
        if piece.parts:
            break
        segment.append(piece)
    said = [p for p in segment if p.tag != "soft"]
    first = said[0] if said else None
    todo = first and (
        (first.tag == "kind" and "todo" in first.word.flags)
        or (first.tag == "head" and first.word.value != "noun")
    )
    return bool(todo) and any(p.tag in ("day", "hour") for p in said)
