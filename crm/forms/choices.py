"""Choices as they stand on a page: capitalised, with the lists an admin keeps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.template.defaultfilters import capfirst
from django.utils.functional import lazy


def capitalised(choices: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """[(value, Label)] from a TextChoices, still lazy about the language."""
    return [(value, _capital(label)) for value, label in choices]


def _capital(label: Any) -> Any:
    return lazy(lambda: str(capfirst(str(label))), str)()


def keep_chosen(form: forms.BaseForm, row: Any) -> None:
    """A list offers what can still be chosen, and what this row already has though retired."""
    for name, field in form.fields.items():
        queryset = getattr(field, "queryset", None)
        if not isinstance(queryset, QuerySet) or not hasattr(queryset, "current"):
            continue
        chosen = getattr(row, f"{name}_id", None)
        current = queryset.current()
        if chosen is not None:
            current = current | queryset.filter(pk=chosen)
        field.queryset = current  # type: ignore[attr-defined]
