"""Fields of the quick log whose choices are rows already read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from crm.forms.log_around import whole


class RowField(forms.Field):
    """One of these rows, by its id; anything else is refused like a missing one, without a query."""

    widget = forms.Select
    default_error_messages = {
        "invalid_choice": forms.ModelChoiceField.default_error_messages[
            "invalid_choice"
        ]
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.rows: dict[int, Model] = {}

    def offer(self, rows: Iterable[Model], say: Callable[[Any], str] = str) -> None:
        """These rows and no others."""
        self.rows = {row.pk: row for row in rows}
        named = [(pk, say(row)) for pk, row in self.rows.items()]
        self.widget.choices = [("", ""), *named]

    def to_python(self, value: Any) -> Model | None:
        if value in self.empty_values:
            return None
        row = self.rows.get(whole(value) or 0)
        if row is None:
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice"
            )
        return row
