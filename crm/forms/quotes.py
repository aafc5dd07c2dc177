"""Forms of a quote: its text, its lines while it is a draft, the day it was answered."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm.forms import fields as typed
from crm.forms.lines import QuoteLineFormSet, line_as_typed
from crm.models import Quote, VatRate
from crm.models.base import LATEST_DAY

__all__ = ["AnswerForm", "QuoteForm", "QuoteLineFormSet", "quote_lines_as_typed"]


class QuoteForm(forms.Form):
    """Until when it is valid, and what is written under its lines."""

    valid_until_on = typed.day(_("Valid until"), required=True)
    note = forms.CharField(
        label=_("Note on the quote"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    token = typed.token()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_valid_until_on(self) -> date:
        day: date = self.cleaned_data["valid_until_on"]
        if not self.today <= day < LATEST_DAY:
            raise ValidationError(gettext("Choose today or a later day."))
        return day


class AnswerForm(forms.Form):
    """The day a customer signed or refused."""

    on = typed.day(_("On"), required=True)


def quote_lines_as_typed(quote: Quote) -> list[dict[str, Any]]:
    """The lines of the quote as the formset shows them."""
    rates: dict[int, int] = {}
    for bp, pk in VatRate.objects.values_list("rate_bp", "pk"):
        rates.setdefault(bp, pk)
    return [
        line_as_typed(line, quote.currency) | {"vat_rate": rates.get(line.vat_rate_bp)}
        for line in quote.lines.all()
    ]
