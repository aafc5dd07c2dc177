"""Choosing a product: its prices travel with it, so that a page can propose them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import cached_property

from crm.forms import fields as typed
from crm.models import Product, VatRate

NOTHING = ("", "–")


class ProductSelect(forms.Select):
    """Options carry list price, cost, currency and VAT rate as data attributes."""

    shelf: Shelf | None = None

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> Any:
        option = super().create_option(name, value, *args, **kwargs)
        product = self.shelf.by_key.get(str(value)) if self.shelf else None
        if product is not None:
            option["attrs"] |= {
                "data-price": typed.written(product.list_price, product.currency),
                "data-cost": typed.written(product.unit_cost, product.currency),
                "data-currency": product.currency,
                "data-vat": product.vat_rate_id or "",
            }
        return option


class Shelf:
    """What lines can be made of, read once for a whole sheet of them.

    Besides what can still be chosen, what the lines (as typed) already have though it is retired.
    """

    def __init__(self, lines: Sequence[Mapping[str, Any]]) -> None:
        self._products = {line["product"] for line in lines if line.get("product")}
        self._rates = {line["vat_rate"] for line in lines if line.get("vat_rate")}

    @cached_property
    def products(self) -> Any:
        rows = Product.objects.current()
        rows |= Product.objects.filter(pk__in=self._products)
        return rows.select_related("vat_rate").order_by("name")

    @cached_property
    def rates(self) -> Any:
        rows = VatRate.objects.current()
        return rows | VatRate.objects.filter(pk__in=self._rates)

    @cached_property
    def by_key(self) -> dict[str, Product]:
        return {str(product.pk): product for product in self.products}

    @cached_property
    def rate_choices(self) -> list[tuple[Any, str]]:
        return [NOTHING, *((rate.pk, str(rate)) for rate in self.rates)]

    def offer(self, product: Any, vat_rate: Any) -> None:
        """Give a line's fields their choices without asking the database again."""
        product.queryset = self.products
        product.widget.shelf = self
        product.widget.choices = [
            NOTHING,
            *((row.pk, row.name) for row in self.by_key.values()),
        ]
        vat_rate.queryset = self.rates
        vat_rate.widget.choices = self.rate_choices
