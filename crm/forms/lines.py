"""Lines of a deal or of a quote, as they are typed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm.forms import fields as typed
from crm.forms.product_select import ProductSelect, Shelf
from crm.models import Product, VatRate
from crm.services.deal_lines import LineInput

#: As many as a person can look over; a deal of more is an import.
MOST_LINES = 100
MOST = 10**6
USED = ("product", "label", "unit_price")


class QuoteLineForm(forms.Form):
    """A line as a customer reads it; an empty one is left out."""

    product = forms.ModelChoiceField(
        Product.objects.none(), label=_("Product"), required=False, widget=ProductSelect
    )
    label = forms.CharField(label=_("Label"), max_length=200, required=False)
    quantity = typed.AmountField(label=_("Quantity"), required=False)
    unit_price = typed.AmountField(label=_("Unit price"), required=False)
    discount = typed.AmountField(label=_("Discount, %"), required=False)
    vat_rate = forms.ModelChoiceField(
        VatRate.objects.none(), label=_("VAT rate"), required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        quantity, discount = data.get("quantity"), data.get("discount")
        if quantity is not None and not 0 < quantity < MOST:
            self.add_error(
                "quantity", gettext("A quantity is above 0 and under a million.")
            )
        if quantity is not None and quantity != round(quantity, 3):
            self.add_error("quantity", gettext("A quantity has 3 decimals at most."))
        if discount is not None and not 0 <= discount <= 100:
            self.add_error("discount", gettext("A discount is between 0 and 100%."))
        self._say_what_lacks(data)
        return data

    def _say_what_lacks(self, data: dict[str, Any]) -> None:
        if not self.is_used or "unit_price" in self.errors:
            return
        if data.get("unit_price") is None and self._list_price() is None:
            self.add_error("unit_price", gettext("Say the price of one."))
        if not (data.get("product") or data.get("label")):
            self.add_error("product", gettext("Choose a product or write a label."))

    @property
    def is_used(self) -> bool:
        data = self.cleaned_data
        return not data.get("DELETE") and any(
            data.get(name) not in (None, "") for name in USED
        )

    def _list_price(self) -> int | None:
        product = self.cleaned_data.get("product")
        return product.list_price if product else None

    def line(self, currency: str) -> LineInput:
        """As the service takes it. Raises ValidationError, by field, for too many decimals."""
        data = self.cleaned_data
        price = self._minor("unit_price", currency)
        discount = data.get("discount") or Decimal(0)
        return LineInput(
            product=data.get("product"),
            label=data.get("label") or "",
            quantity=(data.get("quantity") or Decimal(1)).quantize(Decimal("0.001")),
            unit_price=price if price is not None else self._list_price() or 0,
            discount_bp=int((discount * 100).to_integral_value()),
            vat_rate=data.get("vat_rate"),
        )

    def _minor(self, name: str, currency: str) -> int | None:
        try:
            return typed.minor(self.cleaned_data.get(name), currency)
        except ValidationError as refusal:
            self.add_error(name, refusal)
            raise


class LineForm(QuoteLineForm):
    """A line with what it costs us."""

    unit_cost = typed.AmountField(label=_("Unit cost"), required=False)
    field_order = (
        "product",
        "label",
        "quantity",
        "unit_price",
        "discount",
        "unit_cost",
        "vat_rate",
    )

    def line(self, currency: str) -> LineInput:
        found = super().line(currency)
        cost = self._minor("unit_cost", currency)
        if cost is not None and cost < 0:
            refusal = ValidationError(gettext("A cost is not negative."))
            self.add_error("unit_cost", refusal)
            raise refusal
        return replace(found, unit_cost=cost)


class BaseLines(forms.BaseFormSet[Any]):
    """The lines of a sheet; products and rates are read once for all of them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shelf = Shelf(self.initial or [])

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        self.shelf.offer(form.fields["product"], form.fields["vat_rate"])
        form.fields["ORDER"].widget.attrs |= {"min": 1, "max": MOST_LINES}

    def lines(self, currency: str) -> list[LineInput]:
        """In the order that was asked for. Raises ValidationError, already beside its field."""
        return [form.line(currency) for form in self.ordered_forms if form.is_used]


def line_formset(form: type[QuoteLineForm], base: type[BaseLines]) -> Any:
    return formset_factory(
        form,
        formset=base,
        extra=2,
        max_num=MOST_LINES,
        absolute_max=MOST_LINES,
        validate_max=True,
        can_order=True,
        can_delete=True,
    )


QuoteLineFormSet: Any = line_formset(QuoteLineForm, BaseLines)


def line_as_typed(line: Any, currency: str) -> dict[str, Any]:
    """What a line of a deal and one of a quote have in common, as a form shows it."""
    return {
        "product": line.product_id,
        "label": line.label,
        "quantity": typed.plain(line.quantity),
        "unit_price": typed.written(line.unit_price, currency),
        "discount": typed.plain(Decimal(line.discount_bp).scaleb(-2)),
    }
