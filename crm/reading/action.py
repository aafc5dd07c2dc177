"""One action of a line while it is put together, and what is asked about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from crm.reading.people import Mention
from crm.reading.piece import Piece
from crm.reading.whens import Calendar

EVIDENCE = frozenset(
    ["kind", "outcome", "state", "win", "lose", "sent", "complaint", "head"]
)
MOMENTS = frozenset(["day", "hour", "part"])


@dataclass
class Action:
    """``opened``: "first", "then" (a step in time) or "listed" (the same, with somebody else)."""

    pieces: list[Piece] = field(default_factory=list)
    opened: str = "first"
    #: Three names in a row, with or without a count before them.
    listing: bool = False

    def has(self, *tags: str) -> bool:
        return any(piece.tag in tags for piece in self.pieces)

    @property
    def people(self) -> list[Mention]:
        return [p.value for p in self.pieces if p.tag == "who"]


def somebody_else(piece: Piece, current: Action) -> bool:
    """A second name that cannot be the first one said more fully."""
    people = current.people
    return bool(people) and not any(m.shared_with(piece.value) for m in people)


def is_task(current: Action) -> bool:
    """Whether the action says that it is a task."""
    return any(p.tag == "kind" and p.word.value == "task" for p in current.pieces)


def is_ahead(piece: Piece, on: Calendar) -> bool:
    """Whether the piece names a moment to come."""
    if piece.tag == "day":
        instant = piece.value.instant
        return bool(instant > on.now if instant else piece.value.day.on > on.today)
    if piece.tag in ("hour", "part"):
        at = piece.value if piece.tag == "part" else piece.value.at
        return bool(at > on.now.time())
    return False
