"""Forms of an activity that exists: correct it, move it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.forms import fields as typed
from crm.forms.choices import capitalised, keep_chosen
from crm.models import Activity, ContactMethod


class ActivityForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What"), choices=capitalised(Activity.Kind.choices)
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[("", "–"), *capitalised(Activity.Outcome.choices)],
        required=False,
    )
    at = typed.moment(_("When"), required=True)
    minutes = forms.IntegerField(
        label=_("Minutes"), required=False, min_value=0, max_value=14_400
    )
    direction = forms.ChoiceField(
        label=_("Direction"), choices=capitalised(Activity.Direction.choices)
    )
    method = forms.ModelChoiceField(
        ContactMethod.objects.all(), label=_("Contact method"), required=False
    )
    subject = forms.CharField(label=_("Subject"), max_length=200, required=False)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        seconds = activity.duration_s
        kwargs["initial"] = {
            "kind": activity.kind,
            "outcome": activity.outcome,
            "at": activity.at,
            "minutes": None if seconds is None else round(seconds / 60),
            "direction": activity.direction,
            "method": activity.method_id,
            "subject": activity.subject,
            "note": activity.note,
            "version": activity.version,
        } | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        keep_chosen(self, activity)

    def corrected(self) -> dict[str, Any]:
        """What ``services.activities.edit_activity`` takes."""
        data = dict(self.cleaned_data)
        data.pop("version")
        minutes = data.pop("minutes")
        if "minutes" in self.changed_data:
            data["duration_s"] = None if minutes is None else minutes * 60
        if "at" not in self.changed_data:
            # The field has no seconds: an untouched moment keeps its own.
            data.pop("at")
        return data
