"""A figure month by month: beside the same month a year before, and what a typical year looks like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from kpis import trends
from kpis.periods import Period, add_months
from kpis.scope import Scope
from kpis.spec import Kpi
from kpis.values import NO_ROWS, Value

YEAR = 12
#: Months drawn; each is set beside the month a year before it.
SHOWN = 2 * YEAR


@dataclass(frozen=True)
class Month:
    """A whole month; ``before`` is the same month a year earlier."""

    period: Period
    value: Value
    before: Value


@dataclass(frozen=True)
class Season:
    """A month of the typical year. ``part``: of what adds up, the month's share of the year; of
    anything else, the month against the mean of the twelve. ``years`` is how many it rests on."""

    month: int
    mean: Fraction
    part: Fraction
    years: int


def whole_months(today: date, count: int) -> list[Period]:
    """The last ``count`` months that ended."""
    this = today.replace(day=1)
    firsts = [add_months(this, -back) for back in range(count, -1, -1)]
    return [Period(a, b) for a, b in pairwise(firsts)]


def months_of(kpi: Kpi, scope: Scope, today: date) -> list[Month]:
    """Twenty-four whole months beside the year before each, in one question; none for a figure that
    is not read over periods. A month before anything happened has no figure."""
    parts = whole_months(today, SHOWN + YEAR)
    line = trends.over([kpi], scope, parts, today).get(kpi.key)
    if line is None:
        return []
    begun = next((i for i, value in enumerate(line) if value.value), len(line))
    line = [
        value if i >= begun else Value(None, NO_ROWS) for i, value in enumerate(line)
    ]
    return [Month(parts[i], line[i], line[i - YEAR]) for i in range(YEAR, SHOWN + YEAR)]


def typical_year(kpi: Kpi, months: Sequence[Month]) -> list[Season]:
    """Each month of the year over the years known; none until every month has been seen once."""
    seen: dict[int, list[Fraction]] = {}
    for value, first in _each(months):
        if value.value is not None:
            seen.setdefault(first.month, []).append(value.value)
    if len(seen) < YEAR:
        return []
    means = {
        month: sum(values, Fraction(0)) / len(values) for month, values in seen.items()
    }
    year = sum(means.values(), Fraction(0))
    whole = year if kpi.is_flow else year / YEAR
    if not whole:
        return []
    return [
        Season(month, means[month], means[month] / whole, len(seen[month]))
        for month in sorted(means)
    ]


def _each(months: Sequence[Month]) -> list[tuple[Value, date]]:
    """Every month known once: those drawn, and the year before the first of them."""
    earlier = [(m.before, add_months(m.period.first, -YEAR)) for m in months[:YEAR]]
    return earlier + [(m.value, m.period.first) for m in months]
