"""Each piece of an action put in its place of the draft."""

from __future__ import annotations

from dataclasses import replace

from crm.reading.action import Action
from crm.reading.drafts import Draft
from crm.reading.hours import Hour
from crm.reading.kinds import settle_heads, settle_kind, take_kind
from crm.reading.people import Mention
from crm.reading.piece import Piece
from crm.reading.tokens import Token

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


def gather(action: Action, line: list[Token]) -> Draft:
    """The draft of one action of the line."""
    draft = Draft(action.opened, pieces=action.pieces)
    for piece in action.pieces:
        about = piece.tag in ("head", "kind") and "via" not in piece.word.flags
        if draft.complaint and about:
            draft.leave(piece)  # 'réclamation facture': what they complain of
        else:
            GATHER.get(piece.tag, Draft.leave)(draft, piece)
    _settle_direction(draft, line)
    settle_kind(draft, line)
    settle_heads(draft)
    _settle_away(draft)
    if draft.state == "no_show" and draft.kind == "call":
        draft.state, draft.outcome = "", "no_answer"  # 'appel Durand, absent'
    return draft


#: As many as ``Names`` shows of those that carry a word.
MOST_ASKED = 8


def _who(draft: Draft, piece: Piece) -> None:
    mention: Mention = piece.value
    if draft.who is None:
        draft.who = mention
        draft.new = (mention.start, mention.end) if mention.near else None
        if draft.kind == "note" and any(p.tag == "text" for p in _before(draft, piece)):
            draft.leave(piece)  # a name inside the words of a note stays there
    elif mention.sure and not draft.who.sure:
        # 'appel urgent Durand', and somebody is called Urgent Services
        draft.unread.add(draft.who.start)
        draft.who = mention
    elif shared := draft.who.shared_with(mention):
        if mention.near or _another_contact(draft.who, mention):
            draft.leave(piece)  # 'rdv Luc et Nadia': the second one is in the note
        draft.who = replace(draft.who, found=shared)
    elif mention.start == draft.who.end and not draft.count:
        # 'appel Durand Acme': no sign says that two are meant, nor which one is.
        both = (*draft.who.found, *mention.found)
        draft.who = replace(draft.who, end=mention.end, found=both[:MOST_ASKED])
    else:
        draft.leave(piece)


def _another_contact(first: Mention, second: Mention) -> bool:
    """Two people of one prospect, each named."""
    ours, theirs = ({n.contact_id for n in m.found} for m in (first, second))
    return None not in ours | theirs and ours.isdisjoint(theirs)


def _before(draft: Draft, piece: Piece) -> list[Piece]:
    return [p for p in draft.pieces if p.start < piece.start]


def _settle_away(draft: Draft) -> None:
    """'Acme en réunion' is no answer; '5 min, Paul en congés' is only a note."""
    if draft.away is None:
        return
    draft.leave(draft.away)
    told = draft.outcome or draft.minutes or draft.flags & {"reached", "loose"}
    if (
        draft.kind in ("", "call")
        and draft.form != "todo"
        and not (told or draft.state)
    ):
        draft.outcome, draft.outcome_first = "no_answer", draft.when is None


def _outcome(draft: Draft, piece: Piece) -> None:
    if piece.word.value == "away":
        draft.away = piece
        return
    if "told" in piece.word.flags:
        draft.leave(piece)
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
        if "meeting" in piece.word.flags:  # 'absent au rdv'
            draft.kind = draft.kind or "meeting"
    else:
        draft.leave(piece)


def _day(draft: Draft, piece: Piece) -> None:
    if _agreed(draft) and draft.booked_when is None:
        draft.booked_when = piece.value
        return
    if draft.moved and draft.when is not None and draft.moved_from is None:
        draft.moved_from, draft.when = draft.when, None
    draft.once("when", piece)


def _hour(draft: Draft, piece: Piece) -> None:
    at = piece.value if piece.tag == "part" else piece.value.at
    if draft.booked_when is not None and draft.booked_hour is None:
        draft.booked_hour = at
        return
    if piece.tag == "part":
        draft.part = draft.hour is None
        draft.once("hour", piece)
        return
    hour: Hour = piece.value
    if draft.hour is not None and not draft.part:
        draft.leave(piece)
        return
    draft.hour, draft.part = hour.at, False
    draft.minutes = draft.minutes or hour.minutes


def _agreed(draft: Draft) -> bool:
    """Whether the next day said is that of a meeting just booked, as the deed has its own."""
    booked = draft.outcome == "meeting_booked" and not draft.outcome_first
    return booked and draft.when is not None


def _length(draft: Draft, piece: Piece) -> None:
    draft.once("minutes", piece)


def _amount(draft: Draft, piece: Piece) -> None:
    draft.once("amount", piece)


def _complaint(draft: Draft, piece: Piece) -> None:
    draft.complaint = draft.complaint or piece


def _win(draft: Draft, piece: Piece) -> None:
    draft.win = True
    if piece.end - piece.start > 1:
        draft.leave(piece)  # 'devis signé' says more than 'signé'


def _lose(draft: Draft, piece: Piece) -> None:
    draft.lose = True
    if piece.end - piece.start > 1:
        draft.leave(piece)


def _back(draft: Draft, piece: Piece) -> None:
    """'call Paul Durand back': to do, where 'called' would have happened."""
    if draft.kind == "call":
        draft.form = "todo" if draft.form == "noun" else draft.form
    else:
        draft.leave(piece)


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
    "kind": take_kind,
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
    "lose": _lose,
    "back": _back,
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


def _settle_direction(draft: Draft, line: list[Token]) -> None:
    """'appel de Durand', 'mail d'Acme': they called, they wrote."""
    if draft.who is None or draft.form != "noun" or draft.kind not in ("call", "email"):
        return
    before = draft.who.start - 1
    if line[before].plain in ("de", "d", "from") and before == draft.kinds[-1].end:
        draft.direction = draft.direction or "in"
