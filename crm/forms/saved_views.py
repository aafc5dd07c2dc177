"""A saved view: its name, who else may use it, whether it opens first."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.forms import fields as typed
from crm.models import SavedView, Team, User
from crm.services.saved_views import sharing_teams


class SavedViewForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    team = forms.ModelChoiceField(
        Team.objects.none(),
        label=_("Shared with"),
        required=False,
        empty_label=_("Nobody: only I see it"),
    )
    is_default = forms.BooleanField(
        label=_("Opens first when I come to this list"), required=False
    )
    query = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput())
    token = typed.token()

    def __init__(
        self, *args: Any, user: User, view: SavedView | None = None, **kwargs: Any
    ) -> None:
        if view is not None:
            first = {"name": view.name, "team": view.team_id}
            first |= {"is_default": view.is_default}
            kwargs["initial"] = first | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = sharing_teams(user)  # type: ignore[attr-defined]
        if view is not None:
            del self.fields["query"]

    def described(self) -> dict[str, Any]:
        names = ("name", "team", "is_default")
        return {name: self.cleaned_data[name] for name in names}
