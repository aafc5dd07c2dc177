"""A list of which one value is set on many rows, or emptied on all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

#: What is sent, and what ``cleaned_data`` holds, for "empty it".
EMPTY = "empty"
AS_IT_IS = _("Leave as it is")


class _Offered(ModelChoiceIterator):  # type: ignore[type-arg]
    def __iter__(self) -> Iterator[Any]:
        choices = super().__iter__()
        yield next(choices)
        yield EMPTY, _("Empty it")
        yield from choices


class EmptyingField(forms.ModelChoiceField[Any]):
    """A row of the list, ``EMPTY``, or None to leave things as they are."""

    iterator = _Offered

    def to_python(self, value: Any) -> Any:
        return EMPTY if value == EMPTY else super().to_python(value)


def emptying(model: Any, label: Any) -> EmptyingField:
    rows = model.objects.all()
    return EmptyingField(rows, label=label, required=False, empty_label=AS_IT_IS)
