"""What was usual: a person's or a team's own months of the last two years, and the band they suggest.

Band: from the median to the third quartile of the last twelve months, so that half to a quarter of
them reached it; the best tenth is a candidate for the stretch. Where lower is better the percentiles
are taken from the other end. Beyond history: better than the best of the last twenty-four.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from kpis.cells import Key
from kpis.members import splits_of
from kpis.periods import Period, add_months
from kpis.question import Question
from kpis.rollup import figures
from kpis.scope import Scope
from kpis.spec import Better, Kpi
from kpis.targets.sharing_out import last_months
from kpis.values import percentile

BAND_MONTHS, BEST_MONTHS = 12, 24
#: Fewer months than this suggest nothing.
FEWEST = 3
MEDIAN, THIRD_QUARTILE, NINTH_DECILE = Fraction(1, 2), Fraction(3, 4), Fraction(9, 10)


@dataclass(frozen=True)
class Band:
    """What half, a quarter and a tenth of ``n`` months reached; the easier first."""

    n: int
    middle: Fraction
    upper: Fraction
    stretch: Fraction


def band_of(kpi: Kpi, values: Sequence[Fraction]) -> Band | None:
    """Null with too few months."""
    if len(values) < FEWEST:
        return None
    ordered = sorted(values)
    shares = (MEDIAN, THIRD_QUARTILE, NINTH_DECILE)
    if kpi.better == Better.DOWN:
        shares = (MEDIAN, 1 - THIRD_QUARTILE, 1 - NINTH_DECILE)
    return Band(len(values), *(percentile(ordered, share) for share in shares))


@dataclass(frozen=True)
class Usual:
    """Complete months, {first day: figure}; of a quarter's target, three months in a row each.

    Figures are in the unit of the KPI: money in minor units, rates as fractions.
    """

    kpi: Kpi
    today: date
    months: Mapping[date, Fraction] = field(default_factory=dict)
    span: str = "month"

    def last(self, count: int) -> list[Fraction]:
        found = []
        for month in last_months(self.today, count):
            value = self.at(month)
            if value is not None:
                found.append(value)
        return found

    def at(self, first: date) -> Fraction | None:
        """The figure of the month; of three months that end with it, for the quarter of a flow."""
        if self.span != "quarter" or not self.kpi.is_flow:
            return self.months.get(first)
        parts = [self.months.get(add_months(first, -back)) for back in range(3)]
        known = [part for part in parts if part is not None]
        return sum(known, Fraction(0)) if len(known) == len(parts) else None

    def a_year_before(self, first: date) -> Fraction | None:
        """The same month or quarter a year earlier."""
        start = add_months(first, -12)
        later = 2 if self.span == "quarter" and self.kpi.is_flow else 0
        return self.at(add_months(start, later))

    @property
    def band(self) -> Band | None:
        return band_of(self.kpi, self.last(BAND_MONTHS))

    @property
    def best(self) -> Fraction | None:
        found = self.last(BEST_MONTHS)
        if len(found) < FEWEST:
            return None
        return min(found) if self.kpi.better == Better.DOWN else max(found)

    def beyond(self, target: Fraction) -> bool:
        """Better than the best month of the last 24."""
        if self.best is None:
            return False
        down = self.kpi.better == Better.DOWN
        return target < self.best if down else target > self.best


#: {person or team: {first day of the month: figure}}
Months = dict[int, dict[date, Fraction]]


def months_by(split: str, kpi: Kpi, scope: Scope, today: date, end: date) -> Months:
    """{person or team: its months of the last two years and until ``end``}, in one question.

    A month in which somebody did nothing of what adds up is 0 once they have begun.
    """
    return _grouped(kpi, _asked(kpi, scope, today, end, (split, "month")), 0, end)


def months_by_both(
    kpi: Kpi, scope: Scope, today: date, end: date
) -> tuple[Months, Months]:
    """(people's, teams'): what adds up is asked once for both."""
    if not kpi.is_flow:
        people = months_by("rep", kpi, scope, today, end)
        return people, months_by("team", kpi, scope, today, end)
    found = _asked(kpi, scope, today, end, ("rep", "team", "month"))
    return _grouped(kpi, found, 0, end), _grouped(kpi, found, 1, end)


def months_of(kpi: Kpi, scope: Scope, today: date) -> dict[date, Fraction]:
    """The complete months of one whole scope."""
    end = today.replace(day=1)
    found = _asked(kpi, scope, today, end, ("month",))
    return _grouped(
        kpi, {(0, *key): value for key, value in found.items()}, 0, end
    ).get(0, {})


def _asked(
    kpi: Kpi, scope: Scope, today: date, end: date, by: tuple[str, ...]
) -> dict[Key, Fraction]:
    """Figures of the last two years until before ``end``; none where the KPI is not split so."""
    if not set(by) <= set(splits_of(kpi)):
        return {}
    period = Period(last_months(today, BEST_MONTHS)[0], end)
    found = figures([kpi], Question(scope, period, today, by))[kpi.key]
    return {key: value.value for key, value in found.items() if value.value is not None}


def _grouped(kpi: Kpi, found: dict[Key, Fraction], place: int, end: date) -> Months:
    """By the member at ``place``; what adds up is summed over the others and has no gaps."""
    members: Months = {}
    for key, value in found.items():
        months = members.setdefault(key[place], {})
        months[key[-1]] = months.get(key[-1], Fraction(0)) + value
    for months in members.values() if kpi.is_flow else []:
        month = min(months)
        while month < end:
            months.setdefault(month, Fraction(0))
            month = add_months(month, 1)
    return members
