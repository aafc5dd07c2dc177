"""Forms of the values of a list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from crm.forms import fields as typed
from crm.models import Channel
from crm.models.lists import ListValue
from crm.models.shipped import shown
from crm.setup.lists import Kept

#: In percent with two decimals; far above any country's.
HIGHEST_RATE = 100


def _channel() -> forms.Field:
    return forms.ModelChoiceField(
        Channel.objects.current(), label=_("Channel"), required=False
    )


def _competitor() -> forms.Field:
    return forms.BooleanField(
        label=_("Ask for the competitor when a deal is lost for this reason"),
        required=False,
    )


def _rate() -> forms.Field:
    bounds = [MinValueValidator(0), MaxValueValidator(HIGHEST_RATE)]
    field = typed.AmountField(label=_("Rate, %"))
    field.validators += bounds
    return field


EXTRA = {"channel": _channel, "needs_competitor": _competitor, "rate_bp": _rate}


class ValueForm(forms.Form):
    """Its name, and what this list carries besides."""

    name = forms.CharField(label=_("Name"), max_length=120)
    token = typed.token()

    def __init__(
        self, *args: Any, kept: Kept, value: ListValue | None = None, **kwargs: Any
    ) -> None:
        self.kept = kept
        if value is not None:
            kwargs["initial"] = _initial(kept, value)
        super().__init__(*args, **kwargs)
        for column in kept.extra:
            self.fields[column] = EXTRA[column]()
        if value is not None and "channel" in self.fields:
            chosen = Channel.objects.filter(pk=getattr(value, "channel_id", None) or 0)
            self.fields["channel"].queryset |= chosen  # type: ignore[attr-defined]

    def written(self) -> dict[str, Any]:
        """What ``services.lists`` takes; a rate as basis points."""
        data = {name: self.cleaned_data[name] for name in ("name", *self.kept.extra)}
        if "rate_bp" in data:
            data["rate_bp"] = int(data["rate_bp"] * 100)
        return data


def _initial(kept: Kept, value: ListValue) -> dict[str, Any]:
    first = {column: getattr(value, column) for column in kept.extra}
    if "rate_bp" in first:
        first["rate_bp"] = typed.written(first["rate_bp"], "EUR")
    return first | {"name": shown(value.name)}


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(Channel.objects.none(), label=_("Merge into"))

    def __init__(self, *args: Any, value: ListValue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = type(value).objects.current().exclude(pk=value.pk)
        self.fields["into"].queryset = others  # type: ignore[attr-defined]
