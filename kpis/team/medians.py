"""People against the median of their team: how much better or worse, by one rule shown beside it.

The distance that counts is a tenth of the median, or the one declared with a rate, a delay or a
score; never less than chance alone moves such a figure by (the root of a count, the binomial spread
of a rate on that person's cases). A figure that far away is better or worse; twice as far, much so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from kpis.dashboard import too_few
from kpis.signals.judging import chance_of
from kpis.spec import Better, Kpi
from kpis.values import Value

#: Fewer people have no median worth a comparison.
FEWEST = 3
#: The distance that counts, as a share of the median.
SHARE = Fraction(1, 10)
#: How many distances make much better.
MUCH = 2
#: How many strengths and weaknesses are named.
NAMED = 3


@dataclass(frozen=True)
class Middle:
    """The median of a figure over ``n`` people who have enough cases."""

    kpi: Kpi
    median: Fraction
    n: int


@dataclass(frozen=True)
class Mark:
    """A person's figure against the team's median: ``steps`` distances, above 0 is better."""

    kpi: Kpi
    value: Value
    middle: Middle
    steps: Fraction

    @property
    def band(self) -> int:
        """From −2 (much worse) to 2 (much better)."""
        size = min(int(abs(self.steps)), MUCH)
        return size if self.steps > 0 else -size


def middle_of(kpi: Kpi, values: Iterable[Value], minimum: int) -> Middle | None:
    """The median of what may be judged; null of fewer than three people, or without a direction."""
    if kpi.better == Better.DEPENDS:
        return None
    known = [
        value.value
        for value in values
        if value.value is not None and not too_few(kpi, value, minimum)
    ]
    if len(known) < FEWEST:
        return None
    return Middle(kpi, Fraction(median(known)), len(known))


def marked(value: Value, middle: Middle | None, minimum: int) -> Mark | None:
    """The person's figure against the median; null when either cannot be judged."""
    if middle is None or value.value is None or too_few(middle.kpi, value, minimum):
        return None
    reach = reach_of(value, middle)
    away = value.value - middle.median
    if not reach:
        return None if away else Mark(middle.kpi, value, middle, Fraction(0))
    steps = away / reach
    better = -steps if middle.kpi.better == Better.DOWN else steps
    return Mark(middle.kpi, value, middle, better)


def reach_of(value: Value, middle: Middle) -> Fraction:
    """The distance that counts for this person's number of cases."""
    chance, _times = chance_of(middle.kpi, middle.median, value)
    declared = middle.kpi.bands[0]
    habit = Fraction(str(declared)) if declared else abs(middle.median) * SHARE
    return max(habit, chance)


def strengths(marks: Sequence[Mark]) -> list[Mark]:
    """The three figures furthest on the good side, the best first."""
    good = [mark for mark in marks if mark.band > 0]
    return sorted(good, key=lambda mark: -mark.steps)[:NAMED]


def weaknesses(marks: Sequence[Mark]) -> list[Mark]:
    """The three figures furthest on the bad side, the weakest first."""
    bad = [mark for mark in marks if mark.band < 0]
    return sorted(bad, key=lambda mark: mark.steps)[:NAMED]


def middles(
    kpis: Sequence[Kpi], values: Mapping[str, Iterable[Value]], minimum: int
) -> list[Middle | None]:
    """The median of each figure over the people, in the order of the figures."""
    return [middle_of(kpi, values[kpi.key], minimum) for kpi in kpis]
