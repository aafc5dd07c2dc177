"""A person's own choices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from crm.forms.choices import capitalised
from crm.models import User


class PreferencesForm(forms.Form):
    """Every field may be missing: the shell sends one at a time."""

    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, required=False
    )
    theme = forms.ChoiceField(
        label=_("Theme"), choices=capitalised(User.Theme.choices), required=False
    )
    shortcuts = forms.ChoiceField(
        label=_("Single-key shortcuts"),
        choices=[("on", _("On")), ("off", _("Off"))],
        required=False,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "language": user.language,
            "theme": user.theme,
            "shortcuts": "on" if user.shortcuts_on else "off",
        }
        super().__init__(*args, **kwargs)

    def chosen(self) -> dict[str, Any]:
        """What was sent, as ``services.people.prefer`` takes it."""
        data = self.cleaned_data
        chosen = {name: data[name] for name in ("language", "theme") if data[name]}
        if data["shortcuts"]:
            chosen["shortcuts_on"] = data["shortcuts"] == "on"
        return chosen
