"""A line divided into the actions it speaks of: what was done, what comes next."""

from __future__ import annotations

from crm.reading.action import (
    EVIDENCE,
    MOMENTS,
    Action,
    is_ahead,
    is_task,
    somebody_else,
)
from crm.reading.beginnings import begins_inside
from crm.reading.piece import Piece
from crm.reading.whens import Calendar

#: A segment that begins so goes on about the same action.
SAID_OF_THE_LAST = frozenset(
    ["outcome", "length", "amount", "complaint", "win", "lose", "direction", "done"]
)


def divide(pieces: list[Piece], on: Calendar) -> list[Action]:
    """The actions, in order; every piece is in exactly one."""
    actions = [Action(listing=_lists_names(pieces))]
    for segment in _segments(pieces):
        opened = _opens(segment, actions, on)
        if opened:
            actions.append(Action([], opened))
        for i, piece in enumerate(segment):
            if _next_of_list(piece, actions) or _told_again(segment, i, actions[-1]):
                actions.append(Action([], "listed"))
            elif begins_inside(segment, i, actions[-1], on):
                actions.append(Action([], "then"))
            actions[-1].pieces.append(piece)
    return [a for a in actions if a.pieces]


def _lists_names(pieces: list[Piece]) -> bool:
    """'appelé Acme Durand Mercier': three people one after the other are three calls."""
    row: list[Piece] = []
    for piece in pieces:
        if piece.tag == "who":
            apart = not any(p.value.shared_with(piece.value) for p in row)
            row = [*row, piece] if apart else [piece]
        elif piece.tag not in ("and", "sign"):
            row = []
        if len(row) == 3:
            return True
    return False


def _segments(pieces: list[Piece]) -> list[list[Piece]]:
    """Parted at signs, 'et' and 'puis', which begin the segment they lead."""
    segments: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.parts and not all(p.parts for p in segments[-1]):
            segments.append([])
        segments[-1].append(piece)
    return segments


def _opens(segment: list[Piece], actions: list[Action], on: Calendar) -> str:
    """How this segment opens an action of its own, or ''."""
    said = [p for p in segment if not p.parts and p.tag != "soft"]
    current = actions[-1]
    if not said or said[0].tag in SAID_OF_THE_LAST or _says_which_task(said, current):
        return ""
    if current.opened != "listed" and not current.has(*EVIDENCE):
        return ""
    if said[0].tag == "who" and somebody_else(said[0], current):
        if any(p.tag == "kind" for p in said):
            return "then"
        return "listed" if _goes_on(said, current) else ""
    if (
        said[0].tag == "text"
        and _is_list(actions)
        and not any(p.tag == "kind" for p in said)
    ):
        return "listed"
    strong = any(p.tag == "then" for p in segment)
    if _acts(said, on, strong=strong):
        return "then"
    return ""


def _next_of_list(piece: Piece, actions: list[Action]) -> bool:
    """'4 appels Acme Durand Mercier': dictation puts no commas."""
    return (
        piece.tag == "who" and _is_list(actions) and somebody_else(piece, actions[-1])
    )


def _told_again(segment: list[Piece], i: int, current: Action) -> bool:
    """'nrp Acme nrp Durand', 'Acme 5 min Durand nrp': somebody else, with an outcome of their own."""
    if not current.people or not current.has("outcome", "length"):
        return False
    rest = [p for p in segment[i:] if p.tag != "soft"]
    if len(rest) < 2 or (i and segment[i - 1].is_text):
        return False
    who, told = (rest[1], rest[0]) if rest[1].tag == "who" else (rest[0], rest[1])
    if who.tag != "who" or not somebody_else(who, current):
        return False
    if told is rest[0]:
        return told.tag == "outcome" and current.has("outcome")
    return told.tag in ("outcome", "length") and told.word.value != "away"


def _goes_on(said: list[Piece], current: Action) -> bool:
    """Whether a list goes on: 'Acme 5 min, Durand NRP', not '5 min, Paul en congés'."""
    tells = any(
        p.tag in ("outcome", "length", "state", "win", "lose")
        and p.word.value != "away"
        for p in said
    )
    told = current.has("outcome", "length", "state")
    words = any(p.tag == "text" or p.word.value == "away" for p in said)
    return tells or not (told and words)


def _is_list(actions: list[Action]) -> bool:
    many = actions[0].listing or actions[0].has("count")
    return many and actions[-1].opened in ("first", "listed")


def _acts(said: list[Piece], on: Calendar, *, strong: bool) -> bool:
    ahead = any(is_ahead(p, on) for p in said)
    tags = {p.tag for p in said}
    for piece in said:
        if piece.tag == "kind" and "via" not in piece.word.flags:
            flags = piece.word.flags
            acted = tags & {"who", "outcome", "length", "sent", "done", "state"}
            return bool("todo" in flags or "done" in flags or ahead or acted or strong)
    first = said[0]
    if first.tag == "head":
        return first.word.value != "noun" or ahead or "sent" in tags or strong
    if first.tag == "state" and first.word.value == "moved":
        return bool(tags & MOMENTS)
    if first.tag == "sent":
        return True
    return strong and bool(tags & MOMENTS)


def _says_which_task(said: list[Piece], current: Action) -> bool:
    """'todo: send contract': the head belongs to the task that has only its name."""
    bare = not current.has("head", "text", *MOMENTS)
    return said[0].tag == "head" and bare and is_task(current)
