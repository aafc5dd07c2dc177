"""A company in which nothing has happened yet: zeros, no rates, and no error anywhere."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from crm.civil import civil_day
from crm.remember import remembering
from kpis import from_rows, rollup, snapshots
from kpis.catalogue import KPIS
from kpis.periods import DAY, Period
from kpis.question import Question
from kpis.scope import ALL, narrowed, scope_of
from kpis.spec import (
    SPLITS,
    Balance,
    Difference,
    Distinct,
    Growth,
    Kept,
    PerSubject,
    Ratio,
    Score,
    Spread,
    Standing,
    Total,
)
from kpis.values import Value
from tests.kpis.generate import World
from tests.properties.living import EVENTFUL, SIZES, Life, noticed, prove
from tests.properties.telling import a_period, known_to

Patch = pytest.MonkeyPatch
COUNTED = (Total, Difference, Balance, Standing, Distinct)
UNDEFINED = (Ratio, PerSubject, Spread, Score, Kept, Growth)


@pytest.fixture
def founded(db: None) -> World:
    """People, teams and lists on their first day."""
    return World(7)


def nothing_is_zero_and_no_rate(founded: World, life: Life) -> None:
    snapshots.drain(now=founded.now)
    period, today = a_period(life, longest=7), civil_day(founded.now, founded.zone)
    begun = Period(today - (period.end - period.first), today + DAY)
    scopes = [ALL, scope_of(founded.manager), narrowed(ALL, rep=founded.reps[3].pk)]
    scope = scopes[life.free % len(scopes)]
    for key, values in _asked(begun, today, scope).items():
        total, formula = values[()], KPIS[key].formula
        if isinstance(formula, COUNTED):
            assert total.value == 0, key
        elif isinstance(formula, UNDEFINED):
            assert total.value is None, key
            assert total.reason, key
    for split in SPLITS if life == EVENTFUL else SPLITS[life.free % 5 :: 5]:
        for key, values in _asked(begun, today, scope, split).items():
            assert not any(value.value for value in values.values()), (key, split)
    to_come = _asked(period, today, scope, SPLITS[life.free % len(SPLITS)])
    assert not any(value.value for kpi in to_come.values() for value in kpi.values())


def _asked(period: Period, today: Any, scope: Any, *by: str) -> Any:
    kpis = [kpi for kpi in KPIS.values() if set(by) <= known_to(kpi.key)]
    with remembering():
        return rollup.figures(kpis, Question(scope, period, today, by))


@pytest.mark.parametrize("examples", SIZES)
def test_nothing(founded: World, examples: int) -> None:
    prove(nothing_is_zero_and_no_rate, founded, examples)


# Planted bugs -------------------------------------------------------------------------


def nothing_divided_is_zero(patch: Patch) -> None:
    def wrong(over: Any, under: Any, *_reason: str) -> Value:
        value = Fraction(over, under) if under else Fraction(0)
        return Value(value, "", Fraction(over), Fraction(under))

    patch.setattr(rollup, "divided", wrong)


def the_mean_of_nothing_is_zero(patch: Patch) -> None:
    patch.setattr(from_rows, "spread_value", lambda *_days: Value(Fraction(0)))


def the_mean_of_nothing_is_an_error(patch: Patch) -> None:
    def wrong(days: list[int], *_show: str) -> Value:
        return Value(Fraction(sum(days), len(days)))

    patch.setattr(from_rows, "spread_value", wrong)


@pytest.mark.parametrize(
    "bug",
    [
        nothing_divided_is_zero,
        the_mean_of_nothing_is_zero,
        the_mean_of_nothing_is_an_error,
    ],
    ids=lambda bug: bug.__name__,
)
def test_a_planted_bug_is_noticed(founded: World, bug: Any, monkeypatch: Patch) -> None:
    bug(monkeypatch)

    assert noticed(nothing_is_zero_and_no_rate, founded)
