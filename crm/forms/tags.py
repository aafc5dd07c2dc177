"""The tags of a prospect: ticked from the list, or a new word."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.forms import fields as typed
from crm.models import Prospect, Tag, User


class TagsForm(forms.Form):
    tags = typed.SeveralField(
        Tag.objects.none(),
        label=_("Tags"),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )
    fresh = forms.CharField(
        label=_("New tag"),
        required=False,
        max_length=120,
        help_text=_("Added to the list for everyone, and to this prospect."),
    )

    def __init__(
        self, *args: Any, user: User, prospect: Prospect, **kwargs: Any
    ) -> None:
        carried = set(prospect.tags.values_list("pk", flat=True))
        super().__init__(*args, **{"initial": {"tags": list(carried)}} | kwargs)
        offered = Tag.objects.current() | Tag.objects.filter(pk__in=carried)
        self.fields["tags"].queryset = offered.distinct()  # type: ignore[attr-defined]
        if user.role == User.Role.REP:
            del self.fields["fresh"]
            if not offered.exists():
                nothing = _("No tag yet. Managers and administrators add them.")
                self.fields["tags"].help_text = nothing
