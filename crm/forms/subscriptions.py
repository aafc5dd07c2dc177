"""Forms of a subscription: another amount from a day on, or its end."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm.forms import fields as typed
from crm.forms.amounts import AmountForm
from crm.forms.choices import capitalised, keep_chosen
from crm.models import ChurnReason, Deal, Organisation, Product
from crm.services.recurring import a_month


class ChangeForm(forms.Form):
    """``cleaned_data['monthly']``: minor units a month of the subscription's currency."""

    amount = typed.AmountField(label=_("Recurring amount, excl. tax"))
    interval = forms.ChoiceField(
        label=_("Billed"), choices=capitalised(Deal.Interval.choices)
    )
    on = typed.day(_("From"), required=True)

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        amount, interval = data.get("amount"), data.get("interval")
        if amount is None or not interval:
            return data
        if amount <= 0:
            self.add_error(
                "amount", gettext("More than 0. To stop it, end the subscription.")
            )
            return data
        try:
            data["monthly"] = a_month(typed.minor(amount, self.currency) or 0, interval)
        except forms.ValidationError as refusal:
            self.add_error("amount", refusal)
        return data


class StartForm(AmountForm):
    """As ``ChangeForm``, in a currency of its own."""

    interval = forms.ChoiceField(
        label=_("Billed"), choices=capitalised(Deal.Interval.choices)
    )
    on = typed.day(_("From"), required=True)
    product = forms.ModelChoiceField(
        Product.objects.all(), label=_("Product"), required=False
    )
    token = typed.token()
    field_order = ("amount", "interval", "currency", "product", "on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].label = _("Recurring amount, excl. tax")
        self.fields["amount"].required = True
        self.initial.setdefault("currency", Organisation.current().base_currency)
        keep_chosen(self, None)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("minor") and data.get("interval"):
            data["monthly"] = a_month(data["minor"], data["interval"])
        return data


class EndForm(forms.Form):
    on = typed.day(_("Ends on"), required=True)
    reason = forms.ModelChoiceField(
        ChurnReason.objects.all(), label=_("Churn reason"), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_chosen(self, None)
        self.fields["reason"].empty_label = None  # type: ignore[attr-defined]
