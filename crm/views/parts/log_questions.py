"""What is not sure about a reading, asked in words, with the answers as buttons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

from django.utils import timezone
from django.utils.translation import gettext as _

from crm.reading.said import Doubt, Named, Reading
from crm.templatetags.formats import clock, day
from crm.views.parts.words import kind_name, outcome_name

Answers = list[tuple[str, str]]
Recent = Callable[[], list[tuple[int, str]]]

#: The line of a doubt, where it is not called as the doubt's field.
ROWS = {"who": "prospect", "status": "at", "next_step": "next_kind"}
MOMENT = "%Y-%m-%dT%H:%M"
#: What it may have been, beside the kind that was read.
KINDS = ("call", "meeting", "demo", "task")
CAME_OF_IT = ("reached", "no_answer", "voicemail")


@dataclass(frozen=True)
class Asked:
    """A question under a chip. ``waits``: Enter does not save before it is answered."""

    text: str
    #: [(what the button says, "field=value&field=value")]
    answers: Answers = field(default_factory=list)
    waits: bool = True


def questions(reading: Reading, now: datetime, recent: Recent) -> dict[str, Asked]:
    """{line: question} of a reading's doubts; the one that waits where a line has two."""
    found: dict[str, Asked] = {}
    for doubt in reading.doubts:
        name = ROWS.get(doubt.field, doubt.field)
        asked = _asked(doubt, reading, now, recent)
        if name not in found or not found[name].waits:
            found[name] = asked
    return found


def _asked(doubt: Doubt, reading: Reading, now: datetime, recent: Recent) -> Asked:
    if doubt.field == "who":
        return _about_who(doubt.code, reading, recent)
    if doubt.code == "ask":
        return _about_what(doubt.field, reading)
    if doubt.code == "contradiction":
        return _planned_or_done(reading, now)
    if doubt.code == "day_order":
        step = reading.next_step if doubt.field == "next_step" else None
        name, at = ("next_at", step.at) if step else ("at", reading.at)
        return Asked(_("Which day is meant?"), list(_orders(name, at)))
    if doubt.code == "not_a_working_day":
        return Asked(_("Not a working day."), waits=False)
    if doubt.code == "too_long":
        text = _("Too long to be read whole: the rest is in the note.")
        return Asked(text, waits=False)
    return Asked(_("Assumed: change it if it was otherwise."), waits=False)


def _about_who(code: str, reading: Reading, recent: Recent) -> Asked:
    name = {"name": reading.new_name}
    if code == "several":
        return Asked(_("Which one?"), list(_named(reading.candidates)))
    if code == "near":
        answers = [*_named(reading.candidates), *_new(reading)]
        return Asked(_("Spelled nearly so. Did you mean:"), answers)
    if code == "unknown":
        return Asked(_("Nobody is called “%(name)s”.") % name, _new(reading))
    if code == "count":
        return Asked(_("The number of names is not the number said."), waits=False)
    near = [(who, f"prospect={pk}") for pk, who in recent()]
    return Asked(_("Who was it?"), near)


def _about_what(name: str, reading: Reading) -> Asked:
    if name == "outcome":
        answers = [(_capital(each), f"outcome={each}") for each in CAME_OF_IT]
        return Asked(_("What came of it?"), answers)
    kinds = dict.fromkeys(filter(None, [reading.kind, *KINDS]))
    return Asked(_("What was it?"), [(kind_name(k), f"kind={k}") for k in kinds])


def _capital(outcome: str) -> str:
    said = outcome_name(outcome)
    return said[:1].upper() + said[1:]


def _planned_or_done(reading: Reading, now: datetime) -> Asked:
    at, here = timezone.localtime(reading.at), timezone.localtime(now)
    planned = _("Planned for %(at)s") % {"at": clock(at)}
    answers = [
        (planned, f"at={at.strftime(MOMENT)}"),
        (_("Done now"), f"at={here.strftime(MOMENT)}"),
    ]
    return Asked(_("A length and an hour to come: planned, or done?"), answers)


def _orders(name: str, moment: datetime) -> Iterator[tuple[str, str]]:
    """Both ways to read 3/4."""
    at = timezone.localtime(moment)
    yield day(at, "long"), f"{name}={at.strftime(MOMENT)}"
    if at.day <= 12 and at.day != at.month:
        other = at.replace(month=at.day, day=at.month)
        yield day(other, "long"), f"{name}={other.strftime(MOMENT)}"


def _named(candidates: tuple[Named, ...]) -> Iterator[tuple[str, str]]:
    for who in candidates:
        said = f"{who.contact_name}, {who.name}" if who.contact_name else who.name
        contact = f"&contact={who.contact_id}" if who.contact_id else ""
        yield said, f"prospect={who.prospect_id}{contact}"


def _new(reading: Reading) -> Answers:
    name = reading.new_name
    if not name:
        return []
    return [(_("Create “%(name)s”") % {"name": name}, f"new_prospect={quote(name)}")]
