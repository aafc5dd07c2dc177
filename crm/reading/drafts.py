"""One action as its parts, gathered from its pieces; what finds no place stays unread."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from typing import Any

from crm.reading.people import Mention
from crm.reading.piece import Piece
from crm.reading.whens import When


@dataclass
class Draft:
    """The parts of an action, as pieces of the line; ``unread`` are those that found no place."""

    opened: str
    kind: str = ""
    form: str = ""  # noun, done, todo
    flags: set[str] = field(default_factory=set)
    who: Mention | None = None
    new: tuple[int, int] | None = None
    outcome: str = ""
    booked: str = ""
    state: str = ""
    moved: bool = False
    direction: str = ""
    win: bool = False
    lose: bool = False
    #: Said where nobody was reached, unless the line says otherwise: 'en réunion'.
    away: Piece | None = None
    count: int = 0
    minutes: int | None = None
    amount: int | None = None
    when: When | None = None
    moved_from: When | None = None
    hour: time | None = None
    #: The hour is only that of a part of the day, until one is said.
    part: bool = False
    #: 'hier 17h ... rdv calé lundi 11h': a second moment, of what was agreed on.
    booked_when: When | None = None
    booked_hour: time | None = None
    #: Said before the day: the day is then of what comes next.
    outcome_first: bool = False
    complaint: Piece | None = None
    kinds: list[Piece] = field(default_factory=list)
    subject: list[Piece] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    #: Where pieces start that belong in the note.
    unread: set[int] = field(default_factory=set)

    def once(self, name: str, piece: Piece) -> None:
        """What is said first stands; what is said again is left in the note."""
        value: Any = piece.value
        if getattr(self, name) is None:
            setattr(self, name, value)
        else:
            self.leave(piece)

    def leave(self, piece: Piece) -> None:
        self.unread.add(piece.start)

    @property
    def has_moment(self) -> bool:
        return self.when is not None or self.hour is not None

    @property
    def is_sure_done(self) -> bool:
        """Something happened: nobody plans an outcome or sends tomorrow what was sent."""
        return self.form == "done" or self.state == "no_show"
