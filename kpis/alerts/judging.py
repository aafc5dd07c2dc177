"""Whether a rule holds for one line of figures. Pure: no clock, no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from kpis.models import AlertRule
from kpis.periods import Period
from kpis.signals.judging import signal_of
from kpis.spec import Better, Kpi
from kpis.targets.attainment import Standing
from kpis.values import Value

Kind = AlertRule.Kind
#: Periods the usual range is learnt from, the last one included.
LEARNT = 12


class State(StrEnum):
    RAISED = "raised"
    #: The cause is gone: far enough back to close.
    GONE = "gone"
    #: Neither: what is open stays open, what is not stays so.
    BETWEEN = "between"
    #: Too few cases, no target, no figure: nothing is said, nothing changes.
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Verdict:
    """``against`` is what the figure was held to, in its own unit; ``share`` a share or points."""

    state: State
    value: Fraction | None = None
    against: Fraction | None = None
    share: Fraction | None = None
    n: int | None = None
    #: The days that were judged.
    period: Period | None = None


UNKNOWN = Verdict(State.UNKNOWN)


@dataclass(frozen=True)
class Line:
    """The periods that were read, oldest first, the judged one last; where it stands to its target."""

    values: Sequence[Value]
    standing: Standing = field(default_factory=Standing)

    @property
    def last(self) -> Value:
        return self.values[-1]


def level_of(rule: AlertRule, kpi: Kpi) -> Fraction:
    """The level in the unit's own measure: a fraction of a rate, minor units of money."""
    return Fraction(rule.level or 0, kpi.unit.step)


def periods_read(rule: AlertRule) -> int:
    """How many equal periods the rule needs, the judged one included."""
    if rule.kind == Kind.RUN:
        return (rule.count or 1) + 1
    return LEARNT if rule.kind == Kind.UNUSUAL else 1


def judge(rule: AlertRule, kpi: Kpi, line: Line, minimum: int) -> Verdict:
    """What the rule says of the last period of the line."""
    last = line.last
    if last.value is None or not _enough(kpi, last, minimum):
        return UNKNOWN
    found = JUDGES[Kind(rule.kind)](rule, kpi, line, minimum)
    return Verdict(found.state, last.value, found.against, found.share, last.n)


def _enough(kpi: Kpi, value: Value, minimum: int) -> bool:
    return not (kpi.minimum and value.n is not None and value.n < minimum)


def _below(rule: AlertRule, kpi: Kpi, line: Line, _minimum: int) -> Verdict:
    level = level_of(rule, kpi)
    value = line.last.value or Fraction(0)
    back = level + abs(level) * Fraction(rule.margin, 100)
    return Verdict(_side(value < level, value >= back), against=level)


def _above(rule: AlertRule, kpi: Kpi, line: Line, _minimum: int) -> Verdict:
    level = level_of(rule, kpi)
    value = line.last.value or Fraction(0)
    back = level - abs(level) * Fraction(rule.margin, 100)
    return Verdict(_side(value > level, value <= back), against=level)


def _run(rule: AlertRule, kpi: Kpi, line: Line, minimum: int) -> Verdict:
    """So many changes one after the other, each to the worse; one that is not ends it."""
    wanted = (rule.count or 1) + 1
    held = line.values[-wanted:]
    known = [v.value for v in held if v.value is not None and _enough(kpi, v, minimum)]
    if len(known) < wanted:
        return UNKNOWN
    sign = -1 if kpi.better == Better.DOWN else 1
    moves = [sign * (b - a) for a, b in pairwise(known)]
    worse = all(move < 0 for move in moves)
    return Verdict(_side(worse, moves[-1] >= 0), against=known[0])


def _unusual(_rule: AlertRule, kpi: Kpi, line: Line, minimum: int) -> Verdict:
    found = signal_of(kpi, line.values, minimum)
    if found is None:
        return Verdict(State.GONE)
    worse = kpi.better == Better.DEPENDS or found.up == (kpi.better == Better.DOWN)
    state = State.RAISED if worse else State.GONE
    return Verdict(state, against=found.usual.median)


def _target(rule: AlertRule, _kpi: Kpi, line: Line, _minimum: int) -> Verdict:
    standing, level = line.standing, Fraction(rule.level or 0, 100)
    if standing.target is None or standing.met is None:
        return UNKNOWN
    if standing.share is None:
        state = State.GONE if standing.met else State.RAISED
        return Verdict(state, against=standing.target)
    back = level + Fraction(rule.margin, 100)
    state = _side(standing.share < level, standing.share >= back)
    return Verdict(state, against=standing.target, share=standing.share)


def _pace(rule: AlertRule, _kpi: Kpi, line: Line, _minimum: int) -> Verdict:
    standing, level = line.standing, rule.level or 0
    if standing.pace is None or standing.target is None:
        return UNKNOWN
    behind = -standing.pace * 100
    back = level - min(rule.margin, level)
    state = _side(behind > level, behind <= back)
    return Verdict(state, against=standing.target, share=standing.pace)


def _silent(_rule: AlertRule, _kpi: Kpi, line: Line, _minimum: int) -> Verdict:
    """The line holds the working days looked at, no more."""
    return Verdict(_side(not any(v.value for v in line.values), True))


def _side(raised: bool, gone: bool) -> State:
    if raised:
        return State.RAISED
    return State.GONE if gone else State.BETWEEN


JUDGES = {
    Kind.BELOW: _below,
    Kind.ABOVE: _above,
    Kind.RUN: _run,
    Kind.UNUSUAL: _unusual,
    Kind.TARGET: _target,
    Kind.PACE: _pace,
    Kind.SILENT: _silent,
}
