"""Forms of pipelines and stages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.forms import fields as typed
from crm.forms.choices import capitalised
from crm.models import Stage
from crm.models.pipeline import ForecastCategory


class PipelineForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    token = typed.token()


class StageForm(forms.Form):
    """An open stage. What is not changed here is left alone, whatever somebody else made of it."""

    name = forms.CharField(label=_("Name"), max_length=120)
    probability = forms.IntegerField(
        label=_("Probability, %"),
        min_value=0,
        max_value=100,
        help_text=_(
            "The share of its deals that are won. Open deals are revalued today; past days keep theirs."
        ),
    )
    rot_days = forms.IntegerField(
        label=_("Stale after (days)"),
        required=False,
        min_value=1,
        max_value=3650,
        help_text=_(
            "A deal that lies longer here, without a next step, is marked. Empty: never."
        ),
    )
    forecast_category = forms.ChoiceField(
        label=_("Forecast category"),
        choices=capitalised(ForecastCategory.choices),
        initial=ForecastCategory.PIPELINE,
    )
    token = typed.token()

    def __init__(self, *args: Any, stage: Stage | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if stage is None:
            return
        del self.fields["token"]
        if stage.kind != Stage.Kind.OPEN:
            # The ends are certain: their probability and category say so.
            self.fields = {"name": self.fields["name"]}
        for name, field in self.fields.items():
            self.initial.setdefault(name, getattr(stage, name))
            field.show_hidden_initial = True

    def changed(self) -> dict[str, Any]:
        """What the person changed of what they saw."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


class MoveOnForm(forms.Form):
    """Where the open deals of what is archived go."""

    to = forms.ModelChoiceField(Stage.objects.none(), label=_("Its open deals go to"))

    def __init__(self, *args: Any, stages: Any, needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = stages  # type: ignore[attr-defined]
        if not needed:
            del self.fields["to"]
