"""What moved since a plan began: as many days after its start as before, and how sure that is.

Whole weeks, so that both spans hold the same weekdays. Never called a cause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from django.db import transaction

from crm.civil import civil_day
from crm.models import Organisation
from kpis import rows, trends
from kpis.catalogue import KPIS
from kpis.effects import Interval, of_counts, of_means, of_shares
from kpis.from_rows import MONTH
from kpis.measures import MEASURES
from kpis.models import ActionPlan
from kpis.periods import Period, whole
from kpis.question import Question
from kpis.rollup import figures
from kpis.scope import Scope
from kpis.spec import (
    Bought,
    Distinct,
    Kept,
    Kpi,
    Passed,
    Ratio,
    Spread,
    Total,
    Unit,
    measures_of,
)
from kpis.subjects import Subject
from kpis.values import Value

WEEK = 7
#: How the interval was found; the words are in ``views/parts/plan_rows.py``.
COUNTS, SHARES, ROWS, WEEKS = "counts", "shares", "rows", "weeks"
#: Why there is none.
EARLY, FEW, LEVEL, UNDEFINED = "early", "few", "level", "undefined"


@dataclass(frozen=True)
class Effect:
    """``before`` and ``after`` in the unit's own measure; without ``interval``, ``why`` there is none.

    ``method`` says how the interval was found, ``n`` on how many cases or values on each side.
    """

    days: int = 0
    first: date | None = None
    before: Fraction | None = None
    after: Fraction | None = None
    interval: Interval | None = None
    method: str = ""
    n: tuple[int, int] = (0, 0)
    why: str = ""
    #: The first day on which something can be said.
    from_on: date | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "days": self.days,
            "first": str(self.first),
            "before": _pair(self.before),
            "after": _pair(self.after),
            "interval": asdict(self.interval) if self.interval else None,
            "method": self.method,
            "n": list(self.n),
            "why": self.why,
        }

    @classmethod
    def from_json(cls, held: dict[str, Any]) -> Effect:
        interval = held["interval"]
        return cls(
            days=held["days"],
            first=date.fromisoformat(held["first"]),
            before=_fraction(held["before"]),
            after=_fraction(held["after"]),
            interval=Interval(**interval) if interval else None,
            method=held["method"],
            n=(held["n"][0], held["n"][1]),
            why=held["why"],
        )


def until(plan: ActionPlan) -> date:
    """The day the span after ends: the day the effect is expected by, else the day it is due."""
    return (plan.expected_on or plan.due_on) + timedelta(days=1)


def spans(start: date, end: date) -> tuple[Period, Period] | None:
    """(before, after) of equal length in whole weeks; null before a week has gone by."""
    days = (end - start).days // WEEK * WEEK
    if days < WEEK:
        return None
    length = timedelta(days=days)
    return Period(start - length, start), Period(start, start + length)


def measured(plan: ActionPlan, today: date) -> Effect:
    """The effect as it is known today; closed days only, and cases old enough to judge."""
    kpi = KPIS.get(plan.kpi)
    if kpi is None:
        return Effect(why=UNDEFINED)
    wait = Organisation.current().maturing_days if kpi.matures else 0
    known = today - timedelta(days=wait)
    found = spans(plan.starts_on, min(until(plan), known))
    if found is None:
        day = plan.starts_on + timedelta(days=WEEK + wait)
        return Effect(why=EARLY, from_on=day)
    return compared(kpi.as_chosen(), Subject.of(plan).scope, *found, today)


def compared(
    kpi: Kpi, scope: Scope, before: Period, after: Period, today: date
) -> Effect:
    """The figure over both spans, as its own page says it, and the interval of the difference."""
    was, now = (_figure(kpi, scope, span, today) for span in (before, after))
    known = Effect(after.days, after.first, was.value, now.value)
    if was.value is None or now.value is None:
        return _without(known, UNDEFINED)
    if kpi.is_stock or kpi.looks_ahead:
        return _without(known, LEVEL)
    if isinstance(kpi.formula, Total | Distinct) and kpi.unit == Unit.COUNT:
        counts = int(was.value), int(now.value)
        return _with(known, of_counts(*counts), COUNTS, counts)
    cases = _cases(kpi, was), _cases(kpi, now)
    if cases[0] and cases[1]:
        (a, m), (b, n) = cases[0], cases[1]
        return _with(known, of_shares(a, m, b, n), SHARES, (m, n))
    if isinstance(kpi.formula, Spread):
        lists = [_lengths(kpi.formula, scope, span) for span in (before, after)]
        return _of_lists(known, lists, ROWS)
    return _weekly(kpi, scope, known, before, after, today)


def _figure(kpi: Kpi, scope: Scope, span: Period, today: date) -> Value:
    told = figures([kpi], Question(scope, span, today))[kpi.key]
    return told.get((), Value(Fraction(0) if kpi.is_flow else None))


def _cases(kpi: Kpi, value: Value) -> tuple[int, int] | None:
    """(cases that count, of how many), for a share of things counted one by one."""
    over, under = value.numerator, value.denominator
    if kpi.unit != Unit.RATE or over is None or under is None:
        return None
    counted = isinstance(kpi.formula, Bought | Passed | Kept)
    if isinstance(kpi.formula, Ratio):
        units = {MEASURES[m].unit for m in measures_of(kpi.formula)}
        counted = units == {Unit.COUNT}
    whole_numbers = over.denominator == under.denominator == 1
    if not counted or not whole_numbers or not 0 <= over <= under:
        return None
    return int(over), int(under)


def _lengths(formula: Spread, scope: Scope, span: Period) -> list[float]:
    """How long each case took, in the figure's own unit."""
    unit = MONTH if formula.months else Fraction(1)
    told = rows.durations(formula, scope, span, (), {})
    return [float(days / unit) for days in told.get((), [])]


