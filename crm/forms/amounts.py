"""An amount with its currency, as several forms ask for it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm.forms import fields as typed
from crm.money import CURRENCIES


def currency_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Currency"), choices=[(code, code) for code in sorted(CURRENCIES)]
    )


class AmountForm(forms.Form):
    """An amount and its currency; ``cleaned_data['minor']`` is in minor units."""

    amount = typed.AmountField(label=_("Amount, excl. tax"), required=False)
    currency = currency_field()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        amount, currency = data.get("amount"), data.get("currency")
        if amount is not None and amount < 0:
            self.add_error("amount", gettext("An amount is not negative."))
        elif amount is not None and currency:
            try:
                data["minor"] = typed.minor(amount, currency)
            except ValidationError as refusal:
                self.add_error("amount", refusal)
        return data
