"""What an amount is worth in the base currency on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from crm.models.costs import ExchangeRate
from crm.models.people import Organisation
from crm.money import convert


class Price(NamedTuple):
    """Rate and base amount; both null when the currency had no rate that day."""

    rate: Decimal | None
    base: int | None


def rate_on(currency: str, day: date, base: str) -> Decimal | None:
    """Units of base currency for one unit, by the last rate on or before the day."""
    if currency == base:
        return Decimal(1)
    return (
        ExchangeRate.objects.filter(currency=currency, day__lte=day)
        .order_by("-day")
        .values_list("rate", flat=True)
        .first()
    )


def price(amount: int | None, *, currency: str, day: date) -> Price:
    base = Organisation.current().base_currency
    rate = rate_on(currency, day, base)
    return Price(rate, at_rate(amount, currency=currency, base=base, rate=rate))


def at_rate(
    amount: int | None, *, currency: str, base: str, rate: Decimal | None
) -> int | None:
    if amount is None or rate is None:
        return None
    return (
        amount
        if currency == base
        else convert(amount, currency=currency, base=base, rate=rate)
    )
