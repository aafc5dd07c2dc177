"""(5) Figures that only rows can tell: distinct counts, durations, scores, what stands and is kept."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kpis import rows, standing
from kpis.cells import Key
from kpis.periods import DAY, Period
from kpis.question import Question, ends_of, placed
from kpis.spec import Distinct, Formula, Kept, PerSubject, Score, Spread, Standing
from kpis.values import NO_ROWS, NOT_STARTED, Value, divided, plain, spread


def read(formula: Formula, question: Question) -> dict[Key, Value] | None:
    """{members: value}; null for a formula that is made of sums."""
    match formula:
        case Distinct():
            return _distinct(formula, question)
        case PerSubject():
            return _per_subject(formula, question)
        case Spread():
            return _spread(formula, question)
        case Score():
            return _score(formula, question)
        case Standing():
            return _standing(formula, question)
        case Kept():
            return _kept(formula, question)
    return None


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


def _standing(formula: Standing, question: Question) -> dict[Key, Value]:
    """What stands at the end of the period, or of each part of it, never later than today."""
    ends = ends_of(question)
    if not ends:
        return {} if question.by else {(): Value(None, NOT_STARTED)}
    found = standing.stood(
        formula,
        question.scope,
        [day for _s, day in ends],
        question.others,
        question.where,
    )
    if not question.by:
        found.setdefault((0,), 0)
    return {placed(question, ends, key): plain(n) for key, n in found.items()}


def _kept(formula: Kept, question: Question) -> dict[Key, Value]:
    """The share of what stood at the start of the period, or of each part of it."""
    ends = ends_of(question)
    if not ends:
        return {} if question.by else {(): Value(None, NOT_STARTED)}
    parts = [
        Period(max(start or question.period.first, question.period.first), last + DAY)
        for start, last in ends
    ]
    found = standing.kept(
        formula, question.scope, parts, question.others, question.where
    )
    if not question.by:
        found.setdefault((0,), (0, 0))
    return {
        placed(question, ends, key): share_of(formula, *pair)
        for key, pair in found.items()
    }


def share_of(formula: Kept, stood: int, lost: int) -> Value:
    """Kept or lost, of what stood."""
    return divided(lost if formula.lost else stood - lost, stood)


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
    return {key: spread_value(days, formula.show) for key, days in lists.items()}


def spread_value(days: Sequence[int], show: str = "mean") -> Value:
    found = spread(days)
    if found is None:
        return Value(None, NO_ROWS, n=0)
    return Value(
        found.show(show), "", Fraction(sum(days)), Fraction(found.n), found.n, found
    )
