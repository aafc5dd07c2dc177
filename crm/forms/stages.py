"""Forms of pipelines and stages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.forms import fields as typed
from crm.forms.choices import capitalised
from crm.models import Pipeline, Stage
from crm.models.pipeline import ForecastCategory
from crm.models.shipped import shown


class PipelineForm(forms.Form):
    """``version`` is what the person saw of a pipeline that is there; the service checks it."""

    name = forms.CharField(label=_("Name"), max_length=120)
    version = typed.version()
    token = typed.token()

    def __init__(
        self, *args: Any, pipeline: Pipeline | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version" if pipeline is None else "token"]
        if pipeline is not None:
            _starts_from(self, pipeline)


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
    version = typed.version()
    token = typed.token()

    def __init__(self, *args: Any, stage: Stage | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version" if stage is None else "token"]
        if stage is None:
            return
        if stage.kind != Stage.Kind.OPEN:
            # The ends are certain: their probability and category say so.
            self.fields = {name: self.fields[name] for name in ("name", "version")}
        _starts_from(self, stage)

    def changed(self) -> dict[str, Any]:
        """What the person changed of what they saw."""
        names = set(self.changed_data) - {"version"}
        return {name: self.cleaned_data[name] for name in names}


def _starts_from(form: forms.Form, row: Pipeline | Stage) -> None:
    """The values there are, kept in the form beside what is typed: who changed what can be told."""
    for name, field in form.fields.items():
        held = getattr(row, name)
        form.initial.setdefault(name, shown(held) if name == "name" else held)
        field.show_hidden_initial = name != "version"


class MoveOnForm(forms.Form):
    """Where the open deals of what is archived go."""

    to = forms.ModelChoiceField(Stage.objects.none(), label=_("Its open deals go to"))

    def __init__(self, *args: Any, stages: Any, needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = stages  # type: ignore[attr-defined]
        if not needed:
            del self.fields["to"]
