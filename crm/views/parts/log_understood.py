"""A typed line as it was understood: forms filled from it, with what the person set by hand kept."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language

from crm.forms.log import LogForm
from crm.forms.log_around import LogAround, whole
from crm.forms.log_start import asked, minute, started
from crm.models import Organisation, User
from crm.reading import read
from crm.reading.names import VisibleNames
from crm.reading.said import Reading
from crm.services.mornings import holidays_of
from crm.views.parts.log_questions import Asked, questions

#: What is read at once; the rest of a longer text would not be looked at before saving.
LONGEST, MOST = 4000, 40
#: How old a line may be that a phone kept while it had no network.
KEPT_FOR = timedelta(days=30)
#: Set together: choosing somebody else answers what was asked about the one who was read.
WHO = ("prospect", "new_prospect", "contact")


@dataclass
class Understood:
    """One activity as read, or the empty form: ``asked`` are the doubts by line."""

    form: LogForm
    reading: Reading | None = None
    asked: dict[str, Asked] = field(default_factory=dict)
    text: str = ""
    checked: bool = True

    @property
    def waits(self) -> bool:
        return any(question.waits for question in self.asked.values())


@dataclass(frozen=True)
class Typed:
    """What was sent: the line, the moment it was typed at, and the fields."""

    line: str
    at: datetime
    data: QueryDict
    query: QueryDict
    user: User


def typed(data: QueryDict, query: QueryDict, *, user: User, now: datetime) -> Typed:
    line = plain_line(data.get("line", "") or query.get("line", ""))
    return Typed(line, typed_at(data.get("typed_at", ""), now), data, query, user)


def plain_line(text: str) -> str:
    """The line without NUL bytes, one kind of line end, no longer than is read."""
    lines = text.replace("\0", "")[:LONGEST].splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def typed_at(text: str, now: datetime) -> datetime:
    """When a line kept on a phone was typed: its "yesterday" is that day's. Else now."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return now
    if moment is None or timezone.is_naive(moment):
        return now
    return moment if now - KEPT_FOR < moment <= now else now


def understand(said: Typed) -> list[Understood]:
    """What the line says, one activity or several; the empty form when nothing is typed."""
    readings = _read(said) if said.line else []
    base = asked(said.query, user=said.user, now=said.at)
    if len(readings) < 2:
        return [_one(said, readings[0] if readings else None, base)]
    around = LogAround(said.user, _ids(said, readings), _moments(said, readings))
    return [
        _filled(said, reading, {"at": minute(said.at)}, around, prefix=str(index))
        for index, reading in enumerate(readings)
    ]


def _read(said: Typed) -> Sequence[Reading]:
    ours = Organisation.current()
    here = timezone.localtime(said.at)
    years = (here.year, here.year + 1)
    return read(
        said.line,
        now=here,
        language=get_language() or "en",
        names=VisibleNames(said.user),
        holidays=frozenset().union(*(holidays_of(ours.country, y) for y in years)),
        working_week=ours.working_week,
        currency=ours.base_currency,
    )[:MOST]


def _one(said: Typed, reading: Reading | None, base: dict[str, Any]) -> Understood:
    readings = [reading] if reading else []
    ids = _ids(said, readings, base)
    around = LogAround(said.user, ids, _moments(said, readings))
    return _filled(said, reading, base, around)


def _ids(
    said: Typed, readings: Sequence[Reading], base: dict[str, Any] | None = None
) -> list[Any]:
    """Every prospect that a reading, the address or a field names."""
    named = [reading.who.prospect_id for reading in readings if reading.who]
    fields = [
        value
        for name, value in said.data.items()
        if name == "prospect" or name.endswith("-prospect")
    ]
    chosen = [value for name, value in _set_now(said)[1] if name == "prospect"]
    return [*named, *fields, *chosen, (base or {}).get("prospect")]


def _moments(said: Typed, readings: Sequence[Reading]) -> Iterator[datetime]:
    """Every moment to come that a reading or a field names."""
    for reading in readings:
        step = reading.next_step
        yield from (minute(at) for at in (reading.at, step and step.at) if at)
    field = LogForm.base_fields["at"]
    for name, value in said.data.items():
        if name.rpartition("-")[2] in ("at", "next_at") and value:
            with suppress(ValidationError):
                yield field.clean(value)


