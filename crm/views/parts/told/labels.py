"""Edits of fields in words: the field's name, and values as a reader knows them, never ids."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import (
    BigIntegerField,
    BooleanField,
    DateField,
    DateTimeField,
    DecimalField,
    F,
    Field,
    ForeignKey,
    Model,
    TextField,
    Value,
)
from django.db.models.functions import Cast
from django.template.defaultfilters import capfirst
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from crm.models import Organisation
from crm.models.shipped import shown
from crm.money import to_major
from crm.templatetags.formats import DASH, clock, day, money_minor, number

#: [(kind of record, {field: [was, is]})]
Edits = Iterable[tuple[str, dict[str, Any]]]
Names = dict[tuple[str, int], str]
LONGEST = 120
#: Kept in minor units.
MONEY = ("amount", "base_amount", "recurring_amount")


def changes_of(
    kind: str, changes: dict[str, Any], names: Names
) -> list[dict[str, str]]:
    """[{label, was, is}] of one edit."""
    told = []
    for name, pair in changes.items():
        field = field_of(kind, name)
        if field is None or not isinstance(pair, list) or len(pair) != 2:
            continue
        was, now = (_said(field, value, names) for value in pair)
        label = str(capfirst(str(field.verbose_name)))
        told.append({"label": label, "was": was, "is": now})
    return told


def field_of(kind: str, name: str) -> Field[Any, Any] | None:
    try:
        found = apps.get_model("crm", kind)._meta.get_field(name)
    except (LookupError, FieldDoesNotExist):
        return None
    return found if isinstance(found, Field) else None


def names_of(edits: Edits) -> Names:
    """The names of every row that the values point at: one query, or none."""
    wanted: dict[str, set[int]] = {}
    for kind, changes in edits:
        for name, pair in changes.items():
            field = field_of(kind, name)
            if isinstance(field, ForeignKey) and isinstance(pair, list):
                ids = {value for value in pair if isinstance(value, int)}
                wanted.setdefault(_target(field)._meta.label_lower, set()).update(ids)
    branches = [_names(label, ids) for label, ids in sorted(wanted.items()) if ids]
    if not branches:
        return {}
    whole = branches[0].union(*branches[1:], all=True) if branches[1:] else branches[0]
    return {(label, pk): shown(name) for label, pk, name in whole}


def _target(field: ForeignKey[Any, Any]) -> type[Model]:
    found: Any = field.remote_field.model
    return found  # type: ignore[no-any-return]


def _names(label: str, ids: set[int]) -> Any:
    model = apps.get_model(label)
    column = "full_name" if label == "crm.user" else "name"
    rows = model._base_manager.filter(pk__in=ids).order_by()
    return rows.annotate(
        t_of=Value(label, output_field=TextField()),
        t_row=Cast(F("pk"), BigIntegerField()),
        t_name=Cast(F(column), TextField()),
    ).values_list("t_of", "t_row", "t_name")


def _said(field: Field[Any, Any], value: Any, names: Names) -> str:
    if value is None or value == "":
        return DASH
    if isinstance(field, ForeignKey):
        return names.get((_target(field)._meta.label_lower, value), _("deleted"))
    if isinstance(field, BooleanField):
        return _("yes") if value else _("no")
    if isinstance(field, DateTimeField):
        return _moment(parse_datetime(str(value)))
    if isinstance(field, DateField):
        return _moment(parse_date(str(value)))
    if field.name in MONEY and isinstance(value, int):
        return _money(field.name, value)
    if isinstance(field, DecimalField):
        return number(Decimal(str(value)).normalize())
    label = dict(field.flatchoices).get(value)
    return str(capfirst(str(label))) if label else _short(str(value))


def _money(name: str, minor: int) -> str:
    """With its sign in our own currency; the entry does not say which other one it was."""
    base = Organisation.current().base_currency
    if name == "base_amount":
        return money_minor(minor, base)
    return number(to_major(minor, base))


def _moment(value: date | datetime | None) -> str:
    if isinstance(value, datetime):
        return f"{day(value, 'year')}, {clock(value)}"
    return day(value, "year")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
