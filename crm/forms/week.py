"""The days people work, ticked; kept as digits, Monday 1."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS

from crm.forms.choices import capitalised


class WeekField(forms.MultipleChoiceField):
    """'12345' as seven boxes. What is sent may be the boxes or the digits in one."""

    def __init__(self, **kwargs: Any) -> None:
        days = [(str(day + 1), name) for day, name in WEEKDAYS.items()]
        super().__init__(
            choices=capitalised(days),
            widget=forms.CheckboxSelectMultiple(attrs={"class": "days"}),
            **kwargs,
        )

    def prepare_value(self, value: Any) -> list[str]:
        return list("".join(value or ""))

    def to_python(self, value: Any) -> list[str]:
        return sorted(set("".join(super().to_python(value))))

    def clean(self, value: Any) -> str:
        """The digits in order; at least one."""
        return "".join(super().clean(value))
