"""Forms of a contract: signed, ended."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.forms import fields as typed
from crm.forms.amounts import AmountForm
from crm.forms.choices import keep_chosen
from crm.models import ChurnReason, Organisation


class SignForm(AmountForm):
    at = typed.day(_("Signed on"), required=True)
    start_on = typed.day(_("Starts on"), required=True)
    end_on = typed.day(_("Planned end"), required=False)
    token = typed.token()
    field_order = ("at", "start_on", "end_on", "amount", "currency")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("currency", Organisation.current().base_currency)
        self.fields["end_on"].help_text = _("Empty: until somebody ends it.")


class EndForm(forms.Form):
    at = typed.day(_("Ended on"), required=True)
    reason = forms.ModelChoiceField(
        ChurnReason.objects.all(), label=_("Churn reason"), widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=1000, widget=forms.Textarea
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_chosen(self, None)
        self.fields["reason"].empty_label = None  # type: ignore[attr-defined]
