"""Where a new action begins without a comma: '12 min démo jeudi 14h'."""

from __future__ import annotations

from crm.reading.action import (
    EVIDENCE,
    MOMENTS,
    Action,
    is_ahead,
    is_task,
    somebody_else,
)
from crm.reading.piece import Piece
from crm.reading.whens import Calendar

DONE_WITH = frozenset(["who", "length", "outcome", "state", "sent"])
#: Who is to do something, and that it will be done.
TO_A_VERB = frozenset(
    """
    i he she they we you it ll will to need must je j il elle on nous vous ils elles faut
    faudra doit dois devons que qu a
    """.split()  # noqa: SIM905
)


def begins_inside(segment: list[Piece], i: int, current: Action, on: Calendar) -> bool:
    """Whether a new action begins without a comma: '12 min démo jeudi 14h'."""
    piece = segment[i]
    told = current.has(*EVIDENCE) or (current.has("length") and current.people)
    if piece.tag not in ("kind", "head", "state") or not told:
        return False
    rest = _until_next_kind(segment, i)
    ahead = any(is_ahead(p, on) for p in rest)
    if piece.tag == "state":
        later = piece.word.value == "moved" and any(p.tag in MOMENTS for p in rest)
        return later and current.has("state")
    if (
        not current.has(*DONE_WITH)
        or "via" in piece.word.flags
        or _in_a_sentence(segment, i, current)
    ):
        return False
    if piece.tag == "head":
        if piece.word.value == "noun":
            follows = _after_its_verb(rest[1:]) in MOMENTS
            return ahead and follows and not _wants_what(current)
        return current.has("kind", "outcome", "state", "sent")
    if not current.has("kind", "outcome", "state") and not (
        ahead and current.has("length")
    ):
        return False
    if current.has("state") and not current.has("kind"):
        return False  # 'Acme a reporté la démo': that is what was put off
    someone = any(p.tag == "who" and somebody_else(p, current) for p in rest)
    todo = "todo" in piece.word.flags
    return todo or someone or (ahead and not _has_only_kind(current, piece))


def _after_its_verb(rest: list[Piece]) -> str:
    """The tag after 'devis', or after the verb of 'devis à envoyer'."""
    tags = [p.tag for p in rest]
    if tags[:2] == ["soft", "head"] and rest[0].value in ("a", "to"):
        tags = tags[2:]
    return tags[0] if tags else ""


def _wants_what(current: Action) -> bool:
    """A task, or a verb that waits for what is to be prepared: 'send back Acme contract Friday'."""
    verb = any(p.tag == "head" and p.word.value != "noun" for p in current.pieces)
    return is_task(current) or (verb and not current.has("kind", *MOMENTS))


def _has_only_kind(current: Action, piece: Piece) -> bool:
    """'eu Durand au tél demain': the same action said twice."""
    kinds = {p.word.value for p in current.pieces if p.tag == "kind"}
    return kinds == {piece.word.value} and not current.has("length", "outcome", "state")


def _until_next_kind(segment: list[Piece], i: int) -> list[Piece]:
    rest = segment[i : i + 1]
    for piece in segment[i + 1 :]:
        if piece.tag == "kind" and rest[0].tag == "kind":
            break
        rest.append(piece)
    return rest


def _set_down(segment: list[Piece], i: int, current: Action) -> bool:
    """'ils réfléchissent relance vendredi': what is to come and its moment, side by side."""
    after = segment[i + 1] if i + 1 < len(segment) else None
    bare = i > 0 and (segment[i - 1].tag == "text" or current.has("length"))
    return bare and after is not None and after.tag in MOMENTS


def _in_a_sentence(segment: list[Piece], i: int, current: Action) -> bool:
    """'pour la démo', 'about the call', 'veut revoir le devis': words around it hold it."""
    said = segment[i].word
    todo = "todo" in said.flags or (
        segment[i].tag == "head" and said.value in ("todo", "arrange")
    )
    if segment[i].tag == "kind" and _set_down(segment, i, current):
        return False
    moment = any(p.tag in MOMENTS for p in _until_next_kind(segment, i))
    if todo and moment and current.has("length", "outcome"):
        return False  # '10 min eu l'assistante rappeler après 16h'
    if segment[i].tag == "head" and "for" in segment[i - 1].word.flags:
        return True  # 'ok pour commander'
    if todo and segment[i].tag == "kind":
        if i > 1 and segment[i - 1].value == "a":  # 'devis à revoir'
            return segment[i - 2].tag in ("text", "head")
        while i and segment[i - 1].value in TO_A_VERB:  # 'she'll ring Thursday'
            i -= 1
        return bool(i) and segment[i - 1].tag == "text"
    before = segment[i - 1] if i else None
    if before is None or before.tag != "soft":
        return before is not None and before.tag == "text"
    # An article, or a word that leads on to a verb.
    return (i >= 2 and segment[i - 2].is_text) or segment[i].tag == "head"
