"""(6) Lists of customers from conditions on their figures, for actions of loyalty.

A condition is one declared rule; all that are filled in must hold. A list is an address: saved under
a name it is read again each time (``SavedView``), so that it is never older than the figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from kpis.customers import Portrait
from kpis.periods import DAY, Period, months_before

MONTHS, MONEY, FLAG = "months", "money", "flag"


@dataclass(frozen=True)
class Condition:
    """``holds(customer, value, today)``: months as they are, money in minor units, a flag as 1."""

    key: str
    label: Any
    kind: str
    holds: Callable[[Portrait, int, date], bool]


def ago(today: date, months: int) -> date:
    """The same day so many months earlier; a month too short ends with its last."""
    return months_before(Period(today, today + DAY), months).first


def _at_least(key: str) -> Callable[[Portrait, int, date], bool]:
    return lambda one, least, _today: one.amounts.get(key, 0) >= least


CONDITIONS = (
    Condition(
        "quiet",
        _("No order for (months)"),
        MONTHS,
        lambda one, n, today: (one.last_order or one.since) < ago(today, n),
    ),
    Condition(
        "unheard",
        _("No word for (months)"),
        MONTHS,
        lambda one, n, today: (one.last_word or one.since) < ago(today, n),
    ),
    Condition(
        "since",
        _("Customer for at least (months)"),
        MONTHS,
        lambda one, n, today: one.since <= ago(today, n),
    ),
    Condition(
        "margin", _("Margin in twelve months from"), MONEY, _at_least("gross_margin")
    ),
    Condition(
        "revenue", _("Revenue in twelve months from"), MONEY, _at_least("revenue")
    ),
    Condition("worth", _("Lifetime value from"), MONEY, _at_least("clv_observed")),
    Condition(
        "detractor",
        _("Would not recommend us"),
        FLAG,
        lambda one, _n, _today: one.detractor is not None,
    ),
    Condition(
        "promoter",
        _("Would recommend us"),
        FLAG,
        lambda one, _n, _today: one.promoter is not None and one.detractor is None,
    ),
    Condition(
        "complaint",
        _("A complaint is open"),
        FLAG,
        lambda one, _n, _today: one.complaints > 0,
    ),
    Condition(
        "content",
        _("No complaint is open"),
        FLAG,
        lambda one, _n, _today: one.complaints == 0,
    ),
    Condition(
        "falling",
        _("Recurring revenue fell in three months"),
        FLAG,
        lambda one, _n, _today: one.mrr < one.mrr_before,
    ),
    Condition(
        "ending",
        _("Contract ends within (months)"),
        MONTHS,
        lambda one, n, today: (
            one.contract_ends is not None and ago(one.contract_ends, n) <= today
        ),
    ),
)
BY_KEY = {condition.key: condition for condition in CONDITIONS}


def matching(
    found: Iterable[Portrait], asked: Mapping[str, int], today: date
) -> list[Portrait]:
    """Customers for which every condition asked holds, in the order given."""
    rules = [(BY_KEY[key], value) for key, value in asked.items()]
    return [
        one
        for one in found
        if all(rule.holds(one, value, today) for rule, value in rules)
    ]
