"""Forms of complaints."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.forms import fields as typed
from crm.forms.choices import capitalised, keep_chosen
from crm.models import Complaint, ComplaintReason, Deal, Product, Prospect, User


class ComplaintForm(forms.Form):
    prospect = forms.ModelChoiceField(
        Prospect.objects.none(), label=_("Customer"), required=False
    )
    reason = forms.ModelChoiceField(ComplaintReason.objects.all(), label=_("Reason"))
    severity = forms.ChoiceField(
        label=_("Severity"),
        choices=capitalised(Complaint.Severity.choices),
        widget=forms.RadioSelect,
        initial=Complaint.Severity.MEDIUM,
    )
    verbatim = forms.CharField(
        label=_("In the customer's words"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    deal = forms.ModelChoiceField(Deal.objects.none(), label=_("Deal"), required=False)
    product = forms.ModelChoiceField(
        Product.objects.all(), label=_("Product"), required=False
    )
    received_at = typed.moment(_("Received"))
    token = typed.token()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_chosen(self, None)
        mine = Prospect.objects.changeable_by(user).current().order_by("name_key")
        deals = Deal.objects.changeable_by(user).won().order_by("-won_at")
        self.fields["prospect"].queryset = mine  # type: ignore[attr-defined]
        self.fields["deal"].queryset = deals  # type: ignore[attr-defined]

    def received(self) -> dict[str, Any]:
        """What ``services.voice.receive_complaint`` takes."""
        names = ("prospect", "reason", "severity", "verbatim", "deal", "product")
        data = {name: self.cleaned_data[name] for name in names}
        return data | {"received_at": self.cleaned_data["received_at"]}


class ResolveForm(forms.Form):
    resolution = forms.CharField(
        label=_("How it was resolved"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
