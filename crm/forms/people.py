"""A person's own choices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from crm.forms.choices import capitalised
from crm.models import User

REMINDERS = [
    ("off", _("Never")),
    ("0", _("When it begins")),
    ("5", _("5 minutes before")),
    ("10", _("10 minutes before")),
    ("15", _("15 minutes before")),
    ("30", _("30 minutes before")),
    ("60", _("An hour before")),
    ("120", _("Two hours before")),
]


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

    remind = forms.ChoiceField(
        label=_("Remind me"),
        choices=REMINDERS,
        required=False,
        help_text=_("Of what is planned with an hour, under the bell of every page."),
    )
    by_mail = forms.ChoiceField(
        label=_("Reminders by email too"),
        choices=[("on", _("On")), ("off", _("Off"))],
        required=False,
    )

    #: Nothing here can be left empty on the page, whatever the shell sends.
    says_optional = False

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "language": user.language,
            "theme": user.theme,
            "shortcuts": "on" if user.shortcuts_on else "off",
            "remind": "off" if user.remind_minutes is None else user.remind_minutes,
            "by_mail": "on" if user.reminded_by_mail else "off",
        }
        super().__init__(*args, **kwargs)
        self._keep_own(user.remind_minutes)

    def _keep_own(self, minutes: int | None) -> None:
        """A number of minutes set elsewhere stays a choice."""
        field: Any = self.fields["remind"]
        if minutes is not None and str(minutes) not in dict(REMINDERS):
            said = _("%(n)d minutes before") % {"n": minutes}
            field.choices = [*REMINDERS, (str(minutes), said)]

    def chosen(self) -> dict[str, Any]:
        """What was sent, as ``services.people.prefer`` takes it."""
        data = self.cleaned_data
        chosen = {name: data[name] for name in ("language", "theme") if data[name]}
        if data["shortcuts"]:
            chosen["shortcuts_on"] = data["shortcuts"] == "on"
        if data["remind"]:
            off = data["remind"] == "off"
            chosen["remind_minutes"] = None if off else int(data["remind"])
        if data["by_mail"]:
            chosen["reminded_by_mail"] = data["by_mail"] == "on"
        return chosen
