"""(5) Figures that only rows can tell: what is distinct, how long, who stands, what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from kpis import bridge, expecting, passing, rows, standing
from kpis.cells import Key
from kpis.periods import DAY, Period
from kpis.question import Question, all_ends, ends_of, placed
from kpis.rows import Where
from kpis.scope import Scope
from kpis.spec import (
    Age,
    Bought,
    Bridge,
    Distinct,
    Expected,
    Formula,
    Kept,
    Passed,
    PerSubject,
    Score,
    Spread,
    Standing,
)
from kpis.values import NO_ROWS, NOT_STARTED, Value, divided, plain, spread

#: Read period by period: a split by time asks for each of its parts.
AT_ENDS = (Standing, Kept, Bought, Age, Bridge, Expected, PerSubject, Passed)
#: Days of a month on average, for what is told in months.
MONTH = Fraction(1461, 48)


def read(formula: Formula, question: Question) -> dict[Key, Value] | None:
    """{members: value}; null for a formula that is made of sums."""
    if isinstance(formula, PerSubject) and not formula.ever:
        return _per_subject(formula, question)
    if isinstance(formula, AT_ENDS):
        return _at_ends(formula, question)
    match formula:
        case Distinct():
            return _distinct(formula, question)
        case Spread():
            return _spread(formula, question)
        case Score():
            return _score(formula, question)
    return None


def at_ends(
    formula: Formula,
    scope: Scope,
    periods: Sequence[Period],
    today: date,
    by: Sequence[str] = (),
    where: Where | None = None,
) -> dict[Key, Value]:
    """{(period number, *members): value} of the ascending periods; without split, one of each.

    Each period has begun. What is expected needs the days to come; everything else ends today.
    """
    if isinstance(formula, Expected):
        return expecting.expected(formula, scope, periods, today, by, where)
    lived = [period.clipped(today + DAY) for period in periods]
    match formula:
        case Standing():
            return standing.stood(formula, scope, lived, by, where)
        case Kept() | Bought():
            return standing.shares(formula, scope, lived, by, where)
        case Bridge():
            return bridge.bridged(formula, scope, lived, by, where)
        case Age():
            return _aged(formula, scope, lived, by, where)
        case Passed():
            return passing.passed(formula, scope, lived, by, where)
        case PerSubject():
            return _ever(formula, scope, lived, by, where)
    raise TypeError(f"{formula} is not read at the ends of a period")


def _at_ends(formula: Formula, question: Question) -> dict[Key, Value]:
    ahead = isinstance(formula, Expected)
    ends = all_ends(question) if ahead else ends_of(question)
    if not ends:
        return {} if question.by else {(): Value(None, NOT_STARTED)}
    first = question.period.first
    parts = [Period(max(start or first, first), last + DAY) for start, last in ends]
    found = at_ends(
        formula,
        question.scope,
        parts,
        question.today,
        question.others,
        question.where,
    )
    return {placed(question, ends, key): value for key, value in found.items()}


def _distinct(formula: Distinct, question: Question) -> dict[Key, Value]:
    counted = rows.distinct(
        formula, question.scope, question.period, question.by, question.where
    )
    return {key: plain(n) for key, n in counted.items()}


def _per_subject(formula: PerSubject, question: Question) -> dict[Key, Value]:
    found = rows.per_subject(
        formula, question.scope, question.period, question.by, question.where
    )
    return {key: divided(total, n) for key, (total, n) in found.items()}


def _ever(
    formula: PerSubject,
    scope: Scope,
    periods: Sequence[Period],
    by: Sequence[str],
    where: Where | None,
) -> dict[Key, Value]:
    """From the first row on until the end of each period."""
    found: dict[Key, Value] = {}
    for i, period in enumerate(periods):
        until = Period(rows.EARLIEST, period.end)
        told = rows.per_subject(formula, scope, until, by, where)
        found |= {(i, *key): divided(total, n) for key, (total, n) in told.items()}
    return found


def _aged(
    formula: Age,
    scope: Scope,
    periods: Sequence[Period],
    by: Sequence[str],
    where: Where | None,
) -> dict[Key, Value]:
    found: dict[Key, Value] = {}
    for i, period in enumerate(periods):
        lists = standing.ages(formula, scope, period, by, where)
        if not by:
            lists.setdefault((), [])
        found |= {(i, *key): spread_value(formula, each) for key, each in lists.items()}
    return found


def _score(formula: Score, question: Question) -> dict[Key, Value]:
    answers = rows.scores(
        formula, question.scope, question.period, question.by, question.where
    )
    if not question.by:
        answers.setdefault((), [])
    return {key: score_value(formula, each) for key, each in answers.items()}


def score_value(formula: Score, answers: Sequence[int]) -> Value:
    """From -100 to 100: high answers less low ones, in a hundred answers."""
    return divided(
        100 * sum(formula.class_of(answer) for answer in answers), len(answers)
    )


def _spread(formula: Spread, question: Question) -> dict[Key, Value]:
    lists = rows.durations(
        formula, question.scope, question.period, question.by, question.where
    )
    if not question.by:
        lists.setdefault((), [])
    return {key: spread_value(formula, days) for key, days in lists.items()}


def spread_value(formula: Spread | Age, days: Sequence[int]) -> Value:
    """The mean, median or p90 of durations in days, told in days or in months."""
    unit = MONTH if formula.months else Fraction(1)
    found = spread([day / unit for day in days] if formula.months else days)
    if found is None:
        return Value(None, NO_ROWS, n=0)
    over, under = Fraction(sum(days)) / unit, Fraction(found.n)
    return Value(found.show(formula.show), "", over, under, found.n, found)
