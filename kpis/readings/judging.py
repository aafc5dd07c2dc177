"""Which conditions hold: each figure against its own periods before, or nothing is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import sqrt
from statistics import median

from kpis.catalogue import KPIS
from kpis.periods import Period
from kpis.readings.conditions import (
    BEFORE,
    CHANCES,
    CYCLES,
    FALL,
    FEWEST,
    LONGER,
    SWING,
    Condition,
    Falling,
    High,
    Longer,
    Low,
    Rule,
    Seen,
    Shorter,
    far_of,
)
from kpis.signals.judging import chance_of
from kpis.spec import Kpi, Unit
from kpis.trends import Trends
from kpis.values import Value

#: How many periods back a rule may look for one whose cases had their time.
MOST_BACK = 3


@dataclass(frozen=True)
class Lines:
    """Figures over equal periods in order, the last one being judged.

    ``mature_on``: cases of that day and before had the time they need.
    """

    parts: Sequence[Period]
    values: Trends
    minimum: int
    mature_on: date


def judge(rule: Rule, lines: Lines) -> tuple[int, list[Seen]] | None:
    """(the period's place, what was seen) when every condition of the rule holds there."""
    place = place_of(rule, lines)
    if place is None or any(key not in lines.values for key in rule.kpis):
        return None
    seen = [check(condition, place, lines) for condition in rule.conditions]
    held = [each for each in seen if each is not None]
    return (place, held) if len(held) == len(rule.conditions) else None


def place_of(rule: Rule, lines: Lines) -> int | None:
    """The last period; for figures that mature, the last one that had its time."""
    if any(KPIS[key].matures for key in rule.kpis):
        return recent(lines)
    return len(lines.parts) - 1 if lines.parts else None


def recent(lines: Lines) -> int | None:
    """The last period whose cases had the time they need."""
    last = len(lines.parts) - 1
    for place in range(last, max(last - MOST_BACK, 0), -1):
        if lines.parts[place].last <= lines.mature_on:
            return place
    return None


def check(condition: Condition, place: int, lines: Lines) -> Seen | None:
    """What was seen, when the condition holds in the period at ``place``."""
    kpi = KPIS[condition.kpi]
    line = lines.values[kpi.key]
    found = _CHECKS[type(condition)](kpi, line, place, lines.minimum)
    return Seen(condition, kpi, *found) if found else None


#: (the figure now, what it is measured against)
Pair = tuple[Fraction, Fraction]


def off(
    kpi: Kpi,
    line: Sequence[Value],
    place: int,
    minimum: int,
    side: int,
    chances: int = CHANCES,
) -> Pair | None:
    """Far above (side 1) or below (-1) the median of the periods before, beyond chance and habit."""
    before = _known(kpi, line[max(place - BEFORE, 0) : place], minimum)
    now = line[place].value
    if len(before) < FEWEST or now is None or not _enough(line[place], minimum):
        return None
    usual = Fraction(median(before))
    # A count is its own sample: few cases on both sides say nothing.
    if kpi.unit == Unit.COUNT and max(usual, now) < minimum:
        return None
    swing = Fraction(median(abs(value - usual) for value in before))
    chance, _times = chance_of(kpi, usual, line[place])
    distance = (now - usual) * side
    beyond = distance > max(SWING * swing, chances * chance)
    return (now, usual) if beyond and distance >= far_of(kpi) * abs(usual) else None


def _high(kpi: Kpi, line: Sequence[Value], place: int, minimum: int) -> Pair | None:
    return off(kpi, line, place, minimum, 1)


def _low(kpi: Kpi, line: Sequence[Value], place: int, minimum: int) -> Pair | None:
    return off(kpi, line, place, minimum, -1)


def _lasting(line: Sequence[Value], place: int, minimum: int, side: int) -> Pair | None:
    """Longer (side 1) or shorter (-1) than each of the three periods before, by its median."""
    if place < CYCLES:
        return None
    found = [_median(value, minimum) for value in line[place - CYCLES : place + 1]]
    medians = [each for each in found if each is not None]
    if len(medians) <= CYCLES:
        return None
    *before, now = medians
    usual = Fraction(median(before))
    least = max(usual * LONGER, Fraction(1))
    beyond = all((now - each) * side > 0 for each in before)
    return (now, usual) if beyond and (now - usual) * side >= least else None


def _longer(_kpi: Kpi, line: Sequence[Value], place: int, minimum: int) -> Pair | None:
    return _lasting(line, place, minimum, 1)


def _shorter(_kpi: Kpi, line: Sequence[Value], place: int, minimum: int) -> Pair | None:
    return _lasting(line, place, minimum, -1)


def _falling(kpi: Kpi, line: Sequence[Value], place: int, minimum: int) -> Pair | None:
    three = _known(kpi, line[max(place - 2, 0) : place + 1], minimum)
    if len(three) < 3:
        return None
    first, second, now = three
    least = max(FALL.get(kpi.unit, Fraction(0)), _noise(kpi, first, line[place]))
    return (now, first) if now < second < first and first - now >= least else None


def _noise(kpi: Kpi, was: Fraction, now: Value) -> Fraction:
    """What chance alone moves the figure by. Answers from -100 to 100 vary by 100 squared less their
    mean squared, at most."""
    if kpi.unit == Unit.SCORE and now.n:
        return Fraction(sqrt((10_000 - was**2) / now.n))
    return chance_of(kpi, was, now)[0]


_CHECKS: dict[type, Callable[[Kpi, Sequence[Value], int, int], Pair | None]] = {
    High: _high,
    Low: _low,
    Longer: _longer,
    Shorter: _shorter,
    Falling: _falling,
}


def _known(kpi: Kpi, line: Sequence[Value], minimum: int) -> list[Fraction]:
    """Figures on enough cases. A count is 0 before anything ever happened: that is no usual."""
    begun = line
    if kpi.unit == Unit.COUNT:
        first = next((i for i, value in enumerate(line) if value.value), len(line))
        begun = line[first:]
    return [
        value.value
        for value in begun
        if value.value is not None and _enough(value, minimum)
    ]


def _enough(value: Value, minimum: int) -> bool:
    return value.n is None or value.n >= minimum


def _median(value: Value, minimum: int) -> Fraction | None:
    if value.spread is None or value.spread.n < minimum:
        return None
    return value.spread.median
