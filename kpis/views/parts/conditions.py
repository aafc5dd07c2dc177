"""The conditions of a list of customers: read from its address, shown in its form."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.money import to_minor
from kpis import wording
from kpis.customers.loyalty import BY_KEY, CONDITIONS, FLAG, MONEY, MONTHS, Condition

#: Nobody asks for longer, nor for more.
MOST_MONTHS, MOST_MONEY = 240, Decimal(10) ** 12
#: Lists to begin with: (name, address).
EXAMPLES = (
    (gettext_lazy("No order for six months"), "quiet=6"),
    (gettext_lazy("Would recommend us, nothing open"), "promoter=1&content=1"),
    (gettext_lazy("Paying less every month"), "falling=1"),
    (gettext_lazy("Customers for two years and more"), "since=24"),
)


def read(
    address: QueryDict, currency: str
) -> tuple[dict[str, int], dict[str, str], list[str]]:
    """(conditions asked, what was written, problems): what cannot be read is said and left out."""
    asked: dict[str, int] = {}
    written: dict[str, str] = {}
    problems: list[str] = []
    for condition in CONDITIONS:
        text = address.get(condition.key, "").strip()[:30]
        if not text:
            continue
        value = _number(condition, text, currency)
        if value is None:
            words = _("“%(text)s” is no number for: %(label)s.")
            problems.append(words % {"text": text, "label": condition.label})
            continue
        asked[condition.key], written[condition.key] = value, text
    return asked, written, problems


def _number(condition: Condition, text: str, currency: str) -> int | None:
    if condition.kind == FLAG:
        return 1 if text == "1" else None
    try:
        value = Decimal(text.replace(" ", "").replace(",", "."))
    except InvalidOperation:
        return None
    if not value.is_finite() or value <= 0:
        return None
    if condition.kind == MONTHS:
        whole = value == value.to_integral_value() and value <= MOST_MONTHS
        return int(value) if whole else None
    return to_minor(value, currency) if value <= MOST_MONEY else None


def fields(written: Mapping[str, str]) -> dict[str, list[dict[str, Any]]]:
    """Numbers and flags apart, as the form shows them."""
    numbers = [c for c in CONDITIONS if c.kind != FLAG]
    flags = [c for c in CONDITIONS if c.kind == FLAG]
    return {
        "numbers": [
            _field(c, written) | {"step": "any" if c.kind == MONEY else "1"}
            for c in numbers
        ],
        "flags": [_field(c, written) for c in flags],
    }


def _field(condition: Condition, written: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": condition.key,
        "label": str(condition.label),
        "value": written.get(condition.key, ""),
    }


def said(written: Mapping[str, str]) -> list[str]:
    """Each condition in words, for what stands under a file."""
    return [
        str(BY_KEY[key].label)
        if BY_KEY[key].kind == FLAG
        else wording.labelled(BY_KEY[key].label, text)
        for key, text in written.items()
    ]


def examples() -> list[tuple[str, str]]:
    url = reverse("kpis:customer-list")
    return [(str(name), f"{url}?{query}") for name, query in EXAMPLES]
