"""Choices as they stand on a page: capitalised, with the lists an admin keeps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.db.models.fields import BLANK_CHOICE_DASH
from django.template.defaultfilters import capfirst
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from crm.forms.offered import read_together

DASHES = BLANK_CHOICE_DASH[0][1]
#: What an optional list says while nothing is chosen.
NOTHING = "–"
#: And one to type into.
TYPE = _("Type a name")


def capitalised(choices: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """[(value, Label)] from a TextChoices, still lazy about the language."""
    return [(value, _capital(label)) for value, label in choices]


def _capital(label: Any) -> Any:
    return lazy(lambda: str(capfirst(str(label))), str)()


def keep_chosen(form: forms.BaseForm, row: Any) -> None:
    """A list offers what can still be chosen, and what this row already has though retired."""
    as_on_a_page(form)
    for name, field in form.fields.items():
        if typed_to_find(field):
            continue  # it offers a few rows of its own; the others are found by typing
        queryset = getattr(field, "queryset", None)
        if not isinstance(queryset, QuerySet) or not hasattr(queryset, "current"):
            continue
        chosen = getattr(row, f"{name}_id", None)
        current = queryset.current()
        if chosen is not None:
            current = current | queryset.filter(pk=chosen)
        field.queryset = current  # type: ignore[attr-defined]


def typed_to_find(field: forms.Field) -> bool:
    """Whether the field is a list to type into: thousands of rows are never written out."""
    return "data-picker-url" in field.widget.attrs


def as_on_a_page(form: forms.BaseForm) -> None:
    """Choices begin with a capital; none is an en dash, not Django's nine hyphens.

    A list to type into says so, and keeps the few choices it offers.
    """
    for field in form.fields.values():
        if typed_to_find(field):
            few: Any = field.widget
            few.choices = [(value, label or TYPE) for value, label in few.choices]
        elif getattr(field, "empty_label", None) == DASHES:
            field.empty_label = NOTHING  # type: ignore[attr-defined]
        elif not hasattr(field, "empty_label") and isinstance(field, forms.ChoiceField):
            offered: Any = field.choices
            field.choices = [_as_shown(value, label) for value, label in offered]
    read_together(form)


def _as_shown(value: Any, label: Any) -> tuple[Any, Any]:
    if isinstance(label, list | tuple):
        return value, label  # a group of choices
    return value, NOTHING if label == DASHES else capfirst(str(label))
