"""What was sent from the quick log: one form or a list of checked lines, and its writing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.http import QueryDict

from crm.forms.log import LogForm
from crm.forms.log_around import LogAround
from crm.models import User
from crm.services.quick_log import LineRefused, Logged, quick_log
from crm.views.answers import add_refusal
from crm.views.parts.log_understood import MOST, Typed, Understood, plain_line


def key_of(data: QueryDict) -> UUID | None:
    try:
        return UUID(data.get("client_uuid", ""))
    except ValueError:
        return None


def was_seen(said: Typed) -> bool:
    """Whether the person saw how this line was read before sending it."""
    return said.line == plain_line(said.data.get("read_line", said.line))


def certain(said: Typed, found: Sequence[Understood]) -> bool:
    """A line kept while there was no network is written unseen only when nothing in it is unsure."""
    return bool(said.data.get("kept")) and not any(each.asked for each in found)


def count_of(data: QueryDict) -> int:
    """How many lines the list holds that was sent; 0 for a single activity."""
    text = data.get("count", "")
    return min(int(text), MOST) if text.isdecimal() and len(text) < 4 else 0


def sent(said: Typed) -> list[Understood]:
    """The forms as sent; a line that is not checked is shown again but not looked at."""
    data, n = said.data, count_of(said.data)
    if not n:
        hangs = any(data.get(name) for name in ("contact", "deal", "closes"))
        around = LogAround(said.user, [data.get("prospect")], at_once=hangs)
        return [Understood(LogForm(data, user=said.user, now=said.at, around=around))]
    around = LogAround(said.user, [data.get(f"{i}-prospect") for i in range(n)])
    return [_line(said, str(index), around) for index in range(n)]


def _line(said: Typed, prefix: str, around: LogAround) -> Understood:
    checked = bool(said.data.get(f"{prefix}-keep"))
    form = LogForm(
        said.data if checked else None,
        prefix=prefix,
        user=said.user,
        now=said.at,
        around=around,
        initial={n: said.data.get(f"{prefix}-{n}") for n in LogForm.base_fields},
    )
    return Understood(form, text=said.data.get(f"{prefix}-text", ""), checked=checked)


def save(
    found: Sequence[Understood], *, by: User, now: datetime, key: UUID | None
) -> Logged | None:
    """Write all the checked lines or none; None when a form now says what is wrong."""
    checked = [each for each in found if each.checked]
    for each in checked:
        each.form = each.form.bound()
    forms = [each.form for each in checked]
    wrong = [form for form in forms if not form.is_valid()]  # each says what is wrong
    if wrong or not forms:
        return None
    several = len(found) > 1
    entries = [form.entry(in_bulk=several) for form in forms]
    try:
        return quick_log(by=by, now=now, entries=entries, key=key)
    except LineRefused as refused:
        add_refusal(forms[refused.line], refused.refusal)
        return None
