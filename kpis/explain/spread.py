"""(5) Beyond the mean: how the values behind a figure are spread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from kpis import rows, standing
from kpis.explain.counting import counted_rows, main_measure
from kpis.periods import DAY
from kpis.question import Question
from kpis.spec import Age, Bridge, Kpi, PerSubject, Spread, Unit
from kpis.values import SpreadOf, percentile, spread


@dataclass(frozen=True)
class Histogram:
    """The values of the rows: spread, and counts in bins of one round width from ``low``."""

    spread: SpreadOf
    low: int
    width: int
    counts: list[int]
    outliers: int


def row_values(kpi: Kpi, question: Question) -> list[int]:
    """One value per counted row: minor units or days; nothing for plain counts."""
    if isinstance(kpi.formula, Spread):
        found = rows.durations(
            kpi.formula, question.scope, question.period, (), question.where
        )
        return found.get((), [])
    if isinstance(kpi.formula, Age):
        period = question.period.clipped(question.today + DAY)
        if not period.days:
            return []
        return standing.ages(
            kpi.formula, question.scope, period, (), question.where
        ).get((), [])
    measure = main_measure(kpi)
    if measure is None or measure.unit != Unit.MONEY or measure.balance:
        return []
    # A day's part of a cost is nobody's decision, a customer's sum is not one row.
    if measure.source == "costs" or isinstance(kpi.formula, PerSubject | Bridge):
        return []
    return list(
        counted_rows(measure, question)
        .filter(**{f"{measure.value}__isnull": False})
        .values_list(measure.value, flat=True)
    )


def histogram(values: Sequence[int], bins: int = 7) -> Histogram | None:
    """Bins of a round width from a round start; outliers lie beyond 1.5 interquartile ranges."""
    found = spread(values)
    if found is None:
        return None
    ordered = sorted(values)
    width = _round_width(max(1, ordered[-1] - min(0, ordered[0])), bins)
    low = (ordered[0] // width) * width
    counts = [0] * ((ordered[-1] - low) // width + 1)
    for value in ordered:
        counts[(value - low) // width] += 1
    return Histogram(found, low, width, counts, _outliers(ordered))


def _round_width(span: int, bins: int) -> int:
    """1, 2 or 5 times a power of ten, so that at most about ``bins`` bins hold the span."""
    power = 1
    while True:
        for step in (1, 2, 5):
            if step * power * bins >= span:
                return step * power
        power *= 10


def _outliers(ordered: Sequence[int]) -> int:
    if len(ordered) < 4:
        return 0
    low, high = percentile(ordered, Fraction(1, 4)), percentile(ordered, Fraction(3, 4))
    reach = (high - low) * Fraction(3, 2)
    return sum(1 for value in ordered if value < low - reach or value > high + reach)
