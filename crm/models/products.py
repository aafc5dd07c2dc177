"""What we sell."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from crm.models.base import ExternalId, known_currency, unique_external_id
from crm.models.prospects import optional


class ProductQuerySet(models.QuerySet["Product"]):
    def current(self) -> Self:
        return self.filter(archived_at__isnull=True)


class Product(ExternalId):
    """A product or service; prices without tax, in minor units of ``currency``."""

    name = models.CharField(_("name"), max_length=200)
    category = optional("crm.Category", "products", _("category"))
    list_price = models.BigIntegerField(_("list price"), null=True, blank=True)
    unit_cost = models.BigIntegerField(_("unit cost"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    vat_rate = optional("crm.VatRate", "products", _("VAT rate"))
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        constraints = [
            models.UniqueConstraint(Lower("name"), name="product_name_unique"),
            models.CheckConstraint(
                name="product_prices_positive",
                condition=(Q(list_price__isnull=True) | Q(list_price__gte=0))
                & (Q(unit_cost__isnull=True) | Q(unit_cost__gte=0)),
            ),
            known_currency("product"),
            unique_external_id("product"),
        ]

    def __str__(self) -> str:
        return self.name
