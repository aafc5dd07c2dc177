"""Forms of what a deal takes: time, money, and when it is delivered."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm import access
from crm.forms import fields as typed
from crm.forms.amounts import AmountForm
from crm.forms.choices import capitalised
from crm.models import CostEntry, Deal, Organisation, User
from crm.models.base import EARLIEST_DAY, LATEST_DAY

DAY_MINUTES = 24 * 60


class TimeForm(forms.Form):
    rep = forms.ModelChoiceField(User.objects.none(), label=_("Person"))
    day = typed.day(_("Day"), required=True)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=DAY_MINUTES)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
    token = typed.token()

    def __init__(
        self, *args: Any, user: User, kept: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        people = access.assignable_people(user) | User.objects.filter(
            pk__in=[user.pk, kept or user.pk]
        )
        field: Any = self.fields["rep"]
        field.queryset = people.order_by("full_name")


class CostForm(AmountForm):
    label = forms.CharField(label=_("What for"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=capitalised(CostEntry.Kind.choices),
        initial=CostEntry.Kind.DELIVERY,
    )
    day = typed.day(_("Day"), required=True)
    token = typed.token()
    field_order = ("label", "amount", "currency", "kind", "day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].required = True
        self.initial.setdefault("currency", Organisation.current().base_currency)


class DeliveryForm(forms.ModelForm[Deal]):
    """When it was promised, when it came."""

    version = forms.IntegerField(widget=forms.HiddenInput())

    class Meta:
        model = Deal
        fields = ("promised_on", "delivered_on")
        widgets = {name: typed.DayWidget() for name in fields}

    def __init__(self, *args: Any, today: date = LATEST_DAY, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_promised_on(self) -> date | None:
        day: date | None = self.cleaned_data["promised_on"]
        if day and not EARLIEST_DAY <= day < LATEST_DAY:
            raise ValidationError(gettext("Choose a day between 1900 and 2200."))
        return day

    def clean_delivered_on(self) -> date | None:
        day: date | None = self.cleaned_data["delivered_on"]
        if day and not EARLIEST_DAY <= day <= self.today:
            raise ValidationError(gettext("Choose today or an earlier day."))
        return day
