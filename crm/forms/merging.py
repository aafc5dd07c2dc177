"""A merge as it is chosen: which other record, and whose value for each choice."""

from __future__ import annotations

from django import forms

from crm.services.merging import CHOSEN


class MergeForm(forms.Form):
    """``version`` and ``other_version`` are what the person saw; a choice is ``home`` or ``other``."""

    version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    other_version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)

    def taken(self) -> set[str]:
        """The choices whose value comes from the other."""
        return {group for group in CHOSEN if self.data.get(f"take-{group}") == "other"}

    def seen(self) -> tuple[int | None, int | None]:
        return self.cleaned_data["version"], self.cleaned_data["other_version"]
