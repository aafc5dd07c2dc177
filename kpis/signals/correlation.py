"""(5) Whether two figures go up and down together: Spearman's rank correlation, and its limits.

Ranks, so that one large deal does not decide; ties share the mean of their places. A point below the
minimum sample is left out, so is one where nothing happened; under eight points nothing is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import sqrt
from typing import Any

from kpis import trends
from kpis.periods import Period, run_up
from kpis.question import Question
from kpis.rollup import Report, reports
from kpis.scope import Scope
from kpis.spec import Balance, Difference, Distinct, Kpi, Standing, Total
from kpis.values import Value, plain

FEWEST = 8
#: How far back points reach: half a year of weeks, a year of months.
POINTS = {"week": 26, "month": 12}
#: What a point is: the whole scope, a team or a person, in one week or month.
WHOLE = "whole"
BY = (WHOLE, "team", "rep")
#: Nineteen times in twenty, chance stays within 1.96 / sqrt(n - 1); exact tables say the same to
#: the second decimal from n = 8 (0.738 against 0.741).
CHANCE = 1.96


@dataclass(frozen=True)
class Point:
    """One team or person in one period: both figures."""

    label: str
    period: Period
    x: Value
    y: Value


@dataclass(frozen=True)
class Correlation:
    """``rho`` is null under eight points, or when a figure never moves; ``few`` and ``idle`` count
    the points left out because of too few cases, or because nothing happened."""

    points: list[Point]
    rho: float | None
    few: int
    idle: int

    @property
    def n(self) -> int:
        return len(self.points)

    @property
    def enough(self) -> bool:
        return self.n >= FEWEST

    @property
    def chance(self) -> float | None:
        """Within plus and minus this, chance alone explains the coefficient."""
        return CHANCE / sqrt(self.n - 1) if self.enough else None

    @property
    def clear(self) -> bool:
        limit = self.chance
        return self.rho is not None and limit is not None and abs(self.rho) > limit


def measurable(kpi: Kpi) -> bool:
    """A share of target and a forecast are no figures of a past period alone."""
    return not kpi.looks_ahead


def parts_of(grain: str, last: Period, first_month: int) -> list[Period]:
    """The weeks or months that end with ``last``."""
    return run_up(last, grain, POINTS[grain], first_month)


def correlate(
    first: Kpi,
    second: Kpi,
    scope: Scope,
    parts: Sequence[Period],
    *,
    by: str,
    grain: str,
    today: date,
    minimum: int,
) -> Correlation:
    """Both figures over the periods, for the whole scope or for each of its members."""
    if by == WHOLE:
        lines = trends.over([first, second], scope, parts, today)
        pairs = zip(lines[first.key], lines[second.key], strict=True)
        every = [
            Point("", part, x, y) for part, (x, y) in zip(parts, pairs, strict=True)
        ]
    else:
        span = Period(parts[0].first, parts[-1].end)
        asked = Question(scope, span, today, (by, grain))
        every = _members(reports([first, second], asked), first, second, parts)
    return _of(every, (first, second), minimum)


def _members(
    found: dict[str, Report], first: Kpi, second: Kpi, parts: Sequence[Period]
) -> list[Point]:
    """One point for each member and period that either figure knows."""
    periods = {part.first: part for part in parts}
    values: dict[Any, dict[str, Value]] = {}
    names: dict[Any, str] = {}
    for kpi in (first, second):
        for row in found[kpi.key].rows:
            member, start = row.members
            if start in periods:
                values.setdefault((start, member), {})[kpi.key] = row.value
                names[member] = next(iter(row.labels.values()))
    return [
        Point(
            names[member],
            periods[start],
            each.get(first.key, _nothing(first)),
            each.get(second.key, _nothing(second)),
        )
        for (start, member), each in sorted(
            values.items(), key=lambda item: (item[0][0], names[item[0][1]])
        )
    ]


def _nothing(kpi: Kpi) -> Value:
    """What a member without a row has: 0 of what is counted, no figure of anything else."""
    counted = isinstance(
        kpi.formula, Total | Difference | Distinct | Balance | Standing
    )
    return plain(0) if counted else Value(None)


def _of(every: Sequence[Point], kpis: tuple[Kpi, Kpi], minimum: int) -> Correlation:
    few, idle, kept = 0, 0, []
    for point in every:
        if not point.x.value and not point.y.value:
            idle += 1
        elif _few(kpis[0], point.x, minimum) or _few(kpis[1], point.y, minimum):
            few += 1
        else:
            kept.append(point)
    rho = None
    if len(kept) >= FEWEST:
        rho = spearman([_known(p.x) for p in kept], [_known(p.y) for p in kept])
    return Correlation(kept, rho, few, idle)


def _few(kpi: Kpi, value: Value, minimum: int) -> bool:
    small = kpi.minimum and value.n is not None and value.n < minimum
    return value.value is None or small


def _known(value: Value) -> Fraction:
    return value.value if value.value is not None else Fraction(0)


# -- ranks ------------------------------------------------------------------------------------


def ranks(values: Sequence[Fraction]) -> list[Fraction]:
    """1 for the least; equal values share the mean of the places they take."""
    order = sorted(range(len(values)), key=lambda i: values[i])
    found = [Fraction(0)] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for place in order[start : end + 1]:
            found[place] = Fraction(start + end + 2, 2)
        start = end + 1
    return found


def spearman(xs: Sequence[Fraction], ys: Sequence[Fraction]) -> float | None:
    """Pearson's correlation of the ranks, exact until its root; null when one never moves.

    Spearman 1904. With ties 1 - 6 sum d2 / (n (n2 - 1)) would be wrong; this is not.
    """
    across, along = ranks(xs), ranks(ys)
    mean = Fraction(len(xs) + 1, 2)
    together = sum((a - mean) * (b - mean) for a, b in zip(across, along, strict=True))
    spread = sum((a - mean) ** 2 for a in across) * sum((b - mean) ** 2 for b in along)
    return float(together) / sqrt(spread) if spread else None
