"""What a deal is worth: an amount, or lines whose total it becomes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.forms import fields as typed
from crm.forms.amounts import AmountForm
from crm.forms.lines import BaseLines, LineForm, line_as_typed, line_formset
from crm.models import Deal


class PriceForm(AmountForm):
    estimate = forms.BooleanField(label=_("This amount is an estimate"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput())


LineFormSet: Any = line_formset(LineForm, BaseLines)


def price_as_typed(deal: Deal) -> dict[str, Any]:
    """The amount of the deal as the form shows it."""
    return {
        "amount": typed.written(deal.amount, deal.currency),
        "currency": deal.currency,
        "estimate": deal.amount_is_estimate,
        "version": deal.version,
    }


def lines_as_typed(deal: Deal) -> list[dict[str, Any]]:
    """The lines of the deal as the formset shows them."""
    return [
        line_as_typed(line, deal.currency)
        | {
            "unit_cost": typed.written(line.unit_cost, deal.currency),
            "vat_rate": line.vat_rate_id,
        }
        for line in deal.lines.all()
    ]
