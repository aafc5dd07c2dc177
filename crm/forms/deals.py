"""Forms of a deal: opening, describing, pricing, ending."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm import access
from crm.forms import fields as typed
from crm.forms.choices import capitalised, keep_chosen
from crm.models import (
    Competitor,
    Deal,
    LossReason,
    Organisation,
    Product,
    Prospect,
    Stage,
    User,
)
from crm.money import CURRENCIES
from crm.services.deal_lines import LineInput


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


class NewDealForm(AmountForm):
    name = forms.CharField(label=_("Name"), max_length=200)
    prospect = forms.ModelChoiceField(
        Prospect.objects.none(), label=_("Prospect"), required=False
    )
    stage = forms.ModelChoiceField(Stage.objects.none(), label=_("Stage"))
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=capitalised(Deal.Kind.choices),
        initial=Deal.Kind.NEW,
    )
    owner = forms.ModelChoiceField(User.objects.none(), label=_("Owner"))
    expected_close_on = typed.day(_("Expected close"))
    token = typed.token()
    field_order = ("name", "prospect", "stage", "amount", "currency")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stages = Stage.objects.current().open().select_related("pipeline")
        people = access.assignable_people(user).order_by("full_name")
        mine = Prospect.objects.changeable_by(user).current().order_by("name_key")
        self._offer("stage", stages)
        self._offer("owner", people)
        self._offer("prospect", mine)
        self.initial.setdefault("currency", Organisation.current().base_currency)
        self.initial.setdefault("owner", user.pk)

    def _offer(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]


class DealForm(forms.ModelForm[Deal]):
    """What describes a deal, and when it should close."""

    version = forms.IntegerField(widget=forms.HiddenInput())

    class Meta:
        model = Deal
        fields = [
            "name",
            "kind",
            "expected_close_on",
            "source",
            "campaign",
            "winning_method",
            "forecast_category",
            "next_step",
            "next_step_on",
            "promised_on",
            "delivered_on",
        ]
        widgets = {
            name: typed.DayWidget()
            for name in (
                "expected_close_on",
                "next_step_on",
                "promised_on",
                "delivered_on",
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_chosen(self, self.instance)
        for name in ("kind", "forecast_category"):
            field: Any = self.fields[name]
            field.choices = capitalised(field.choices)
        if not self.instance.is_open:
            del self.fields["expected_close_on"]

    def described(self) -> dict[str, Any]:
        return {
            name: self.cleaned_data[name]
            for name in self.Meta.fields
            if name in self.fields
        }


class PriceForm(AmountForm):
    version = forms.IntegerField(widget=forms.HiddenInput())


class LineForm(forms.Form):
    """A line as typed; an empty one is left out."""

    product = forms.ModelChoiceField(
        Product.objects.none(), label=_("Product"), required=False
    )
    label = forms.CharField(label=_("Label"), max_length=200, required=False)
    quantity = typed.AmountField(label=_("Quantity"), required=False)
    unit_price = typed.AmountField(label=_("Unit price"), required=False)
    discount = typed.AmountField(label=_("Discount, %"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        quantity, discount = data.get("quantity"), data.get("discount")
        if quantity is not None and not 0 < quantity < 10**6:
            self.add_error(
                "quantity", gettext("A quantity is above 0 and under a million.")
            )
        if discount is not None and not 0 <= discount <= 100:
            self.add_error("discount", gettext("A discount is between 0 and 100%."))
        if self.is_used and data.get("unit_price") is None and not self._list_price():
            self.add_error("unit_price", gettext("Say the price of one."))
        if self.is_used and not (data.get("product") or data.get("label")):
            self.add_error("product", gettext("Choose a product or write a label."))
        return data

    @property
    def is_used(self) -> bool:
        data = self.cleaned_data
        return any(
            data.get(name) not in (None, "")
            for name in ("product", "label", "unit_price")
        )

    def _list_price(self) -> int | None:
        product = self.cleaned_data.get("product")
        return product.list_price if product else None

    def line(self, currency: str) -> LineInput:
        """As the service takes it. Raises ValidationError when a price has too many decimals."""
        data = self.cleaned_data
        price = typed.minor(data.get("unit_price"), currency)
        discount = data.get("discount") or Decimal(0)
        return LineInput(
            product=data.get("product"),
            label=data.get("label") or "",
            quantity=(data.get("quantity") or Decimal(1)).quantize(Decimal("0.001")),
            unit_price=price if price is not None else self._list_price() or 0,
            discount_bp=int((discount * 100).to_integral_value()),
        )


class BaseLines(forms.BaseFormSet[LineForm]):
    """The lines of a deal; the products are read once for all of them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.products = Product.objects.current().order_by("name")
        self.choices = [
            ("", "—"),
            *((product.pk, product.name) for product in self.products),
        ]
        super().__init__(*args, **kwargs)

    def add_fields(self, form: LineForm, index: int | None) -> None:
        super().add_fields(form, index)
        product = form.fields["product"]
        product.queryset = self.products  # type: ignore[attr-defined]
        product.widget.choices = self.choices

    def lines(self, currency: str) -> list[LineInput]:
        return [form.line(currency) for form in self.forms if form.is_used]


LineFormSet = formset_factory(LineForm, formset=BaseLines, extra=2, max_num=100)


def lines_as_typed(deal: Deal) -> list[dict[str, Any]]:
    """The lines of the deal as the formset shows them."""
    return [
        {
            "product": line.product_id,
            "label": line.label,
            "quantity": f"{line.quantity.normalize():f}",
            "unit_price": typed.written(line.unit_price, deal.currency),
            "discount": f"{Decimal(line.discount_bp).scaleb(-2).normalize():f}",
        }
        for line in deal.lines.all()
    ]


class LoseForm(forms.Form):
    """Why it was lost; the competitor when the reason asks for one."""

    reason = forms.ModelChoiceField(
        LossReason.objects.all(), label=_("Lost reason"), widget=forms.RadioSelect
    )
    competitor = forms.ModelChoiceField(
        Competitor.objects.all(), label=_("Competitor"), required=False
    )
    note = forms.CharField(
        label=_("What happened"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_chosen(self, None)
        self.fields["reason"].empty_label = None  # type: ignore[attr-defined]
        self.fields["reason"].error_messages["required"] = gettext(
            "A lost reason is required."
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        reason = data.get("reason")
        if reason and reason.needs_competitor and not data.get("competitor"):
            self.add_error("competitor", gettext("Say which competitor won it."))
        return data
