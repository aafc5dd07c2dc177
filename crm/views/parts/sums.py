"""What lines come to: net, discount, cost, margin. Exact, each line rounded half up once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from crm.money import NO_MINOR, THREE_DIGITS, half_up
from crm.templatetags.formats import money_minor, percent


def sums_of(lines: Sequence[Any], currency: str) -> dict[str, str]:
    """{net, discount, cost, margin, rate} as written; cost, margin and rate are – when one is unknown."""
    net, discount, cost = totals(lines)
    margin = None if cost is None else net - cost
    rate = None if margin is None or not net else Decimal(margin) / net
    return {
        "net": money_minor(net, currency),
        "discount": money_minor(-discount, currency) if discount else "",
        "cost": money_minor(cost, currency),
        "margin": money_minor(margin, currency),
        "rate": percent(rate),
    }


def totals(lines: Sequence[Any]) -> tuple[int, int, int | None]:
    """(net, discount, cost) in minor units; cost is null when a line's is unknown."""
    net = sum(line.amount for line in lines)
    before = sum(half_up(line.quantity * line.unit_price) for line in lines)
    costs = [
        None
        if getattr(line, "unit_cost", None) is None
        else half_up(line.quantity * line.unit_cost)
        for line in lines
    ]
    known = [cost for cost in costs if cost is not None]
    return net, before - net, sum(known) if lines and len(known) == len(costs) else None


def digits_by_currency() -> str:
    """JSON {currency: decimals} of those that do not have two, for the sums made while typing."""
    return json.dumps(
        dict.fromkeys(sorted(NO_MINOR), 0) | dict.fromkeys(sorted(THREE_DIGITS), 3)
    )