def _filled(
    said: Typed,
    reading: Reading | None,
    base: dict[str, Any],
    around: LogAround,
    prefix: str | None = None,
) -> Understood:
    start, doubts = dict(base), {}
    who = _by_hand(said, {"who": _signature(reading)}, prefix, WHO)
    start = _put(start, who)
    if reading is not None:
        doubts = questions(reading, said.at, lambda: around.recent)
        start |= _read_over(reading, start, around, said.at, chosen=bool(who))
        _settle(start, bool(who or base.get("prospect")), doubts)
    fresh = _fresh(start, reading, said.at)
    by_hand = who | _by_hand(said, fresh, prefix)
    start |= by_hand
    for name in by_hand:
        doubts.pop(name, None)
    form = LogForm(
        initial=start, prefix=prefix, user=said.user, now=said.at, around=around
    )
    form.offers_all = reading is None
    form.seen, form.by_hand = json.dumps(fresh), list(by_hand)
    return Understood(
        form,
        reading,
        doubts,
        text=reading.line if reading else "",
        checked=_kept(said, prefix),
    )


def _read_over(
    reading: Reading,
    start: dict[str, Any],
    around: LogAround,
    now: datetime,
    *,
    chosen: bool,
) -> dict[str, Any]:
    """The reading's fields; what it does not say stays as it was proposed or chosen."""
    here = whole(start.get("prospect"))
    read_one = reading.who.prospect_id if reading.who else None
    pk = here if chosen else read_one or here
    found = started(reading, around, Organisation.current().base_currency, pk)
    if reading.lose and not reading.kind and not around.deals(pk):
        found |= {"kind": "note", "note": reading.line}  # nothing to lose: it is told
    if reading.status == "held" and found["at"] == minute(now):
        del found["at"]  # the line names no moment
    return {name: value for name, value in found.items() if value or name == "kind"}


def _settle(start: dict[str, Any], known: bool, doubts: dict[str, Asked]) -> None:
    """Whoever is known already, and the plan that is ended, answer what was asked."""
    if known:
        doubts.pop("prospect", None)
    if start.get("closes"):
        doubts.pop("kind", None)


def _fresh(
    start: dict[str, Any], reading: Reading | None, now: datetime
) -> dict[str, str]:
    """What the line says of each field, to know later whether it says something else."""
    found = {name: str(value or "") for name, value in start.items()}
    if start.get("at") == minute(now):
        found["at"] = ""  # a line that names no moment says the same a minute later
    return found | {"who": _signature(reading)}


def _kept(said: Typed, prefix: str | None) -> bool:
    """Checked, unless the list was there already and the person took the line out."""
    if prefix is None or f"{prefix}-text" not in said.data:
        return True
    return bool(said.data.get(f"{prefix}-keep"))


def _signature(reading: Reading | None) -> str:
    """Whom the line names; empty when it names nobody."""
    if reading is None:
        return ""
    named = [reading.who, *reading.candidates]
    ids = [str(each.prospect_id) for each in named if each]
    return " ".join([*ids, reading.new_name]).strip()


def _set_now(said: Typed) -> tuple[str, list[tuple[str, str]]]:
    """The answer whose button was pressed, "0:field=value": (prefix of its line, [(field, value)])."""
    prefix, _colon, answer = said.data.get("set", "")[:500].partition(":")
    return prefix, parse_qsl(answer)[:4]


def _by_hand(
    said: Typed,
    fresh: dict[str, str],
    prefix: str | None,
    names: Sequence[str] | None = None,
) -> dict[str, Any]:
    """{field: value} that the person set, unless the line now says something else there."""
    before = _seen(said, prefix)
    own = f"{prefix}-" if prefix else ""
    known = [n for n in LogForm.base_fields if (n in WHO) == (names == WHO)]
    found: dict[str, Any] = {}
    for full in said.data.getlist("by_hand"):
        name = full.removeprefix(own) if full.startswith(own) else ""
        key = "who" if name in WHO else name
        if name in known and before.get(key, "") == fresh.get(key, ""):
            found[name] = said.data.get(full, "")
    line, answers = _set_now(said)
    if line == (prefix or ""):
        found |= {name: value for name, value in answers if name in known}
    return found


def _seen(said: Typed, prefix: str | None) -> dict[str, str]:
    name = f"{prefix}-seen" if prefix else "seen"
    try:
        found = json.loads(said.data.get(name, "{}"))
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {key: value for key, value in found.items() if isinstance(value, str)}


def _put(start: dict[str, Any], who: dict[str, Any]) -> dict[str, Any]:
    """Somebody else was chosen: the deal and contact of the one proposed go."""
    if who.get("new_prospect"):
        return start | {"prospect": None, "contact": None, "deal": None} | who
    if "prospect" in who and who["prospect"] != str(start.get("prospect") or ""):
        return start | {"contact": None, "deal": None} | who | {"new_prospect": ""}
    return start | who
