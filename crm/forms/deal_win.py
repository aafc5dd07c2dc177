"""What winning a deal asks: the amount signed, the day, and how it came about."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm.forms import fields as typed
from crm.forms.choices import as_on_a_page
from crm.models import ContactMethod, Deal


class WinForm(forms.Form):
    """A deal with lines keeps its amount: they say what was sold."""

    amount = typed.AmountField(label=_("Amount, excl. tax"), required=False)
    won_on = typed.day(_("Won on"))
    method = forms.ModelChoiceField(
        ContactMethod.objects.none(), label=_("Won by"), required=False
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, deal: Deal, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = deal.currency
        self.fields["method"].queryset = ContactMethod.objects.current()  # type: ignore[attr-defined]
        self.fields["won_on"].widget.attrs["max"] = today.isoformat()
        self.initial = dict(self.initial) | {
            "amount": typed.written(deal.amount, deal.currency),
            "won_on": today,
            "method": deal.winning_method_id,
            "version": deal.version,
        }
        as_on_a_page(self)
        if deal.lines.exists():
            del self.fields["amount"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        amount = data.get("amount")
        if amount is not None and amount < 0:
            self.add_error("amount", gettext("An amount is not negative."))
        elif amount is not None:
            try:
                data["minor"] = typed.minor(amount, self.currency)
            except ValidationError as refusal:
                self.add_error("amount", refusal)
        return data
