"""From a draft and its verdict to what is shown: whom, note, subject, doubts."""

from __future__ import annotations

from dataclasses import dataclass

from crm.reading.drafts import Draft
from crm.reading.piece import Piece
from crm.reading.said import Doubt, Named, Reading
from crm.reading.tokens import Token
from crm.reading.verdict import ENDED, Verdict
from crm.reading.wording import spare, written
from crm.reading.words.reasons import REASON_OF, REASONS

SUBJECT_SIZE = 200
NAME_SIZE = 200
#: They say that something is a task, not which.
GENERIC = frozenset(["task", "tache", "todo", "to do"])


@dataclass(frozen=True)
class Source:
    """A line and its tokens."""

    text: str
    line: list[Token]


def assemble(source: Source, draft: Draft, verdict: Verdict) -> Reading:
    who, candidates, doubts = _who(draft)
    subject, note = _subject_and_note(source, draft, verdict)
    complaint, code = _complaint(source, draft)
    return Reading(
        line=_own_words(source, draft),
        kind=verdict.kind,
        status=verdict.status,
        direction=draft.direction or _direction(draft),
        who=who,
        candidates=candidates,
        new_name=_new_name(source, draft),
        minutes=draft.minutes,
        outcome=verdict.outcome,
        at=verdict.moment.at,
        all_day=verdict.moment.all_day,
        due=bool(draft.when and draft.when.due) and verdict.status == "planned",
        note=note,
        subject=subject,
        amount=draft.amount,
        complaint=complaint,
        complaint_reason_code=code,
        win=draft.win,
        lose=draft.lose,
        on_site="site" in draft.flags,
        planned_match=verdict.status in ENDED,
        doubts=(*doubts, *verdict.doubts),
    )


def _direction(draft: Draft) -> str:
    """Who complains came to us, unless the line says that we called."""
    told = all("via" in piece.word.flags for piece in draft.kinds)
    return "in" if draft.complaint and told else "out"


def _own_words(source: Source, draft: Draft) -> str:
    first, last = draft.pieces[0], draft.pieces[-1]
    return source.text[source.line[first.start].start : source.line[last.end - 1].end]


def _who(draft: Draft) -> tuple[Named | None, tuple[Named, ...], tuple[Doubt, ...]]:
    mention = draft.who
    if mention is None:
        code = "unknown" if draft.new else "missing"
        return None, (), (Doubt("who", code),)
    one = mention.found[0] if len(mention.found) == 1 else None
    if mention.near:
        return one, mention.found, (Doubt("who", "near"),)
    if one is None:
        return None, mention.found, (Doubt("who", "several"),)
    return one, (), ()


def _new_name(source: Source, draft: Draft) -> str:
    if draft.new is None:
        return ""
    start, end = draft.new
    return source.text[source.line[start].start : source.line[end - 1].end][:NAME_SIZE]


def _named(draft: Draft, piece: Piece) -> bool:
    return draft.new is not None and draft.new[0] <= piece.start < draft.new[1]


def unread(draft: Draft, piece: Piece) -> bool:
    """Whether the piece found no place in the reading."""
    if _named(draft, piece) or _complains(draft, piece):
        return False
    return piece.tag == "text" or piece.start in draft.unread


def _complains(draft: Draft, piece: Piece) -> bool:
    """Whether the piece says what the customer complains of."""
    if draft.complaint is None or piece.start <= draft.complaint.start:
        return False
    return piece.is_text or piece.start in draft.unread


def _complaint(source: Source, draft: Draft) -> tuple[str, str]:
    """(what the customer complains of, the kind of reason heard in it)."""
    if draft.complaint is None:
        return "", ""
    said = [p for p in draft.pieces if _complains(draft, p) and not _named(draft, p)]
    words = written(
        source.text, source.line, draft.pieces, lambda p: p in said and p.tag != "soft"
    )
    heard = [t.plain for p in said for t in source.line[p.start : p.end]]
    codes = {REASON_OF[word] for word in heard if word in REASON_OF}
    code = next((code for code in REASONS if code in codes), "")
    if not words:
        words = written(source.text, source.line, [draft.complaint], lambda p: True)
    return words, code


def _subject_and_note(
    source: Source, draft: Draft, verdict: Verdict
) -> tuple[str, str]:
    note = [p.start for p in draft.pieces if unread(draft, p)]
    note += _lost_outcome(draft, verdict)
    subject: list[int] = []
    if verdict.kind == "task":
        subject = note + [p.start for p in draft.subject] + _task_words(source, draft)
        note = []
    fits, rest = spare(_written(source, draft, subject, " "), SUBJECT_SIZE)
    said = _written(source, draft, note)
    return fits, " ".join(part for part in (rest, said) if part)


def _written(
    source: Source, draft: Draft, starts: list[int], between: str = ", "
) -> str:
    kept = set(starts)
    return written(
        source.text, source.line, draft.pieces, lambda p: p.start in kept, between
    )


def _task_words(source: Source, draft: Draft) -> list[int]:
    tasks = [p for p in draft.kinds if p.word.value == "task"]
    words = {
        p.start: " ".join(t.plain for t in source.line[p.start : p.end]) for p in tasks
    }
    return [start for start, said in words.items() if said not in GENERIC]


def _lost_outcome(draft: Draft, verdict: Verdict) -> list[int]:
    """An outcome that a plan or a missed meeting cannot carry is said in the note."""
    if verdict.outcome or (verdict.kind == "call" and draft.outcome == "call_back"):
        return []
    booked = draft.outcome == "meeting_booked"
    return [p.start for p in draft.pieces if p.tag == "outcome" and not booked]
