"""(6) The forecast against what happened: error and bias over the months that closed.

Both sides are of the same scope: what was frozen on a day, and the revenue of the roll-up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from kpis.catalogue import KPIS
from kpis.forecast.lines import WON, Sums, frozen, summed, within
from kpis.forecast.report import REVENUE
from kpis.periods import DAY, Period, shift
from kpis.question import Question
from kpis.rollup import figures
from kpis.scope import Scope


@dataclass(frozen=True)
class Judged:
    """One closed month: what was said, what came. ``error`` is (said - came) / came, signed."""

    start: date
    seen_on: date
    said: Mapping[str, int]
    came: int

    def error(self, basis: str) -> Fraction | None:
        if basis not in self.said or not self.came:
            return None
        return Fraction(self.said[basis] - self.came, self.came)


@dataclass(frozen=True)
class Accuracy:
    """Closed months, the oldest first, judged as seen ``days`` days in (0: on the eve)."""

    months: list[Judged] = field(default_factory=list)
    basis: str = "weighted"
    days: int = 0

    @property
    def errors(self) -> list[Fraction]:
        found = (month.error(self.basis) for month in self.months)
        return [error for error in found if error is not None]

    @property
    def error(self) -> Fraction | None:
        """The mean size of the errors."""
        sizes = [abs(error) for error in self.errors]
        return sum(sizes, Fraction(0)) / len(sizes) if sizes else None

    @property
    def bias(self) -> Fraction | None:
        """Their mean with its sign: above 0, too much was said."""
        return sum(self.errors, Fraction(0)) / len(self.errors) if self.errors else None


BASES = ("weighted", "commit", "best")


def accuracy(
    today: date, scope: Scope, *, count: int, days: int, basis: str
) -> Accuracy:
    """The last ``count`` closed months, each as frozen ``days`` days in; unfrozen ones are left out."""
    current = today.replace(day=1)
    starts = [shift("month", current, -n) for n in range(count, 0, -1)]
    seen = {start: start + (days - 1) * DAY for start in starts}
    kept = frozen(list(seen.values()))
    asked = Question(scope, Period(starts[0], current), today, ("month",))
    came = figures([KPIS[REVENUE]], asked)[REVENUE]
    found = []
    for start in starts:
        if seen[start] not in kept:
            continue
        sums = summed(within(kept[seen[start]], scope), lambda line: line.month)
        value = came.get((start,))
        said = _said(sums.get(start, Sums()))
        amount = int(value.value or 0) if value else 0
        found.append(Judged(start, seen[start], said, amount))
    return Accuracy(found, basis, days)


def _said(sums: Sums) -> dict[str, int]:
    won = sums.amounts[WON]
    return {
        "weighted": won + sums.weighted,
        "commit": won + sums.commit,
        "best": won + sums.best,
    }
