"""Each kind of rule, worked by hand: when it holds, when its alert may close, when it says nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from kpis.alerts.judging import Line, State, judge
from kpis.catalogue import KPIS
from kpis.models import AlertRule
from kpis.targets.attainment import Standing
from kpis.values import NO_DENOMINATOR, Value, divided, plain

CALLS, DELAY = KPIS["calls_made_all"], KPIS["sales_cycle"]
RATE, COMPLAINTS = KPIS["win_rate"], KPIS["complaints"]
MINIMUM = 10


def state(
    line: list[Value], kpi: Any = CALLS, standing: Any = None, **rule: Any
) -> State:
    row = AlertRule(kpi=kpi.key, who="company", **{"period": "month"} | rule)
    return judge(row, kpi, Line(line, standing or Standing()), MINIMUM).state


def counts(*numbers: int) -> list[Value]:
    return [plain(number) for number in numbers]


@pytest.mark.parametrize(
    ("calls", "said"),
    [(39, "raised"), (40, "between"), (43, "between"), (44, "gone"), (50, "gone")],
)
def test_below_a_value_closes_only_a_tenth_above_it(calls: int, said: str) -> None:
    assert state(counts(calls), kind="below", level=40, margin=10) == said


@pytest.mark.parametrize(
    ("found", "said"), [(6, "raised"), (5, "between"), (4, "gone"), (0, "gone")]
)
def test_above_a_value(found: int, said: str) -> None:
    # Back by a fifth of five is four.
    assert state(counts(found), COMPLAINTS, kind="above", level=5, margin=20) == said


def test_a_rate_is_held_to_basis_points_and_to_its_minimum() -> None:
    rule = {"kind": "below", "level": 4000, "margin": 0}
    assert state([divided(3, 10)], RATE, **rule) == State.RAISED
    assert state([divided(4, 10)], RATE, **rule) == State.GONE
    assert state([divided(3, 9)], RATE, **rule) == State.UNKNOWN
    assert state([Value(None, NO_DENOMINATOR, n=0)], RATE, **rule) == State.UNKNOWN


def test_worse_three_times_in_a_row() -> None:
    rule = {"kind": "run", "count": 3}
    assert state(counts(40, 30, 20, 10), **rule) == State.RAISED
    assert state(counts(40, 30, 20, 20), **rule) == State.GONE
    # Two changes to the worse are not three, and the last one is no way back either.
    assert state(counts(30, 40, 20, 10), **rule) == State.BETWEEN
    assert state(counts(20, 10), **rule) == State.UNKNOWN


def test_worse_is_up_where_lower_is_better() -> None:
    rule = {"kind": "run", "count": 2}
    assert state(counts(0, 1, 2), COMPLAINTS, **rule) == State.RAISED
    assert state(counts(2, 1, 0), COMPLAINTS, **rule) == State.GONE


def test_a_run_over_a_period_with_too_few_cases_is_none() -> None:
    line = [divided(9, 20), divided(1, 3), divided(2, 20)]
    assert state(line, RATE, kind="run", count=2) == State.UNKNOWN


def test_out_of_the_usual_range_to_the_worse_only() -> None:
    # Median 25, chance 5, three times: 10 to 40 (tests/kpis/test_signals.py).
    before = counts(25, 24, 26, 25, 25, 24, 26, 25, 24, 26, 25)
    assert state([*before, plain(9)], kind="unusual") == State.RAISED
    assert state([*before, plain(41)], kind="unusual") == State.GONE
    assert state([*before, plain(25)], kind="unusual") == State.GONE
    assert state([*before, plain(41)], COMPLAINTS, kind="unusual") == State.RAISED


@pytest.mark.parametrize(
    ("share", "said"), [("79", "raised"), ("80", "between"), ("85", "gone")]
)
def test_below_a_share_of_the_target(share: str, said: str) -> None:
    standing = Standing(Fraction(100), Fraction(int(share), 100), met=False)
    rule = {"kind": "target", "level": 80, "margin": 5}
    assert state(counts(int(share)), standing=standing, **rule) == said


def test_a_target_without_share_is_met_or_missed() -> None:
    rule = {"kind": "target", "level": 80}
    nothing = Standing(Fraction(0), None, met=True)
    assert state(counts(0), COMPLAINTS, nothing, **rule) == State.GONE
    missed = Standing(Fraction(0), None, met=False)
    assert state(counts(2), COMPLAINTS, missed, **rule) == State.RAISED
    assert state(counts(2), COMPLAINTS, Standing(), **rule) == State.UNKNOWN


@pytest.mark.parametrize(
    ("pace", "said"),
    [(-11, "raised"), (-10, "between"), (-6, "between"), (-5, "gone"), (4, "gone")],
)
def test_behind_its_pace(pace: int, said: str) -> None:
    standing = Standing(
        Fraction(100), Fraction(1, 2), False, Fraction(pace, 100), Fraction(1, 2)
    )
    rule = {"kind": "pace", "level": 10, "margin": 5}
    assert state(counts(50), standing=standing, **rule) == said


def test_without_pace_nothing_is_said() -> None:
    assert state(counts(5), kind="pace", level=10) == State.UNKNOWN


def test_nothing_for_some_days() -> None:
    assert state(counts(0, 0, 0), kind="silent", count=3) == State.RAISED
    assert state(counts(0, 0, 1), kind="silent", count=3) == State.GONE
