"""Where a planned activity goes, and until when a row sleeps."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from crm.civil import starts_at
from crm.forms import fields as typed
from crm.models import Activity, Organisation

DAYS = [("tomorrow", _("Tomorrow")), ("monday", _("Monday"))]
NEXT = ("next", _("Next working day"))


class MoveForm(forms.Form):
    """One tap: tomorrow, Monday, or the next day the person works."""

    to = forms.ChoiceField(choices=[*DAYS, NEXT], required=False)


class MomentForm(forms.Form):
    """Another moment, with or without an hour."""

    at = typed.moment(_("When"), required=True)
    all_day = forms.BooleanField(label=_("No hour set"), required=False)

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        kwargs["initial"] = {"at": activity.at, "all_day": activity.all_day}
        super().__init__(*args, **kwargs)

    def moment(self) -> tuple[datetime, bool]:
        """(instant, whether it has no hour): without an hour it stands where its day begins."""
        at, all_day = self.cleaned_data["at"], self.cleaned_data["all_day"]
        if not all_day:
            return at, False
        zone = Organisation.current().zone
        return starts_at(timezone.localtime(at).date(), zone), True


class SnoozeForm(forms.Form):
    """Until which day a row is left out: one tap, or a day of one's own."""

    to = forms.ChoiceField(choices=DAYS, required=False, widget=forms.HiddenInput)
    until = typed.day(_("Show it again on"))

    def __init__(self, *args: Any, tomorrow: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = tomorrow + timedelta(days=6)
        self.fields["until"].widget.attrs["min"] = tomorrow.isoformat()
