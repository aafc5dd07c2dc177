"""What several nouns share: constraints, external ids, money beside its base amount."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.money import CURRENCIES

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
EARLIEST_DAY, LATEST_DAY = EARLIEST.date(), LATEST.date()


def finite(model: str, *fields: str) -> list[models.CheckConstraint]:
    """Instants and dates stay within 1900-2200: PostgreSQL would otherwise take 'infinity'."""
    return [_between(model, field) for field in fields]


def _between(model: str, field: str) -> models.CheckConstraint:
    low: date
    high: date
    low, high = (
        (EARLIEST, LATEST)
        if field.endswith("_at") or field == "at"
        else (EARLIEST_DAY, LATEST_DAY)
    )
    return models.CheckConstraint(
        name=f"{model}_{field}_finite",
        condition=Q(**{f"{field}__isnull": True})
        | Q(**{f"{field}__gte": low, f"{field}__lt": high}),
    )


def known_currency(model: str, field: str = "currency") -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"{model}_{field}_known",
        condition=Q(**{f"{field}__in": sorted(CURRENCIES)}),
    )


def sane_rate(model: str) -> models.CheckConstraint:
    """A rate is a positive number: NaN and infinity are legal in PostgreSQL's numeric."""
    return models.CheckConstraint(
        name=f"{model}_rate_positive",
        condition=Q(rate__isnull=True) | Q(rate__gt=0, rate__lt=10**9),
    )


def one_of(model: str, field: str, values: Sequence[str]) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"{model}_{field}_known", condition=Q(**{f"{field}__in": list(values)})
    )


def unique_external_id(model: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["external_id"],
        condition=~Q(external_id=""),
        name=f"{model}_external_id_unique",
    )


class ExternalId(models.Model):
    """A row that another system may know by its own key; unique per kind when given."""

    external_id = models.CharField(
        _("external id"), max_length=100, blank=True, default=""
    )

    class Meta:
        abstract = True


class Priced(models.Model):
    """An amount without tax, in minor units, with the rate that gave its base amount.

    ``base_amount`` is null when no rate was known that day: the fact is counted, not priced.
    """

    amount = models.BigIntegerField(_("amount (excl. tax)"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    rate = models.DecimalField(
        _("rate"), max_digits=18, decimal_places=8, null=True, blank=True
    )
    base_amount = models.BigIntegerField(_("base amount"), null=True, blank=True)

    class Meta:
        abstract = True


def owner_key(related_name: str, *, verbose_name: Any) -> models.ForeignKey[Any, Any]:
    """The person in charge: never null, *Unassigned* when nobody is."""
    from crm.models.people import UNASSIGNED_ID

    return models.ForeignKey(
        "crm.User",
        on_delete=models.PROTECT,
        related_name=related_name,
        default=UNASSIGNED_ID,
        verbose_name=verbose_name,
    )
