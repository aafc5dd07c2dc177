"""Forms of the tables an admin keeps: products, campaigns, costs, rates, visitors, working times."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm.forms import fields as typed
from crm.forms.amounts import currency_field
from crm.forms.choices import capitalised, keep_chosen
from crm.models import (
    Absence,
    Campaign,
    CostEntry,
    ExchangeRate,
    Organisation,
    Product,
    User,
    VisitorCount,
    WorkingTime,
)
from crm.services.rates.coming import Came


class ReferenceForm(forms.ModelForm):  # type: ignore[type-arg]  # one form a model
    """A row of a table. ``money`` names the fields typed in major units of ``currency``."""

    money: ClassVar[tuple[str, ...]] = ()
    days: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_chosen(self, self.instance)
        base = Organisation.current().base_currency
        if "currency" in self.fields:
            if self.instance.pk is None:
                self.initial.setdefault("currency", base)
            base = self.instance.currency if self.instance.pk else base
        for name in self.money:
            self.initial[name] = typed.written(getattr(self.instance, name), base)
        for name in self.days:
            self.fields[name].widget = typed.DayWidget()
        if self.instance.pk is None:
            self.fields["token"] = typed.token()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        currency = data.get("currency") or Organisation.current().base_currency
        for name in self.money:
            if data.get(name) is not None:
                data[name] = self._minor(name, data[name], currency)
        return data

    def _minor(self, name: str, value: Any, currency: str) -> int | None:
        if value < 0:
            self.add_error(name, gettext("An amount is not negative."))
            return None
        try:
            return typed.minor(value, currency)
        except ValidationError as refusal:
            self.add_error(name, refusal)
            return None

    def values(self) -> dict[str, Any]:
        """What the service writes: column -> value, money in minor units."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}  # type: ignore[attr-defined]


class ProductForm(ReferenceForm):
    money = ("list_price", "unit_cost")
    list_price = typed.AmountField(label=_("List price, excl. tax"), required=False)
    unit_cost = typed.AmountField(label=_("Unit cost"), required=False)
    currency = currency_field()

    class Meta:
        model = Product
        fields = (
            "name",
            "category",
            "list_price",
            "unit_cost",
            "currency",
            "vat_rate",
            "external_id",
        )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if Product.objects.exclude(pk=self.instance.pk).filter(name__iexact=name):
            raise ValidationError(gettext("There is a product of this name already."))
        return name


class CampaignForm(ReferenceForm):
    days = ("started_on", "ended_on")

    class Meta:
        model = Campaign
        fields = (
            "name",
            "channel",
            "source",
            "started_on",
            "ended_on",
            "audience",
            "responses",
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if (data.get("responses") or 0) > (data.get("audience") or 0):
            self.add_error(
                "responses",
                gettext("More people answered than received it: check both."),
            )
        first, last = data.get("started_on"), data.get("ended_on")
        if first and last and last < first:
            self.add_error("ended_on", gettext("It ends before it starts."))
        return data


class CostForm(ReferenceForm):
    money = ("amount",)
    amount = typed.AmountField(label=_("Amount, excl. tax"))
    currency = currency_field()
    month = forms.DateField(
        label=_("Month"),
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
        input_formats=["%Y-%m", "%Y-%m-%d"],
        help_text=_("Spread in equal parts over its working days."),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=capitalised(CostEntry.Kind.choices)
    )

    class Meta:
        model = CostEntry
        fields = (
            "month",
            "kind",
            "label",
            "amount",
            "currency",
            "channel",
            "source",
            "campaign",
            "client_type",
            "team",
        )

    def clean_month(self) -> Any:
        return self.cleaned_data["month"].replace(day=1)


class RateForm(ReferenceForm):
    """``came``: what saving the rate priced, once it was saved."""

    came: Came | None = None
    days = ("day",)
    currency = currency_field()
    rate = typed.AmountField(
        label=_("Rate"), help_text=_("How much of the base currency one unit is worth.")
    )
    again = forms.BooleanField(
        label=_("Price again what has a price already"),
        required=False,
        help_text=_(
            "Amounts of the days this rate covers. Unticked, each keeps the rate it was priced at."
        ),
    )

    class Meta:
        model = ExchangeRate
        fields = ("currency", "day", "rate")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        currency: Any = self.fields["currency"]
        base = Organisation.current().base_currency
        # Without the base currency, which has no rate, and with nothing chosen for a new one.
        kept = [choice for choice in currency.choices if choice[0] != base]
        currency.choices = [("", "–"), *kept]
        if self.initial.get("currency") == base:
            self.initial["currency"] = ""
        # A new rate is the rate of its days; a corrected one moves what it priced only when asked to.
        self.initial["again"] = self.instance.pk is None
        if self.instance.pk:
            self.initial["rate"] = typed.plain(self.instance.rate)

    def clean_rate(self) -> Any:
        rate = self.cleaned_data["rate"]
        if rate is not None and not 0 < rate < 10**9:
            raise ValidationError(gettext("A rate is more than zero."))
        return rate


class VisitorsForm(ReferenceForm):
    days = ("day",)

    class Meta:
        model = VisitorCount
        fields = ("day", "channel", "visitors")


def _person() -> forms.ModelChoiceField[User]:
    people = User.objects.get_queryset().people().active().order_by("full_name")
    return forms.ModelChoiceField(people, label=_("Person"))


class AbsenceForm(ReferenceForm):
    days = ("from_on", "to_on")
    user = _person()

    class Meta:
        model = Absence
        fields = ("user", "from_on", "to_on", "reason")
        labels = {"from_on": _("First day away"), "to_on": _("Back on")}

    def clean(self) -> dict[str, Any]:
        return _ordered(self, super().clean(), gettext("Back on a later day."))


class WorkingTimeForm(ReferenceForm):
    days = ("from_on", "to_on")
    user = _person()
    share_percent = forms.IntegerField(
        label=_("Share of full time, %"), min_value=1, max_value=100, initial=100
    )

    class Meta:
        model = WorkingTime
        fields = ("user", "from_on", "to_on", "weekdays", "share_percent")

    def clean_weekdays(self) -> str:
        typed_days = self.cleaned_data["weekdays"]
        found = "".join(sorted(set(typed_days)))
        if not found or set(found) - set("1234567"):
            raise ValidationError(gettext("Digits from 1 (Monday) to 7 (Sunday)."))
        return found

    def clean(self) -> dict[str, Any]:
        data = _ordered(self, super().clean(), gettext("It ends before it starts."))
        if not self.errors and _overlaps(self.instance, data):
            self.add_error(
                "from_on", gettext("Another line covers these days already.")
            )
        return data


def _ordered(form: forms.Form | Any, data: dict[str, Any], said: str) -> dict[str, Any]:
    if data.get("from_on") and data.get("to_on") and data["to_on"] <= data["from_on"]:
        form.add_error("to_on", said)
    return data


def _overlaps(row: WorkingTime, data: dict[str, Any]) -> bool:
    others = WorkingTime.objects.exclude(pk=row.pk).filter(user=data["user"])
    others = others.exclude(to_on__lte=data["from_on"])
    if data.get("to_on"):
        others = others.exclude(from_on__gte=data["to_on"])
    return others.exists()
