"""How much a figure moved between two spans of equal length, with a 95 % interval. Pure arithmetic.

A difference is not proof of a cause: whatever else happened meanwhile is in it too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, variance

#: The normal quantile of a two-sided 95 % interval.
Z = 1.959964
#: Counted in both spans together, below which nothing is said of a count.
FEWEST_COUNTED = 10
#: Cases in each span, below which nothing is said of a share; rows for a mean.
FEWEST_CASES, FEWEST_VALUES = 10, 4


@dataclass(frozen=True)
class Interval:
    """After less before, and between what it lies with 95 % confidence."""

    difference: float
    low: float
    high: float

    @property
    def beyond_chance(self) -> bool:
        """0 lies outside."""
        return self.low > 0 or self.high < 0

    def times(self, factor: float) -> Interval:
        return Interval(self.difference * factor, self.low * factor, self.high * factor)


def of_counts(before: int, after: int) -> Interval | None:
    """Two counts over spans of equal length, each varying as a Poisson count does.

    The variance of the difference is their sum (normal approximation, Sahai and Khurshid 1993). Null
    below ten in all.
    """
    if before + after < FEWEST_COUNTED:
        return None
    moved, half = after - before, Z * sqrt(before + after)
    return Interval(moved, moved - half, moved + half)


def wilson(cases: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    middle = (cases + Z * Z / 2) / (of + Z * Z)
    half = Z * sqrt(cases * (of - cases) / of + Z * Z / 4) / (of + Z * Z)
    return middle - half, middle + half


def of_shares(
    cases_before: int, before: int, cases_after: int, after: int
) -> Interval | None:
    """Two shares of cases, by their Wilson intervals (Newcombe 1998, method 10). Null below ten each."""
    if min(before, after) < FEWEST_CASES:
        return None
    was, became = cases_before / before, cases_after / after
    low_was, high_was = wilson(cases_before, before)
    low_now, high_now = wilson(cases_after, after)
    moved = became - was
    return Interval(
        moved,
        moved - sqrt((became - low_now) ** 2 + (high_was - was) ** 2),
        moved + sqrt((high_now - became) ** 2 + (was - low_was) ** 2),
    )


def of_means(before: Sequence[float], after: Sequence[float]) -> Interval | None:
    """Two means of values that vary each in their own way (Welch 1947). Null below four each."""
    if min(len(before), len(after)) < FEWEST_VALUES:
        return None
    moved = fmean(after) - fmean(before)
    parts = [variance(values) / len(values) for values in (before, after)]
    error = sum(parts)
    if error == 0:
        return Interval(moved, moved, moved)
    freedom = error**2 / sum(
        part**2 / (len(values) - 1)
        for part, values in zip(parts, (before, after), strict=True)
    )
    half = student(freedom) * sqrt(error)
    return Interval(moved, moved - half, moved + half)


def student(freedom: float) -> float:
    """The 97.5 % quantile of Student's t, within 0.2 % from three degrees of freedom on.

    Cornish and Fisher's expansion (Abramowitz and Stegun 26.7.5).
    """
    z, v = Z, freedom
    return (
        z
        + (z**3 + z) / (4 * v)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z)
        / (92160 * v**4)
    )