def _weekly(
    kpi: Kpi, scope: Scope, known: Effect, before: Period, after: Period, today: date
) -> Effect:
    """By how the figure varied from week to week; what adds up is said over the whole span."""
    slices = [*_weeks(before), *_weeks(after)]
    line = trends.over([kpi], scope, slices, today).get(kpi.key)
    if line is None:
        return _without(known, FEW)
    half = len(slices) // 2
    lists = [
        [float(v.value) for v in part if v.value is not None]
        for part in (line[:half], line[half:])
    ]
    found = _of_lists(known, lists, WEEKS)
    if kpi.is_flow and found.interval:
        return _with(known, found.interval.times(half), WEEKS, found.n)
    return found


def _weeks(span: Period) -> list[Period]:
    step = timedelta(days=WEEK)
    return [
        Period(span.first + step * i, span.first + step * (i + 1))
        for i in range(span.days // WEEK)
    ]


def _of_lists(known: Effect, lists: Sequence[Sequence[float]], method: str) -> Effect:
    n = len(lists[0]), len(lists[1])
    return _with(known, of_means(lists[0], lists[1]), method, n)


def _with(
    known: Effect, interval: Interval | None, method: str, n: tuple[int, int]
) -> Effect:
    why = "" if interval else FEW
    return Effect(
        known.days, known.first, known.before, known.after, interval, method, n, why
    )


def _without(known: Effect, why: str) -> Effect:
    return Effect(known.days, known.first, known.before, known.after, why=why)


def reached(plan: ActionPlan, today: date) -> tuple[Fraction | None, bool] | None:
    """(figure of the month of the expected day, whether that month is over); null when nothing is
    expected or that month has not begun."""
    kpi = KPIS.get(plan.kpi)
    if kpi is None or plan.expected is None or plan.expected_on is None:
        return None
    month = whole("month", plan.expected_on)
    if month.first > today:
        return None
    shown = month if kpi.looks_ahead else month.clipped(today + timedelta(days=1))
    value = _figure(kpi.as_chosen(), Subject.of(plan).scope, shown, today)
    return value.value, month.end <= today


@transaction.atomic
def keep_effects(*, now: datetime) -> int:
    """Write down the effect of each plan whose days after are over, once; how many.

    What is corrected later still shows on the plan's own page, which measures again.
    """
    today = civil_day(now, Organisation.current().zone)
    kept = 0
    waiting = ActionPlan.objects.select_for_update().filter(effect__isnull=True)
    for plan in waiting.filter(due_on__lt=today):
        kpi = KPIS.get(plan.kpi)
        wait = Organisation.current().maturing_days if kpi and kpi.matures else 0
        if until(plan) > today - timedelta(days=wait):
            continue
        found = measured(plan, today)
        if found.first is not None:
            plan.effect = found.as_json()
            plan.save(update_fields=["effect"])
            kept += 1
    return kept


def _pair(value: Fraction | None) -> list[int] | None:
    return None if value is None else [value.numerator, value.denominator]


def _fraction(pair: list[int] | None) -> Fraction | None:
    return None if pair is None else Fraction(pair[0], pair[1])
