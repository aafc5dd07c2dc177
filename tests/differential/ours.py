"""The product's own answer, and how answers are compared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from kpis.catalogue import KPIS
from kpis.members import splits_of
from kpis.rollup import figures as rolled_up
from kpis.values import Value
from tests.differential.asked import COVERED, Asked, Figures
from tests.differential.pairs import AGES, PAIRED, SUMS

#: Splits that the older figures are not asked by.
NEWER = {"client_type", "campaign", "channel", "category", "pipeline", "method"}


def allowed(asked: Asked) -> list[str]:
    """The KPIs of the reference that the question makes sense for."""
    named = [*asked.by, *(name for name, _member in asked.where)]
    known = COVERED if not NEWER & set(named) else ()
    found = [
        key
        for key in (*known, *PAIRED, *AGES)
        if all(split in _splits_of(key) for split in named)
    ]
    if {"day", "week"} & set(asked.by):  # read at the ends of each: months are enough
        found = [key for key in found if key not in (*PAIRED, *AGES) or key in SUMS]
    if asked.where:  # told of the older figures by their splits
        found = [key for key in found if key not in COVERED]
    # Revenue is read from lines there and deals from their main product: no one ratio.
    if asked.lines and "avg_transaction" in found:
        found.remove("avg_transaction")
    grain = {"day", "week", "quarter", "year"} & set(asked.by)
    if grain and "sales_growth" in found:  # the reference compares months
        found.remove("sales_growth")
    return found


@cache
def _splits_of(key: str) -> tuple[str, ...]:
    return splits_of(KPIS[key])


def figures(
    asked: Asked, keys: Iterable[str], today: date
) -> dict[str, dict[Any, Value]]:
    return rolled_up([KPIS[key] for key in keys], asked.question(today))


def plain(values: dict[Any, Value]) -> Figures:
    """{members: figure} without the groups where nothing happened."""
    return {
        members: value.value
        for members, value in values.items()
        if value.value or value.denominator or value.numerator
    }


def empty_dropped(figures: Figures) -> Figures:
    """The reference without what is null or zero: compared apart from what the product shows."""
    return {members: figure for members, figure in figures.items() if figure}


def differences(ours: Figures, theirs: Figures) -> dict[Any, tuple[Any, Any]]:
    """{members: (ours, theirs)} where they are not exactly equal; nothing stands for zero."""
    missing = object()
    found = {}
    for members in {*ours, *theirs}:
        one, other = ours.get(members, missing), theirs.get(members, missing)
        if one is missing or other is missing:
            here = other if one is missing else one
            if not here:
                continue
        if one != other:
            found[members] = (
                None if one is missing else one,
                None if other is missing else other,
            )
    return found


def exact(value: float | None) -> Fraction | None:
    return None if value is None else Fraction(value)
