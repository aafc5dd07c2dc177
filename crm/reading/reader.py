"""Read what a person typed or dictated: a list of activities to confirm, never saved here."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date, datetime

from crm.reading.actions import divide
from crm.reading.assembling import Source, assemble
from crm.reading.drafts import Draft
from crm.reading.following import follow, share
from crm.reading.gathering import gather
from crm.reading.notes import as_notes
from crm.reading.people import Expecting, announce, mentions
from crm.reading.piece import Piece
from crm.reading.pieces import is_sign, pieces
from crm.reading.priced import priced
from crm.reading.said import Doubt, Names, Reading
from crm.reading.slips import amended
from crm.reading.spans import Working
from crm.reading.strangers import look_for_stranger
from crm.reading.tokens import Token, tidy, tokens
from crm.reading.verdict import judge
from crm.reading.whens import Calendar

#: Of a longer line only so much is read; of a longer text only so many lines. The rest is the note.
MOST_CHARS = 1_500
MOST_LINES = 50


def read(
    text: str,
    *,
    now: datetime,
    language: str,
    names: Names,
    day_first: bool = True,
    holidays: Container[date] = (),
    working_week: str = "12345",
    currency: str = "EUR",
) -> list[Reading]:
    """What the text says, one reading per activity, in order; empty for an empty text.

    ``now`` is in the reader's zone, and so is every ``at``. ``language`` and ``day_first`` only
    break ties; both languages are always understood. Never raises, whatever was typed.
    """
    on = Calendar(now, Working(working_week, holidays), language, day_first)
    lines = [line.strip() for line in tidy(text).split("\n") if line.strip()]
    cut = [_tokens(line, on, currency) for line in lines[:MOST_LINES]]
    known = [typed for typed in cut if typed is not None]
    announce([(typed.line, typed.first) for typed in known], names)
    found = [r for typed in known for r in _read_line(typed, on, names, currency)]
    if isinstance(names, Expecting) and names.answer():  # who was meant is known now
        found = [r for typed in known for r in _read_line(typed, on, names, currency)]
    return _with_rest(found, "\n".join(lines[MOST_LINES:]))


@dataclass(frozen=True)
class Typed:
    """One line, cut into tokens; ``first`` is what it says before anybody is known."""

    text: str
    rest: str
    line: list[Token]
    first: list[Piece]


def _tokens(text: str, on: Calendar, currency: str) -> Typed | None:
    text, rest = _cut(text)
    line = tokens(text)
    if all(is_sign(token) for token in line):
        return None
    return Typed(text, rest, line, pieces(line, on, currency, {}))


def _read_line(
    typed: Typed, on: Calendar, names: Names, currency: str
) -> list[Reading]:
    line = typed.line
    spelt = amended(line, typed.first)
    again = typed.first if spelt == line else pieces(spelt, on, currency, {})
    people = mentions(line, typed.first, names, again)
    who = {start: (mention.end, mention) for start, mention in people.items()}
    found = priced(as_notes(pieces(spelt, on, currency, who), line), line, currency)
    drafts = [gather(action, line) for action in divide(found, on)]
    for draft in drafts:
        _complete(draft, drafts, line, names)
    share(drafts)
    source = Source(typed.text, line)
    verdicts = [judge(draft, on) for draft in drafts]
    readings = [assemble(source, d, v) for d, v in zip(drafts, verdicts, strict=True)]
    return _with_rest(follow(drafts, verdicts, readings, on), typed.rest)


def _cut(text: str) -> tuple[str, str]:
    if len(text) <= MOST_CHARS:
        return text, ""
    cut = max(text.rfind(" ", 0, MOST_CHARS), 0) or MOST_CHARS
    return text[:cut], text[cut:].strip()


def _complete(
    draft: Draft, drafts: list[Draft], line: list[Token], names: Names
) -> None:
    """Somebody unknown, where nobody was named and the line does not go on about the same."""
    first = draft is drafts[0]
    if draft.who is None and (first or draft.opened == "listed" or draft.kinds):
        look_for_stranger(
            draft, line, names, sure=not first and draft.opened != "listed"
        )


def _with_rest(found: list[Reading], rest: str) -> list[Reading]:
    """What was too much to read is at the end of the last note."""
    if not rest or not found:
        return found
    note = f"{found[-1].note}\n{rest}".strip()
    doubt = Doubt("note", "too_long")
    return [
        *found[:-1],
        replace(found[-1], note=note, doubts=(*found[-1].doubts, doubt)),
    ]
