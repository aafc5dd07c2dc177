"""A recurring amount with its interval: both or neither."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm.forms import fields as typed
from crm.forms.choices import capitalised
from crm.models import Deal


class RecurringForm(forms.Form):
    """``recurring_amount`` is cleaned to minor units of the currency that ``clean_recurring`` is told."""

    recurring_amount = typed.AmountField(
        label=_("Recurring amount, excl. tax"), required=False
    )
    recurring_interval = forms.ChoiceField(
        label=_("Billed"),
        choices=[("", "–"), *capitalised(Deal.Interval.choices)],
        required=False,
    )

    def clean_recurring(self, data: dict[str, Any], currency: str | None) -> None:
        amount, interval = data.get("recurring_amount"), data.get("recurring_interval")
        if self.errors.keys() & {"recurring_amount", "recurring_interval"}:
            return
        if amount is not None and not interval:
            self.add_error(
                "recurring_interval", gettext("Say how often this amount is billed.")
            )
        elif interval and amount is None:
            self.add_error("recurring_amount", gettext("Say how much is billed."))
        elif amount is not None and amount <= 0:
            self.add_error(
                "recurring_amount", gettext("A recurring amount is above 0.")
            )
        elif amount is not None and currency:
            self._in_minor(data, amount, currency)

    def _in_minor(self, data: dict[str, Any], amount: Any, currency: str) -> None:
        try:
            data["recurring_amount"] = typed.minor(amount, currency)
        except ValidationError as refusal:
            self.add_error("recurring_amount", refusal)
