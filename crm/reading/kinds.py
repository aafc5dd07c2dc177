"""What sort of action it is, when several words say so: 'relance mail', 'caler une démo'."""

from __future__ import annotations

from crm.reading.drafts import Draft
from crm.reading.lexicon import word_at
from crm.reading.piece import Piece
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


ABOUT = frozenset(["pour", "sur", "du", "de", "about", "for", "on"])


def take_kind(draft: Draft, piece: Piece) -> None:
    word = piece.word
    form = next((f for f in ("done", "todo", "noun") if f in word.flags), "noun")
    adjacent = bool(draft.kinds) and _side_by_side(draft, draft.kinds[-1], piece)
    if "loose" in word.flags:
        _take_loose(draft, piece, form)
        return
    if "loose" in draft.flags and not _stands_for_loose(draft, piece):
        return
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


def _stands_for_loose(draft: Draft, piece: Piece) -> bool:
    """A kind of ours after a text message: 'sms Durand rdv confirmé demain' is the rdv."""
    if _spoken_of(draft, piece):
        draft.leave(piece)  # 'sms pour le rdv'
        return False
    draft.kind, draft.flags = "", draft.flags - {"loose"}
    draft.form = draft.form if draft.form == "done" else ""
    return True


def _spoken_of(draft: Draft, piece: Piece) -> bool:
    """Whether the words before say that the message was about it."""
    before = [p for p in draft.pieces if p.end <= piece.start][-2:]
    return any(p.value in ABOUT for p in before if p.tag == "soft")


def _take_loose(draft: Draft, piece: Piece, form: str) -> None:
    """A text or a LinkedIn message is none of our kinds: the nearest one, with its own word kept."""
    draft.leave(piece)
    if "in" in piece.word.flags:
        draft.direction = draft.direction or "in"
    if not draft.kind:
        draft.kind, draft.flags = piece.word.value, draft.flags | {"loose"}
        draft.form = draft.form if draft.form == "done" else form
        draft.kinds.append(piece)


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


def settle_heads(draft: Draft) -> None:
    """'préparer démo' is a task; 'caler démo jeudi' is a demo; 'mail propale' a mail."""
    if not draft.subject:
        return
    head = draft.subject[0]
    told = draft.win or draft.lose or draft.outcome or draft.minutes
    if told and not draft.kind:
        pass  # 'a signé le devis', '4 min ok pour commander': nothing to prepare
    elif _to_be_made(draft, head):
        draft.form, draft.subject = "todo", draft.subject[1:]
    elif draft.kind == "" or (
        draft.kind == "email" and not draft.kinds and draft.form != "done"
    ):
        draft.kind, draft.form = "task", draft.form or _form_of(head)
    else:
        _head_and_kind(draft, head)
    if draft.kind != "task":
        for piece in draft.subject:
            draft.leave(piece)
        draft.subject = []


def _head_and_kind(draft: Draft, head: Piece) -> None:
    """A verb that leads to a kind: 'caler une démo' is a demo to come, 'préparer' one a task."""
    leads = bool(draft.kinds) and head.start < draft.kinds[0].start
    arranges = head.word.value == "arrange" and (
        draft.has_moment or draft.kind == "email"
    )
    if leads and arranges:
        draft.form, draft.subject = "todo", draft.subject[1:]
    elif leads and head.word.value != "noun" and draft.form != "done":
        draft.kind, draft.form = "task", "todo"
        draft.subject += draft.kinds


def _to_be_made(draft: Draft, head: Piece) -> bool:
    """'mail à envoyer', 'meeting to book': the verb only says that it is to come."""
    if not draft.kinds or draft.form != "noun" or draft.kind == "task":
        return False
    before = next((p for p in draft.pieces if p.end == head.start), None)
    led = before is not None and before.value in ("a", "to")
    return led and head.word.value == "arrange"


def settle_kind(draft: Draft, line: list[Token]) -> None:
    """'call center ouest 5 min': the name that begins the line also says what was done."""
    if draft.kind or draft.who is None or draft.who.start != draft.pieces[0].start:
        return
    said = word_at(line, draft.who.start)
    if said and said[0].tag == "kind":
        draft.kind, draft.form = said[0].value, "noun"


def _form_of(head: Piece) -> str:
    return "noun" if head.word.value == "noun" else "todo"
