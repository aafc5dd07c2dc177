"""(5) Whether the last of twelve equal periods is more than chance: one rule, two ways to see it.

*Outside*: the figure lies further from the median of the periods before than chance and their own
habit explain. *Moved*: each of the last six lies beyond every one of the six before, which chance
alone does, up or down, once in 462 (2 of the 924 ways to lay out twelve figures).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, isqrt
from statistics import median
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.money import to_major
from crm.templatetags import formats
from kpis import wording
from kpis.dashboard import Tile
from kpis.periods import Period, run_up, shift
from kpis.picker import POINTS, Picked
from kpis.shares import is_share
from kpis.spec import Kpi, Unit
from kpis.trends import run_of
from kpis.values import Value

#: Periods before that must be known, or nothing is said.
FEWEST = 8
HALF = 6
#: Times the usual distance, where chance is known (counts, rates) and where it is only estimated
#: from some eleven figures. Measured on figures drawn at random: 0.4 % of counts and 1 to 2 % of
#: amounts are called unusual; amounts as uneven as a few large deals make them, 5 %.
KNOWN, ESTIMATED = 3, 4
#: The median distance of a normal spread, as a share of its standard deviation.
SCALED = Fraction(14826, 10_000)
#: The usual distance is never taken for less: a twentieth of the median, five points of a score.
LEAST_SHARE, LEAST_POINTS = Fraction(1, 20), 5
OUTSIDE, MOVED = "outside", "moved"

WORDS = {OUTSIDE: gettext_lazy("Unusual"), MOVED: gettext_lazy("New level")}


@dataclass(frozen=True)
class Usual:
    """What a figure usually is: the median of ``n`` periods, and the range around it."""

    median: Fraction
    low: Fraction
    high: Fraction
    n: int
    times: int


@dataclass(frozen=True)
class Signal:
    """The last figure left its usual range, or the last six left the six before."""

    kind: str
    up: bool
    value: Fraction
    usual: Usual

    @property
    def size(self) -> Fraction:
        """How far out, in half widths of the usual range."""
        half = self.usual.high - self.usual.median
        return abs(self.value - self.usual.median) / half


def usual_of(kpi: Kpi, line: Sequence[Value], minimum: int) -> Usual | None:
    """The usual range for the last value of the line, from those before it."""
    last = line[-1] if line else None
    before = judged(kpi, line[:-1], minimum)
    if last is None or not _counts(kpi, last, minimum) or len(before) < FEWEST:
        return None
    middle = Fraction(median(before))
    habit = SCALED * Fraction(median(abs(value - middle) for value in before))
    chance, times = chance_of(kpi, middle, last)
    reach = times * max(habit, chance)
    if not reach:
        return None
    low, high = middle - reach, middle + reach
    if min(before) >= 0:
        low = max(low, Fraction(0))
    return Usual(middle, low, high, len(before), times)


def signal_of(kpi: Kpi, line: Sequence[Value], minimum: int) -> Signal | None:
    """What is unusual about the last value of the line; nothing, most of the time."""
    usual = usual_of(kpi, line, minimum)
    if usual is None or line[-1].value is None:
        return None
    value = line[-1].value
    if not usual.low <= value <= usual.high:
        return Signal(OUTSIDE, value > usual.high, value, usual)
    every = judged(kpi, line, minimum)
    # What stands carries over from one period to the next: its neighbours are no chance.
    if kpi.is_stock or len(every) < 2 * HALF:
        return None
    earlier, later = every[-2 * HALF : -HALF], every[-HALF:]
    if min(later) > max(earlier) or max(later) < min(earlier):
        return Signal(MOVED, later[0] > earlier[0], value, usual)
    return None


def judged(kpi: Kpi, line: Sequence[Value], minimum: int) -> list[Fraction]:
    """The values that may be judged by: defined, on enough cases, since anything ever happened."""
    begun = next((i for i, value in enumerate(line) if value.value), len(line))
    return [
        value.value
        for value in line[begun:]
        if value.value is not None and _counts(kpi, value, minimum)
    ]


def _counts(kpi: Kpi, value: Value, minimum: int) -> bool:
    few = kpi.minimum and value.n is not None and value.n < minimum
    return value.value is not None and not few


def chance_of(kpi: Kpi, middle: Fraction, last: Value) -> tuple[Fraction, int]:
    """(what chance alone moves the figure by, how many times it is allowed).

    A count varies by its square root, a share of n cases by the root of p (1 - p) / n (Agresti and
    Coull 1998 for the share, which is neither 0 nor 1).
    """
    if kpi.unit == Unit.COUNT and middle >= 0:
        return max(_root(middle), Fraction(1)), KNOWN
    if kpi.unit == Unit.RATE and 0 <= middle <= 1 and last.n:
        # One case more on either side: what was always 100 % may once be 90.
        share = (middle * last.n + 1) / (last.n + 2)
        return _root(share * (1 - share) / last.n), KNOWN
    least = Fraction(LEAST_POINTS) if kpi.unit == Unit.SCORE else Fraction(0)
    return max(abs(middle) * LEAST_SHARE, least), ESTIMATED


def _root(value: Fraction) -> Fraction:
    """The square root to six places, as a fraction."""
    scale = 10**6
    return Fraction(isqrt(int(value * scale * scale)), scale)


def closed(picked: Picked, count: int = POINTS) -> list[Period]:
    """``count`` equal periods; the last one is the period asked for, or the last that has ended."""
    around, kind = picked.around, picked.kind
    if kind == "range":
        ended = around.clipped(picked.today) if picked.runs else around
        return run_of(ended if ended.days else picked.period, count)
    if picked.runs:
        around = Period(shift(kind, around.first, -1), around.first)
    return run_up(around, kind, count, picked.first_month)


# -- in words ---------------------------------------------------------------------------------


def of_tile(tile: Tile, minimum: int) -> Signal | None:
    """The signal of a tile; none while its last cases are too recent to judge."""
    if tile.young_points or tile.too_few:
        return None
    return signal_of(tile.kpi, tile.trend, minimum)


def chip(tile: Tile, minimum: int, currency: str) -> dict[str, Any] | None:
    """The small word on a tile, with its rule."""
    found = of_tile(tile, minimum)
    if found is None:
        return None
    return word(found) | {"title": rule(tile.kpi, found, currency)}


def word(found: Signal) -> dict[str, Any]:
    """The parameters of ``components/_chip.html``."""
    return {
        "text": str(WORDS[found.kind]),
        "glyph": "▲" if found.up else "▼",
        "tone": "",
    }


def rule(kpi: Kpi, found: Signal, currency: str) -> str:
    """The rule with its numbers in it."""
    usual = found.usual
    shown = {
        "value": wording.written(kpi.unit, found.value, currency),
        "range": usual_range(kpi, usual, currency, found.value),
        "median": wording.written(kpi.unit, usual.median, currency),
        "n": formats.number(usual.n),
        "times": usual.times,
        "half": HALF,
    }
    if found.kind == MOVED:
        words = (
            _(
                "Each of the last %(half)s periods lies above every one of the %(half)s before."
                " Up or down, chance alone does this once in 462."
            )
            if found.up
            else _(
                "Each of the last %(half)s periods lies below every one of the %(half)s before."
                " Up or down, chance alone does this once in 462."
            )
        )
        return words % shown
    return (
        _(
            "%(value)s lies outside %(range)s: the median of the %(n)s periods before (%(median)s),"
            " give or take %(times)s times what chance or habit moves it by."
        )
        % shown
    )


def usual_range(
    kpi: Kpi, usual: Usual, currency: str, value: Fraction | None = None
) -> str:
    """From 12 to 31, rounded inwards: ``value``, when outside, is not written like its edge."""
    step = _step(kpi, usual, currency)
    low, high = shown_range(kpi, usual)
    first, last = ceil(low / step), floor(high / step)
    if value is not None and value > high:
        last = min(last, round(value / step) - 1)
    if value is not None and value < low:
        first = max(first, round(value / step) + 1)
    return _("%(low)s to %(high)s") % {
        "low": wording.written(kpi.unit, first * step, currency),
        "high": wording.written(kpi.unit, last * step, currency),
    }


def shown_range(kpi: Kpi, usual: Usual) -> tuple[Fraction, Fraction]:
    """The range as it is shown: no share is ever more than the whole."""
    high = min(usual.high, Fraction(1)) if is_share(kpi) else usual.high
    return usual.low, high


def _step(kpi: Kpi, usual: Usual, currency: str) -> Fraction:
    """What the last digit written is worth."""
    match kpi.unit:
        case Unit.COUNT | Unit.SCORE:
            return Fraction(1)
        case Unit.RATE:
            return Fraction(1, 1000)
        case Unit.MONEY:
            major = round(1 / to_major(1, currency))
            return Fraction(major if usual.median >= 100 * major else 1)
    return Fraction(1, 10)
