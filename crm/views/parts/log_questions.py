"""What is not sure about a reading, asked in words, with the answers as buttons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from crm.reading.said import Doubt, Named, Reading
from crm.templatetags.formats import clock, day
from crm.views.parts.words import kind_name

#: The line of a doubt, where it is not called as the doubt's field.
ROWS = {"who": "prospect", "status": "at"}
MOMENT = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True)
class Asked:
    """A question under a chip. ``waits``: Enter does not save before it is answered."""

    text: str
    #: [(what the button says, "field=value&field=value")]
    answers: list[tuple[str, str]] = field(default_factory=list)
    waits: bool = True


def questions(
    reading: Reading, now: datetime, recent: list[tuple[int, str]]
) -> dict[str, Asked]:
    """{line: question} of a reading's doubts."""
    found = {}
    for doubt in reading.doubts:
        name = ROWS.get(doubt.field, doubt.field)
        found[name] = _asked(doubt, reading, now, recent)
    return found


def _asked(
    doubt: Doubt, reading: Reading, now: datetime, recent: list[tuple[int, str]]
) -> Asked:
    code = doubt.code
    if code == "several":
        return Asked(_("Which one?"), list(_named(reading.candidates)))
    if code == "near":
        text = _("Nobody is called “%(name)s”. Did you mean:") % {
            "name": reading.new_name
        }
        return Asked(text, [*_named(reading.candidates), *_new(reading)])
    if code == "unknown":
        text = _("Nobody is called “%(name)s”.") % {"name": reading.new_name}
        return Asked(text, _new(reading))
    if code == "missing":
        near = [(name, f"prospect={pk}") for pk, name in recent]
        return Asked(_("Who was it?"), near)
    if code == "ask":
        kinds = [(kind_name(kind), f"kind={kind}") for kind in ("meeting", "demo")]
        return Asked(_("What was it?"), kinds)
    return _about_time(code, reading, now)


def _about_time(code: str, reading: Reading, now: datetime) -> Asked:
    at = timezone.localtime(reading.at)
    same = f"at={at.strftime(MOMENT)}"
    if code == "contradiction":
        here = timezone.localtime(now).strftime(MOMENT)
        planned = _("Planned for %(at)s") % {"at": clock(at)}
        answers = [(planned, same), (_("Done now"), f"at={here}")]
        return Asked(_("A length and an hour to come: planned, or done?"), answers)
    if code == "day_order":
        return Asked(_("Which day is meant?"), list(_orders(at, same)))
    if code == "not_a_working_day":
        return Asked(_("Not a working day."), waits=False)
    return Asked(_("Assumed: change it if it was otherwise."), waits=False)


def _orders(at: datetime, same: str) -> Iterator[tuple[str, str]]:
    yield day(at, "long"), same
    if at.day <= 12 and at.day != at.month:
        other = at.replace(month=at.day, day=at.month)
        yield day(other, "long"), f"at={other.strftime(MOMENT)}"


def _named(candidates: tuple[Named, ...]) -> Iterator[tuple[str, str]]:
    for who in candidates:
        said = f"{who.contact_name}, {who.name}" if who.contact_name else who.name
        contact = f"&contact={who.contact_id}" if who.contact_id else ""
        yield said, f"prospect={who.prospect_id}{contact}"


def _new(reading: Reading) -> list[tuple[str, str]]:
    name: Any = reading.new_name
    if not name:
        return []
    from urllib.parse import quote

    return [(_("Create “%(name)s”") % {"name": name}, f"new_prospect={quote(name)}")]
