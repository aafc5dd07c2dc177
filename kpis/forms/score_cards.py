"""A score card as an admin types it, and the reference of an indicator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kpis.catalogue import KPIS
from kpis.forms.targets import read_steps
from kpis.models import ScoreCard
from kpis.ranking.score_cards import MOST_PARTS, MOST_WEIGHT, Card
from kpis.spec import Kpi

Choices = list[tuple[str, str]]


def choices_of(kpis: Iterable[Kpi]) -> Choices:
    return [("", "—"), *((kpi.key, str(kpi.label)) for kpi in kpis)]


class ScoreCardForm(forms.Form):
    """Name, what stands for a missing target, and eight lines of indicator and weight."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    missing = forms.ChoiceField(
        label=gettext_lazy("Where a person has no target"),
        choices=ScoreCard.Missing.choices,
        initial=ScoreCard.Missing.MEDIAN,
    )

    def __init__(
        self, *args: Any, kpis: Sequence[Kpi], card: Card | None = None, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        held = list(card.weights.items()) if card else []
        choices = choices_of(kpis)
        for place in range(MOST_PARTS):
            kpi, weight = held[place] if place < len(held) else ("", None)
            self.fields[f"kpi_{place}"] = forms.ChoiceField(
                label=_("Indicator %(n)s") % {"n": place + 1},
                choices=choices,
                required=False,
                initial=kpi,
                widget=forms.Select(attrs={"class": "form-select"}),
            )
            self.fields[f"weight_{place}"] = forms.IntegerField(
                label=_("Weight of indicator %(n)s") % {"n": place + 1},
                required=False,
                min_value=1,
                max_value=MOST_WEIGHT,
                initial=weight,
                widget=forms.NumberInput(attrs={"class": "form-control"}),
            )

    @property
    def lines(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"kpi_{i}"], self[f"weight_{i}"]) for i in range(MOST_PARTS)]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        weights: dict[str, int] = {}
        for place in range(MOST_PARTS):
            kpi, weight = data.get(f"kpi_{place}"), data.get(f"weight_{place}")
            if not kpi:
                continue
            if kpi in weights:
                self.add_error(f"kpi_{place}", _("This indicator is weighed already."))
            elif weight is None and f"weight_{place}" not in self.errors:
                self.add_error(f"weight_{place}", _("Give it a weight."))
            elif weight is not None:
                weights[kpi] = weight
        return data | {"weights": weights}

    def card(self, pk: int = 0) -> Card:
        """What was typed, as a card; after ``is_valid``."""
        data = self.cleaned_data
        by_median = data["missing"] == ScoreCard.Missing.MEDIAN
        return Card(data["name"], data["weights"], by_median, pk)


class ReferenceForm(forms.Form):
    """A level from outside; an empty one takes it away."""

    #: One is needed or the other: an empty level takes the reference away.
    says_optional = False

    kpi = forms.ChoiceField(label=gettext_lazy("Figure"))
    value = forms.CharField(
        label=gettext_lazy("Reference"),
        max_length=60,
        required=False,
    )
    source = forms.CharField(
        label=gettext_lazy("Where it comes from"), max_length=200, required=False
    )

    def __init__(
        self, *args: Any, kpis: Sequence[Kpi], currency: str, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.currency = currency
        self.fields["kpi"].choices = choices_of(kpis)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        kpi = KPIS.get(data.get("kpi") or "")
        if kpi is None:
            return data
        try:
            data["steps"] = read_steps(data.get("value") or "", kpi, self.currency)
        except ValidationError as error:
            self.add_error("value", error)
        return data
