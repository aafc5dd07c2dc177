"""Which rates can never leave 0 to 100 %: what stands above the line is part of what stands below."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from kpis.measures import MEASURES
from kpis.spec import Bought, Kept, Kpi, Measure, Passed, Ratio, settled


def is_share(kpi: Kpi) -> bool:
    """By its declaration, never by its values: a growth that stayed below 1 so far is no share."""
    if isinstance(kpi.formula, Kept | Bought | Passed):
        return True
    formula = settled(kpi.formula) if isinstance(kpi.formula, Ratio) else None
    if not isinstance(formula, Ratio) or formula.spent or formula.lag:
        return False
    return all(
        any(part_of(over, under) for under in formula.under) for over in formula.over
    )


def part_of(one: str, other: str) -> bool:
    """Whether each row of a measure is a row of another, counting or summing the same."""
    inner, outer = MEASURES[one], MEASURES[other]
    same = (inner.source, inner.value) == (outer.source, outer.value)
    return one == other or (same and _rules(outer) <= _rules(inner))


def _rules(measure: Measure) -> frozenset[str]:
    """The conditions that must all hold, each as text; an *or* stays whole."""
    return frozenset(_flat(measure.where)) if measure.where else frozenset()


def _flat(where: Any) -> list[str]:
    if isinstance(where, Q) and where.connector == Q.AND and not where.negated:
        return [text for child in where.children for text in _flat(child)]
    return [repr(where)]
