"""Forms of a deal: opening and describing it. Its price: ``deal_price``; its end: ``deal_ends``."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from crm import access
from crm.forms import fields as typed
from crm.forms.amounts import AmountForm, currency_field
from crm.forms.choices import capitalised, keep_chosen
from crm.forms.customers import offer_few, one_of
from crm.forms.deal_ends import LoseForm
from crm.forms.deal_price import LineFormSet, PriceForm, lines_as_typed
from crm.forms.prospects import AssignForm
from crm.forms.recurring import RecurringForm
from crm.models import Deal, Organisation, Prospect, Stage, User

__all__ = [
    "AmountForm",
    "AssignDealForm",
    "DealForm",
    "LineFormSet",
    "LoseForm",
    "NewDealForm",
    "PriceForm",
    "currency_field",
    "lines_as_typed",
]


class NewDealForm(RecurringForm, AmountForm):
    name = forms.CharField(label=_("Name"), max_length=200)
    prospect = forms.ModelChoiceField(
        Prospect.objects.none(), label=_("Prospect"), required=False
    )
    stage = forms.ModelChoiceField(Stage.objects.none(), label=_("Stage"))
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[
            ("", _("New business, or upsell for a customer")),
            *capitalised(Deal.Kind.choices),
        ],
        required=False,
    )
    owner = forms.ModelChoiceField(User.objects.none(), label=_("Owner"))
    expected_close_on = typed.day(_("Expected close"))
    token = typed.token()
    field_order = (
        "name",
        "prospect",
        "stage",
        "amount",
        "currency",
        "recurring_amount",
        "recurring_interval",
        "kind",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stages = Stage.objects.current().open().select_related("pipeline")
        people = access.assignable_people(user).order_by("full_name")
        mine = Prospect.objects.changeable_by(user).current()
        self._offer("stage", stages)
        self._offer("owner", people)
        asked = self.data.get("prospect") or self.initial.get("prospect")
        offer_few(self.fields["prospect"], mine, one_of(mine, asked))
        self.initial.setdefault("currency", Organisation.current().base_currency)
        self.initial.setdefault("owner", user.pk)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.clean_recurring(data, data.get("currency"))
        data["kind"] = data.get("kind") or proposed_kind(data.get("prospect"))
        return data

    def _offer(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]


def proposed_kind(prospect: Prospect | None) -> str:
    """What is sold to a customer adds to what they have, until somebody says otherwise."""
    customer = prospect is not None and prospect.is_customer
    return Deal.Kind.UPSELL if customer else Deal.Kind.NEW


class DealForm(RecurringForm, forms.ModelForm[Deal]):
    """What describes a deal, and when it should close."""

    version = forms.IntegerField(widget=forms.HiddenInput())

    class Meta:
        model = Deal
        fields = [
            "name",
            "kind",
            "recurring_amount",
            "recurring_interval",
            "expected_close_on",
            "source",
            "campaign",
            "winning_method",
            "forecast_category",
            "next_step",
            "next_step_on",
            "promised_on",
            "delivered_on",
        ]
        widgets = {
            name: typed.DayWidget()
            for name in (
                "expected_close_on",
                "next_step_on",
                "promised_on",
                "delivered_on",
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_chosen(self, self.instance)
        for name in ("kind", "forecast_category"):
            field: Any = self.fields[name]
            field.choices = capitalised(field.choices)
        self.initial["recurring_amount"] = typed.written(
            self.instance.recurring_amount, self.instance.currency
        )
        if not self.instance.is_open:
            del self.fields["expected_close_on"]
        for field in self.fields.values():
            # A conflict tells by it which fields this person changed (crm.views.conflicts).
            field.show_hidden_initial = not field.widget.is_hidden

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self.clean_recurring(data, self.instance.currency)
        return data

    def described(self) -> dict[str, Any]:
        return {
            name: self.cleaned_data[name]
            for name in self.Meta.fields
            if name in self.fields
        }


class AssignDealForm(AssignForm):
    """Give a deal away as it was seen."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput())
