"""Whether a deal pays: revenue less what its products, people and other costs take. Base currency."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from crm.models import CostEntry, Deal, Organisation
from crm.money import half_up
from crm.templatetags.formats import day, duration, money_minor, percent


def profit_of(
    deal: Deal, lines: Sequence[Any], time: Sequence[Any], costs: Sequence[Any]
) -> dict[str, Any]:
    """{time, costs, steps, unknown}: rows to list, and the sum that ends in the profit.

    ``steps`` is empty when nothing was spent: the lines' margin says it already. Something whose cost
    nobody knows counts 0 and is named in ``unknown``.
    """
    base = Organisation.current().base_currency
    unknown = []
    products = [line.base_cost for line in lines]
    hours = [_worth(entry) for entry in time]
    money = [entry.base_amount for entry in costs]
    for values, said in (
        (products, _("the cost of some products")),
        (hours, _("the hourly cost of some people")),
        (money, _("the exchange rate of some costs")),
    ):
        if None in values:
            unknown.append(said)
    return {
        "time": [
            _time(entry, worth, base) for entry, worth in zip(time, hours, strict=True)
        ],
        "minutes": duration(sum(entry.minutes for entry in time) * 60) if time else "",
        "costs": [_cost(entry) for entry in costs],
        "steps": _steps(deal.base_amount, products, hours, money, base)
        if time or costs
        else [],
        "unknown": unknown,
    }


def _steps(
    revenue: int | None,
    products: list[int | None],
    hours: list[int | None],
    money: list[int | None],
    base: str,
) -> list[dict[str, str]]:
    if revenue is None:
        return []
    parts = [
        (_("Revenue, excl. tax"), revenue),
        (_("Products"), -_sum(products)),
        (_("Time"), -_sum(hours)),
        (_("Other costs"), -_sum(money)),
    ]
    profit = sum(value for _label, value in parts)
    rate = percent(Decimal(profit) / revenue) if revenue else ""
    steps = [
        {"label": label, "value": money_minor(value, base), "note": ""}
        for label, value in parts
        if value or label == parts[0][0]
    ]
    return [
        *steps,
        {"label": _("Profit"), "value": money_minor(profit, base), "note": rate},
    ]


def _sum(values: list[int | None]) -> int:
    return sum(value or 0 for value in values)


def _worth(entry: Any) -> int | None:
    """Minutes at the hourly cost of their day, rounded half up to the minor unit."""
    if entry.hourly_cost is None:
        return None
    return half_up(Decimal(entry.minutes) * entry.hourly_cost / 60)


def _time(entry: Any, worth: int | None, base: str) -> dict[str, Any]:
    return {
        "who": entry.rep_name,
        "what": entry.note,
        "on": day(entry.day),
        "long": duration(entry.minutes * 60),
        "worth": money_minor(worth, base),
        "edit_url": reverse("crm:time-edit", args=[entry.pk]),
        "delete_url": reverse("crm:time-delete", args=[entry.pk]),
    }


def _cost(entry: Any) -> dict[str, Any]:
    return {
        "what": entry.label or CostEntry.Kind(entry.kind).label,
        "on": day(entry.month, "month"),
        "worth": money_minor(entry.amount, entry.currency),
        "edit_url": reverse("crm:deal-cost-edit", args=[entry.pk]),
        "delete_url": reverse("crm:deal-cost-delete", args=[entry.pk]),
    }
