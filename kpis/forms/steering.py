"""A plan's step and end, a remark on a figure, a priority."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from crm.forms import fields
from crm.models import Team
from kpis.spec import Kpi


class StepForm(forms.Form):
    text = forms.CharField(
        label=pgettext_lazy("of an action plan", "Step"), max_length=200
    )
    due_on = fields.day(gettext_lazy("Due"))


class EndForm(forms.Form):
    done = forms.ChoiceField(
        label=gettext_lazy("How it ended"),
        choices=[
            ("done", gettext_lazy("It was done")),
            ("given-up", gettext_lazy("It was given up")),
        ],
        initial="done",
    )
    outcome = forms.CharField(
        label=gettext_lazy("What came of it"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SaidForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Say something about this figure"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    proposal = forms.BooleanField(
        label=gettext_lazy("I propose an action"), required=False
    )


class PriorityForm(forms.Form):
    team = forms.ChoiceField(label=gettext_lazy("Team"))
    text = forms.CharField(label=gettext_lazy("What comes first"), max_length=160)
    kpi = forms.ChoiceField(label=gettext_lazy("Figure"), required=False)
    until = fields.day(gettext_lazy("Until"))

    def __init__(
        self, *args: Any, teams: list[Team], kpis: list[Kpi], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        choices = {
            "team": [(str(team.pk), team.name) for team in teams],
            "kpi": [("", "–"), *((kpi.key, str(kpi.label)) for kpi in kpis)],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until is not None and until < self.today:
            raise ValidationError(_("Choose a day to come."))
        return until
