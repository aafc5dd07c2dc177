"""The lines under the quick log: each a chip that says one thing, over the field that holds it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _

from crm.forms.log import LogForm
from crm.models import Organisation
from crm.templatetags.formats import clock, money
from crm.views.parts import words
from crm.views.parts.log_questions import Asked

#: What each line holds; the first field gives it its name.
FIELDS = {
    "prospect": ("prospect", "new_prospect"),
    "contact": ("contact",),
    "kind": ("kind",),
    "outcome": ("outcome",),
    "at": ("at", "all_day"),
    "ended": ("ended",),
    "closes": ("closes",),
    "minutes": ("minutes",),
    "direction": ("direction",),
    "subject": ("subject",),
    "deal": ("deal",),
    "amount": ("amount", "on_deal"),
    "next_kind": (
        "next_kind",
        "next_at",
        "next_all_day",
        "next_minutes",
        "next_subject",
    ),
    "note": ("note",),
}
ICONS = {
    "prospect": "building",
    "contact": "person",
    "outcome": "check2-circle",
    "at": "clock",
    "ended": "x-circle",
    "closes": "calendar-check",
    "minutes": "hourglass-split",
    "direction": "arrow-left-right",
    "subject": "card-text",
    "deal": "kanban",
    "amount": "currency-euro",
    "next_kind": "arrow-right-circle",
    "note": "pencil",
}
#: Always in sight; the others only where they say something.
ALWAYS = ("prospect", "kind", "outcome", "at", "next_kind", "note")
#: In sight with their choices when nothing is typed: the taps of a phone.
TAPPED = ("prospect", "kind", "outcome")
#: Chosen, it gives its place to the next tap.
WHO = ("prospect",)


@dataclass
class Row:
    """One line: what it says, whether that is sure, and the fields to correct it with."""

    name: str
    icon: str
    label: str
    text: str
    fields: list[BoundField]
    asked: Asked | None = None
    open: bool = False
    taps: list[tuple[int, str]] = field(default_factory=list)
    #: Open because nothing is typed yet, not because the person opened it.
    tapped: bool = False

    @property
    def tone(self) -> str:
        if any(each.errors for each in self.fields):
            return "bad"
        return "caution" if self.asked else "accent" if self.text else ""


def rows_of(
    form: LogForm,
    now: datetime,
    *,
    asked: dict[str, Asked] | None = None,
    opened: Iterable[str] = (),
    tapping: bool = False,
) -> tuple[list[Row], list[Row]]:
    """(lines in sight, lines behind *More*) of one activity."""
    asked, opened = asked or {}, set(opened)
    shown: list[Row] = []
    more: list[Row] = []
    for name, names in FIELDS.items():
        if name in ("contact", "deal", "closes") and not form.fields[name].rows:  # type: ignore[attr-defined]
            continue
        fields = [form[each] for each in names]
        taps = tapping and name in TAPPED and not (name in WHO and form.by_hand)
        row = Row(
            name=form.add_prefix(name),
            icon=_icon(form, name),
            label=str(form[name].label),
            text=text_of(form, name, now),
            fields=fields,
            asked=asked.get(name),
            open=taps
            or form.add_prefix(name) in opened
            or any(each.errors for each in fields),
            taps=form.around.recent if name == "prospect" and taps else [],
            tapped=taps,
        )
        there = name in ALWAYS or (row.text and name != "direction") or row.asked
        (shown if there or row.open else more).append(row)
    return shown, more


def _icon(form: LogForm, name: str) -> str:
    if name == "kind":
        return words.KIND_ICONS.get(
            str(value_of(form, "kind") or ""), "question-circle"
        )
    return ICONS[name]


def value_of(form: LogForm, name: str) -> Any:
    """What the field holds as it stands, typed or proposed; None when that cannot be read."""
    try:
        return form.fields[name].clean(form[name].value())
    except ValidationError:
        return None


def text_of(form: LogForm, name: str, now: datetime) -> str:
    """The words of the line's chip, empty when it says nothing."""
    say = SAYS.get(name)
    value = value_of(form, name)
    if say is not None:
        return say(form, value, now)
    return str(value) if value else ""


def _label(form: LogForm, name: str, value: Any) -> str:
    labels = dict(form.fields[name].choices)  # type: ignore[attr-defined]
    return str(labels.get(value, "")) if value else ""


def _who(form: LogForm, value: Any, now: datetime) -> str:
    new = value_of(form, "new_prospect")
    if value is None and new:
        return _("%(name)s (new)") % {"name": new}
    return str(value or "")


def _at(form: LogForm, value: Any, now: datetime) -> str:
    if value is None:
        return ""
    all_day = bool(value_of(form, "all_day"))
    if not all_day and abs((value - now).total_seconds()) < 60:
        return _("Now")
    away = words.days_apart(value, now)
    if away == 0:
        return _("Today") if all_day else _("Today, %(at)s") % {"at": clock(value)}
    said = words.full(value, now, all_day=all_day)
    return f"{words.weekday(value, 'D')} {said}"


def _next(form: LogForm, value: Any, now: datetime) -> str:
    at = value_of(form, "next_at")
    if not value or at is None:
        return ""
    all_day = bool(value_of(form, "next_all_day"))
    said = words.next_text(value, at, all_day=all_day, now=now)
    lasts = _minutes(form, value_of(form, "next_minutes"), now)
    return words.joined(said, lasts, value_of(form, "next_subject"))


def _minutes(form: LogForm, value: Any, now: datetime) -> str:
    return _("%(n)d min") % {"n": value} if value else ""


def _amount(form: LogForm, value: Any, now: datetime) -> str:
    return money(value, Organisation.current().base_currency) if value else ""


SAYS = {
    "prospect": _who,
    "kind": lambda form, value, now: _label(form, "kind", value),
    "outcome": lambda form, value, now: _label(form, "outcome", value),
    "ended": lambda form, value, now: _label(form, "ended", value),
    "direction": lambda form, value, now: _label(form, "direction", value),
    "closes": lambda form, value, now: (
        dict(form.fields["closes"].widget.choices).get(value.pk, "") if value else ""
    ),
    "at": _at,
    "minutes": _minutes,
    "amount": _amount,
    "next_kind": _next,
}
