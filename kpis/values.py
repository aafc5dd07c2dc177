"""A figure as computed: exact until it is shown. Ratios are fractions, money is minor units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

#: Why there is no figure; the words are in ``reasons.py``.
NO_DENOMINATOR = "no_denominator"
NO_ROWS = "no_rows"
NO_PREVIOUS = "no_previous"
NO_TARGET = "no_target"
TARGET_ZERO = "target_zero"
ZERO_ACTUAL = "zero_actual"
NO_PACE = "no_pace"
NOT_STARTED = "not_started"
NOTHING_SPENT = "nothing_spent"
TOO_NEAR = "too_near"
COVERED = "covered"


@dataclass(frozen=True)
class SpreadOf:
    """n, mean, median and p90 of a list; percentiles interpolate linearly between ranks."""

    n: int
    mean: Fraction
    median: Fraction
    p90: Fraction

    def show(self, name: str) -> Fraction:
        return Fraction(getattr(self, name))


@dataclass(frozen=True)
class Value:
    """One figure. ``value`` is null with a ``reason``; ``n`` is the number of cases behind it."""

    value: Fraction | None
    reason: str = ""
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    n: int | None = None
    spread: SpreadOf | None = None

    @property
    def defined(self) -> bool:
        return self.value is not None


def plain(amount: int, per: int = 1) -> Value:
    """A sum as it is; ``per`` of what was summed make one of the unit shown."""
    value = Fraction(amount) if per == 1 else Fraction(amount, per)
    return Value(value, numerator=value, n=None)


def divided(
    over: int | Fraction, under: int | Fraction, reason: str = NO_DENOMINATOR
) -> Value:
    """Divide once, at the end; nothing to divide by is no figure, never 0."""
    numerator, denominator = Fraction(over), Fraction(under)
    n = int(denominator) if denominator.denominator == 1 else None
    if denominator == 0:
        return Value(None, reason, numerator, denominator, n)
    value = numerator if n == 1 else numerator / denominator
    return Value(value, "", numerator, denominator, n)


def spread(values: Sequence[int | Fraction]) -> SpreadOf | None:
    """Of 10, 12, 14, 90: mean 31.5, median 13."""
    if not values:
        return None
    ordered = sorted(values)
    mean = Fraction(sum(ordered, Fraction(0))) / len(ordered)
    return SpreadOf(
        len(ordered),
        mean,
        percentile(ordered, Fraction(1, 2)),
        percentile(ordered, Fraction(9, 10)),
    )


def percentile(ordered: Sequence[int | Fraction], share: Fraction) -> Fraction:
    """Linear interpolation between the two nearest ranks of a sorted list (numpy's default)."""
    position = share * (len(ordered) - 1)
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])
