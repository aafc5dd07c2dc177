"""Ask for a figure in one line, of both engines at once: they must agree."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any
from unittest import mock

from kpis import snapshots
from kpis.calendar import draw_period
from kpis.catalogue import KPIS
from kpis.periods import Period, between
from kpis.question import Question
from kpis.rollup import figures
from kpis.scope import ALL, Scope
from kpis.values import Value
from tests.factories import NOW

TODAY = NOW.date()
NOVEMBER = between(date(2026, 11, 1), date(2026, 11, 30))


def values(
    key: str,
    period: Period = NOVEMBER,
    *by: str,
    scope: Scope = ALL,
    where: Mapping[str, Any] | None = None,
    today: date = TODAY,
) -> dict[Any, Value]:
    """{members: value} after a drain, from cells and from rows; without split the key is ()."""
    snapshots.drain(now=NOW)
    kpi = KPIS[key]
    question = Question(scope, period, today, by, where or {})
    from_cells = figures([kpi], question)[key]
    draw_period(period)
    with mock.patch.object(Question, "needs_rows", True):
        from_rows = figures([kpi], question)[key]
    assert stripped(from_cells) == stripped(from_rows)
    return from_cells


def stripped(values: Mapping[Any, Value]) -> dict[Any, Any]:
    """The values without the members for whom nothing happened."""
    return {
        members: (value.value, value.numerator, value.denominator, value.n)
        for members, value in values.items()
        if value.value or value.numerator or value.denominator
    }


def figure(key: str, period: Period = NOVEMBER, **asked: Any) -> Fraction | None:
    """The figure of the whole scope."""
    return values(key, period, **asked)[()].value


def split(key: str, by: str, period: Period = NOVEMBER, **asked: Any) -> dict[Any, Any]:
    """{member: figure} without zeros and without what is not defined."""
    found = values(key, period, by, **asked)
    return {members[0]: v.value for members, v in found.items() if v.value}
