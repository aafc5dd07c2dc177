"""One action gathered into its parts; what finds no place stays unread."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from typing import Any

from crm.reading.actions import Action
from crm.reading.days import When
from crm.reading.hours import Hour
from crm.reading.lexicon import word_at
from crm.reading.people import Mention
from crm.reading.pieces import Piece
from crm.reading.tokens import Token

#: The more telling kind stands when two are said side by side ('relance mail', 'rdv démo').
RANK = {
    "task": 1,
    "note": 2,
    "meeting": 3,
    "call": 4,
    "email": 5,
    "demo": 6,
    "onboarding": 7,
}
OUTCOME_RANK = {
    outcome: rank
    for rank, outcome in enumerate(
        [
            "",
            "reached",
            "positive",
            "no_answer",
            "voicemail",
            "call_back",
            "not_interested",
            "meeting_booked",
        ]
    )
}


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
    count: int = 0
    minutes: int | None = None
    amount: int | None = None
    when: When | None = None
    moved_from: When | None = None
    hour: time | None = None
    outcome_first: bool = (
        False  # said before the day: the day is then of what comes next
    )
    complaint: Piece | None = None
    kinds: list[Piece] = field(default_factory=list)
    subject: list[Piece] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    unread: set[int] = field(
        default_factory=set
    )  # where pieces start that belong in the note

    def leave(self, piece: Piece) -> None:
        self.unread.add(piece.start)

    @property
    def has_moment(self) -> bool:
        return self.when is not None or self.hour is not None

    @property
    def is_sure_done(self) -> bool:
        """Something happened: nobody plans an outcome or sends tomorrow what was sent."""
        return self.form == "done" or self.state == "no_show"


def gather(action: Action, line: list[Token]) -> Draft:
    draft = Draft(action.opened, pieces=action.pieces)
    for piece in action.pieces:
        about = piece.tag in ("head", "kind") and "via" not in piece.word.flags
        if draft.complaint and about:
            draft.leave(piece)  # 'réclamation facture': what they complain of
        else:
            GATHER.get(piece.tag, Draft.leave)(draft, piece)
    _settle_direction(draft, line)
    _settle_kind(draft, line)
    _settle_heads(draft)
    if draft.state == "no_show" and draft.kind == "call":
        draft.state, draft.outcome = "", "no_answer"  # 'appel Durand, absent'
    return draft


def _kind(draft: Draft, piece: Piece) -> None:
    word = piece.word
    form = next((f for f in ("done", "todo", "noun") if f in word.flags), "noun")
    adjacent = bool(draft.kinds) and _side_by_side(draft, draft.kinds[-1], piece)
    if not draft.kind or (draft.kind == "task" and "via" in word.flags):
        draft.kinds += [piece]
        if draft.kind:
            draft.leave(draft.kinds[0])
        draft.kind, draft.form = (
            word.value,
            draft.form if draft.form == "done" else form,
        )
    elif word.value == draft.kind or "via" in word.flags:
        draft.kinds.append(piece)
        draft.form = form if draft.form == "noun" else draft.form
    elif adjacent:
        _side_kind(draft, piece, form)
    else:
        draft.leave(piece)
        return
    draft.flags |= word.flags
    if "in" in word.flags:
        draft.direction = "in"


def _side_kind(draft: Draft, piece: Piece, form: str) -> None:
    loser = draft.kinds[-1] if RANK[piece.word.value] > RANK[draft.kind] else piece
    if loser is not piece:
        draft.kind = piece.word.value
    if draft.form == "noun" or form == "todo":
        draft.form = form
    if loser.word.value == "task":
        draft.leave(loser)
    draft.kinds.append(piece)


def _side_by_side(draft: Draft, first: Piece, second: Piece) -> bool:
    between = [p for p in draft.pieces if first.end <= p.start < second.start]
    return all(p.tag in ("soft", "done", "sent", "direction") for p in between)


def _who(draft: Draft, piece: Piece) -> None:
    mention: Mention = piece.value
    if draft.who is None:
        draft.who = mention
        draft.new = (mention.start, mention.end) if mention.near else None
        if draft.kind == "note" and any(p.tag == "text" for p in _before(draft, piece)):
            draft.leave(piece)  # a name inside the words of a note stays there
    elif shared := draft.who.shared_with(mention):
        draft.who = Mention(draft.who.start, draft.who.end, draft.who.words, shared)
    else:
        draft.leave(piece)


def _before(draft: Draft, piece: Piece) -> list[Piece]:
    return [p for p in draft.pieces if p.start < piece.start]


def _outcome(draft: Draft, piece: Piece) -> None:
    if OUTCOME_RANK[piece.word.value] > OUTCOME_RANK[draft.outcome]:
        draft.outcome = piece.word.value
    draft.booked = draft.booked or next(
        iter(piece.word.flags & {"meeting", "demo"}), ""
    )
    draft.outcome_first = not draft.has_moment


def _state(draft: Draft, piece: Piece) -> None:
    if piece.word.value == "moved":
        draft.moved = True
    elif not draft.state:
        draft.state = piece.word.value
    else:
        draft.leave(piece)


def _day(draft: Draft, piece: Piece) -> None:
    if draft.moved and draft.when is not None and draft.moved_from is None:
        draft.moved_from, draft.when = draft.when, None
    _once(draft, "when", piece, piece.value)


def _hour(draft: Draft, piece: Piece) -> None:
    if piece.tag == "part":
        _once(draft, "hour", piece, piece.value)
        return
    hour: Hour = piece.value
    if draft.hour is not None and not _part_said(draft):
        draft.leave(piece)
        return
    draft.hour = hour.at
    draft.minutes = draft.minutes or hour.minutes


def _part_said(draft: Draft) -> bool:
    """'demain matin 9h30': the hour is the part of the day, said exactly."""
    return any(p.tag == "part" for p in draft.pieces) and not any(
        p.tag == "hour" and p.value.at == draft.hour for p in draft.pieces
    )


def _once(draft: Draft, name: str, piece: Piece, value: Any) -> None:
    if getattr(draft, name) is None:
        setattr(draft, name, value)
    else:
        draft.leave(piece)


def _length(draft: Draft, piece: Piece) -> None:
    _once(draft, "minutes", piece, piece.value)


def _amount(draft: Draft, piece: Piece) -> None:
    _once(draft, "amount", piece, piece.value)


def _complaint(draft: Draft, piece: Piece) -> None:
    draft.complaint = draft.complaint or piece


def _win(draft: Draft, piece: Piece) -> None:
    draft.win = True
    if piece.end - piece.start > 1:
        draft.leave(piece)  # 'devis signé' says more than 'signé'


def _done(draft: Draft, piece: Piece) -> None:
    if piece.tag == "sent" and not draft.kind:
        draft.kind, draft.flags = "email", draft.flags | {"sent"}
    draft.form = "done"


def _direction(draft: Draft, piece: Piece) -> None:
    draft.direction = piece.word.value


def _count(draft: Draft, piece: Piece) -> None:
    draft.count = piece.value


def _head(draft: Draft, piece: Piece) -> None:
    draft.subject.append(piece)


def _nothing(_draft: Draft, _piece: Piece) -> None:
    """Signs and small words are written with the text around them."""


GATHER = {
    "kind": _kind,
    "who": _who,
    "outcome": _outcome,
    "state": _state,
    "day": _day,
    "hour": _hour,
    "part": _hour,
    "length": _length,
    "amount": _amount,
    "complaint": _complaint,
    "win": _win,
    "done": _done,
    "sent": _done,
    "direction": _direction,
    "count": _count,
    "head": _head,
    "soft": _nothing,
    "sign": _nothing,
    "and": _nothing,
    "then": _nothing,
}


def _settle_heads(draft: Draft) -> None:
    """'préparer démo' is a task; 'caler démo jeudi' is a demo; 'mail propale' a mail."""
    if not draft.subject:
        return
    head = draft.subject[0]
    leads = not draft.kinds or head.start < draft.kinds[0].start
    arranges = head.word.value == "arrange" and (
        draft.has_moment or draft.kind == "email"
    )
    if draft.win and not draft.kind:
        pass  # 'a signé le devis': nothing to prepare
    elif draft.kind == "" or (
        draft.kind == "email" and not draft.kinds and draft.form != "done"
    ):
        draft.kind, draft.form = "task", draft.form or _form_of(head)
    elif leads and draft.kinds and arranges:
        draft.form, draft.subject = "todo", draft.subject[1:]
    elif leads and draft.kinds and head.word.value != "noun" and draft.form != "done":
        draft.kind, draft.form = "task", "todo"
        draft.subject += draft.kinds
    if draft.kind != "task":
        for piece in draft.subject:
            draft.leave(piece)
        draft.subject = []


def _settle_direction(draft: Draft, line: list[Token]) -> None:
    """'appel de Durand', 'mail d'Acme': they called, they wrote."""
    if draft.who is None or draft.form != "noun" or draft.kind not in ("call", "email"):
        return
    before = draft.who.start - 1
    if line[before].plain in ("de", "d", "from") and before == draft.kinds[-1].end:
        draft.direction = draft.direction or "in"


def _settle_kind(draft: Draft, line: list[Token]) -> None:
    """'call center ouest 5 min': the name that begins the line also says what was done."""
    if draft.kind or draft.who is None or draft.who.start != draft.pieces[0].start:
        return
    said = word_at(line, draft.who.start)
    if said and said[0].tag == "kind":
        draft.kind, draft.form = said[0].value, "noun"


def _form_of(head: Piece) -> str:
    return "noun" if head.word.value == "noun" else "todo"
