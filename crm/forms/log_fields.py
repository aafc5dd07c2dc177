"""Fields of the quick log whose choices are rows already read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.choices import CallableChoiceIterator

from crm.forms.log_around import whole


class RowField(forms.Field):
    """One of these rows, by its id; anything else is refused like a missing one, without a query."""

    widget = forms.Select
    default_error_messages = {
        "invalid_choice": forms.ModelChoiceField.default_error_messages[
            "invalid_choice"
        ]
    }

    _read: Callable[[], Iterable[Model]]
    _known: dict[int, Model] | None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.offer(lambda: ())

    def offer(
        self,
        rows: Callable[[], Iterable[Model]],
        say: Callable[[Any], str] = str,
    ) -> None:
        """These rows and no others, read when somebody looks at them."""
        self._read, self._known = rows, None
        self.widget.choices = CallableChoiceIterator(
            lambda: [("", ""), *((pk, say(row)) for pk, row in self.rows.items())]
        )

    @property
    def rows(self) -> dict[int, Model]:
        if self._known is None:
            self._known = {row.pk: row for row in self._read()}
        return self._known

    def to_python(self, value: Any) -> Model | None:
        if value in self.empty_values:
            return None
        row = self.rows.get(whole(value) or 0)
        if row is None:
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice"
            )
        return row
