"""The small lists a form offers, read together: one query when the first of them is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator

from crm.models.lists import ListValue
from crm.together import together

Choices = list[tuple[Any, str]]


def read_together(form: forms.BaseForm) -> None:
    """Make the choices of the lists an admin keeps come from one query, whatever their number.

    They are asked for when the form is shown: what is sent is checked field by field, as always.
    """
    fields: dict[str, Any] = {
        name: each for name, each in form.fields.items() if _is_list(each)
    }
    if len(fields) < 2:
        return
    known: dict[str, Choices] = {}

    def of(name: str) -> Callable[[], Choices]:
        def choices() -> Choices:
            if not known:
                known.update(_read(fields))
            return known[name]

        return choices

    for name, field in fields.items():
        field.choices = of(name)


def _is_list(field: Any) -> bool:
    if not isinstance(field, forms.ModelChoiceField):
        return False
    if isinstance(field, forms.ModelMultipleChoiceField) or field.queryset is None:
        return False
    if field.iterator is not ModelChoiceIterator:  # it offers more than its rows
        return False
    return issubclass(field.queryset.model, ListValue)


def _read(fields: dict[str, Any]) -> dict[str, Choices]:
    found = together(**{name: field.queryset for name, field in fields.items()})
    return {name: _choices(field, found[name]) for name, field in fields.items()}


def _choices(field: Any, rows: list[Any]) -> Choices:
    empty = [] if field.empty_label is None else [("", field.empty_label)]
    named = [(field.prepare_value(row), field.label_from_instance(row)) for row in rows]
    return [*empty, *named]
