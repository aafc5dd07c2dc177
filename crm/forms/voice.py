"""Forms of complaints."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.forms import fields as typed
from crm.forms.choices import capitalised, keep_chosen
from crm.forms.customers import AboutCustomer
from crm.models import Complaint, ComplaintReason, Deal, Product


def words(label: Any, *, required: bool = False) -> forms.CharField:
    """What a customer said, in a box of three lines."""
    box = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, required=required, max_length=10_000, widget=box
    )


class ComplaintForm(AboutCustomer):
    reason = forms.ModelChoiceField(ComplaintReason.objects.all(), label=_("Reason"))
    severity = forms.ChoiceField(
        label=_("Severity"),
        choices=capitalised(Complaint.Severity.choices),
        widget=forms.RadioSelect,
        initial=Complaint.Severity.MEDIUM,
    )
    verbatim = words(_("In the customer's words"))
    product = forms.ModelChoiceField(
        Product.objects.all(), label=_("Product"), required=False
    )
    received_at = typed.moment(_("Received"))
    token = typed.token()

    field_order = ("prospect", "reason", "severity", "verbatim", "contact", "deal")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_chosen(self, None)

    def received(self) -> dict[str, Any]:
        """What ``services.voice.receive_complaint`` takes."""
        names = ("reason", "severity", "verbatim", "product", "received_at")
        return self.about() | {name: self.cleaned_data[name] for name in names}


class ComplaintEditForm(forms.ModelForm[Complaint]):
    """What was written down; the service writes it at the ``version`` the person saw."""

    received_at = typed.moment(_("Received"), required=True)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput())

    class Meta:
        model = Complaint
        fields = ["reason", "severity", "received_at", "verbatim", "deal", "product"]
        widgets = {
            "severity": forms.RadioSelect,
            "verbatim": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_chosen(self, self.instance)
        severity: Any = self.fields["severity"]
        severity.choices = capitalised(Complaint.Severity.choices)
        prospect = self.instance.prospect
        deals = prospect.deals.won() if prospect else Deal.objects.none()
        chosen = Deal.objects.filter(pk=self.instance.deal_id or 0)
        self.fields["deal"].queryset = deals | chosen  # type: ignore[attr-defined]

    def changed(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class ResolveForm(forms.Form):
    resolution = words(_("How it was resolved"), required=True)


class TurnForm(forms.Form):
    """What words that are already kept lack to be a complaint."""

    reason = forms.ModelChoiceField(ComplaintReason.objects.all(), label=_("Reason"))
    severity = forms.ChoiceField(
        label=_("Severity"),
        choices=capitalised(Complaint.Severity.choices),
        widget=forms.RadioSelect,
        initial=Complaint.Severity.MEDIUM,
    )
    product = forms.ModelChoiceField(
        Product.objects.all(), label=_("Product"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_chosen(self, None)
