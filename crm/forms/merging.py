"""A merge as it is chosen: which other record, and whose value for each choice."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.models import Prospect, User
from crm.services.merging import CHOSEN


class OtherForm(forms.Form):
    """Which record is merged into this one."""

    # ``with`` stands in the address; a keyword cannot be an attribute.
    other = forms.ModelChoiceField(Prospect.objects.none(), label=_("The other record"))

    def __init__(self, *args: Any, user: User, home: Prospect, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Prospect.objects.changeable_by(user).exclude(pk=home.pk)
        self.fields["other"].queryset = rows.filter(merged_into__isnull=True)  # type: ignore[attr-defined]


class MergeForm(forms.Form):
    """``version`` and ``other_version`` are what the person saw; a choice is ``home`` or ``other``."""

    version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    other_version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)

    def taken(self) -> set[str]:
        """The choices whose value comes from the other."""
        return {group for group in CHOSEN if self.data.get(f"take-{group}") == "other"}

    def seen(self) -> tuple[int | None, int | None]:
        return self.cleaned_data["version"], self.cleaned_data["other_version"]
