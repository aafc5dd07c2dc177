"""The same figures over several equal periods at once: what tiles and sparklines are made of.

One query for all flows, one for all balances, one for each figure that must be counted from rows;
however many periods, people and facts there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, When
from django.db.models import Value as Constant

from kpis import cells, rows, standing
from kpis.compiler import aggregate
from kpis.from_rows import score_value, share_of, spread_value
from kpis.measures import MEASURES, SOURCES
from kpis.periods import DAY, Period
from kpis.question import Question
from kpis.rollup import evaluate, figures
from kpis.scope import Scope, sellers
from kpis.spec import (
    Balance,
    Difference,
    Distinct,
    Growth,
    Kept,
    Kpi,
    PerSeller,
    PerSubject,
    Ratio,
    Score,
    Spread,
    Standing,
    Total,
    measures_of,
    settled,
)
from kpis.values import NO_PREVIOUS, NO_ROWS, NOT_STARTED, Value, divided, plain

#: {kpi: one value per period, in the order of the periods}
Trends = dict[str, list[Value]]
ADDITIVE = (Total, Ratio, PerSeller, Difference)


def over(
    kpis: Sequence[Kpi], scope: Scope, slices: Sequence[Period], today: date
) -> Trends:
    """Each KPI over each of the (ascending, disjoint) periods, without filters."""
    kpis = [replace(kpi, formula=settled(kpi.formula)) for kpi in kpis]
    found: Trends = {}
    found |= _additive(
        [k for k in kpis if isinstance(k.formula, ADDITIVE)], scope, slices
    )
    found |= _grown([k for k in kpis if isinstance(k.formula, Growth)], scope, slices)
    found |= _stocks(
        [k for k in kpis if isinstance(k.formula, Balance)], scope, slices, today
    )
    for kpi in kpis:
        match kpi.formula:
            case Distinct() as formula:
                found[kpi.key] = _distinct(formula, scope, slices)
            case PerSubject() as formula:
                found[kpi.key] = _per_subject(formula, scope, slices)
            case Spread() as formula:
                found[kpi.key] = _spreads(formula, scope, slices)
            case Standing() | Kept() as formula:
                found[kpi.key] = _stood(formula, scope, slices, today)
            case Score() as formula:
                found[kpi.key] = _scores(formula, scope, slices)
    return found


def filtered(
    kpis: Sequence[Kpi], question: Question, slices: Sequence[Period]
) -> Trends:
    """The same with filters or closed formulas: asked period by period, so with few periods."""
    found: Trends = {kpi.key: [] for kpi in kpis}
    for part in slices:
        answers = figures(kpis, question.unsplit().over(part))
        for kpi in kpis:
            found[kpi.key].append(answers[kpi.key].get((), Value(None, NO_ROWS)))
    return found


def _additive(kpis: Sequence[Kpi], scope: Scope, slices: Sequence[Period]) -> Trends:
    if not kpis:
        return {}
    measures = list(dict.fromkeys(m for kpi in kpis for m in measures_of(kpi.formula)))
    sums = cells.flows(measures, scope, slices)
    nothing = dict.fromkeys(measures, 0)
    heads = [0] * len(slices)
    if any(isinstance(kpi.formula, PerSeller) for kpi in kpis):
        heads = _heads(scope, slices)
    return {
        kpi.key: [
            evaluate(kpi, sums.get((i,), nothing), heads[i]) for i in range(len(slices))
        ]
        for kpi in kpis
    }


def _heads(scope: Scope, slices: Sequence[Period]) -> list[int]:
    """How many people sold in each period."""
    people = [
        person
        for person in sellers(slices[0].first, slices[-1].end)
        if scope.holds(person.rep, person.team)
    ]
    return [
        len({p.rep for p in people if p.overlaps(part.first, part.end)})
        for part in slices
    ]


def _grown(kpis: Sequence[Kpi], scope: Scope, slices: Sequence[Period]) -> Trends:
    """Each period against the one before it in the list; the first has none to stand on."""
    if not kpis:
        return {}
    measures = [measures_of(kpi.formula)[0] for kpi in kpis]
    sums = cells.flows(measures, scope, slices)
    found: Trends = {}
    for kpi, measure in zip(kpis, measures, strict=True):
        levels = [sums.get((i,), {}).get(measure, 0) for i in range(len(slices))]
        found[kpi.key] = [Value(None, NO_PREVIOUS)] + [
            divided(now - was, was, NO_PREVIOUS) for was, now in pairwise(levels)
        ]
    return found


def _stocks(
    kpis: Sequence[Kpi], scope: Scope, slices: Sequence[Period], today: date
) -> Trends:
    """Balances at the end of each period; of today in one that has not ended."""
    if not kpis:
        return {}
    begun = [part for part in slices if part.first <= today]
    days = [min(part.last, today) for part in begun]
    measures = list(dict.fromkeys(measures_of(kpi.formula)[0] for kpi in kpis))
    sums = cells.balances(measures, scope, days) if days else {}
    later = [Value(None, NOT_STARTED)] * (len(slices) - len(begun))
    return {
        kpi.key: [
            plain(sums.get((i,), {}).get(measures_of(kpi.formula)[0], 0))
            for i in range(len(begun))
        ]
        + later
        for kpi in kpis
    }


def _stood(
    formula: Standing | Kept, scope: Scope, slices: Sequence[Period], today: date
) -> list[Value]:
    begun = [part.clipped(today + DAY) for part in slices if part.first <= today]
    later = [Value(None, NOT_STARTED)] * (len(slices) - len(begun))
    places = range(len(begun))
    if not begun:
        return later
    if isinstance(formula, Standing):
        stood = standing.stood(formula, scope, [part.last for part in begun])
        return [plain(stood.get((i,), 0)) for i in places] + later
    kept = standing.kept(formula, scope, begun)
    return [share_of(formula, *kept.get((i,), (0, 0))) for i in places] + later


def _place(slices: Sequence[Period]) -> Any:
    """Which of the periods a row's day falls in."""
    return Case(
        *(
            When(day__gte=part.first, day__lt=part.end, then=Constant(i))
            for i, part in enumerate(slices)
        ),
        output_field=IntegerField(),
    )


def _rows(measure_key: str, scope: Scope, slices: Sequence[Period]) -> Any:
    """Rows behind a measure in any of the periods, each with its ``place``."""
    measure = MEASURES[measure_key]
    source = SOURCES[measure.source]
    span = Period(slices[0].first, slices[-1].end)
    found = rows.scoped(source, scope, span, {})
    if measure.where is not None:
        found = found.filter(measure.where)
    inside = Q()
    for part in slices:
        inside |= Q(day__gte=part.first, day__lt=part.end)
    if sum(part.days for part in slices) < span.days:
        found = found.filter(inside)
    return found.annotate(place=_place(slices))


def _distinct(formula: Distinct, scope: Scope, slices: Sequence[Period]) -> list[Value]:
    counted = dict(
        _rows(formula.measure, scope, slices)
        .values("place")
        .annotate(n=Count(formula.of, distinct=True))
        .values_list("place", "n")
    )
    return [plain(counted.get(i, 0)) for i in range(len(slices))]


def _per_subject(
    formula: PerSubject, scope: Scope, slices: Sequence[Period]
) -> list[Value]:
    told = (
        _rows(formula.measure, scope, slices)
        .values("place")
        .annotate(
            total=aggregate(MEASURES[formula.measure]),
            n=Count(formula.of, distinct=True),
        )
    )
    found = {row["place"]: (row["total"], row["n"]) for row in told}
    return [divided(*found.get(i, (0, 0))) for i in range(len(slices))]


def _spreads(formula: Spread, scope: Scope, slices: Sequence[Period]) -> list[Value]:
    lists: dict[int, list[int]] = {}
    found = rows.with_span(_rows(formula.measure, scope, slices), formula.span)
    for place, days in found.values_list("place", "span_days"):
        lists.setdefault(place, []).append(days)
    return [spread_value(lists.get(i, []), formula.show) for i in range(len(slices))]


def _scores(formula: Score, scope: Scope, slices: Sequence[Period]) -> list[Value]:
    answers = rows.last_answers(
        _rows(formula.measure, scope, slices), formula, ("place",)
    )
    return [
        score_value(formula, [value for _pk, value in answers.get((i,), [])])
        for i in range(len(slices))
    ]


def run_of(period: Period, count: int) -> list[Period]:
    """``count`` ranges of the same length, one after the other, the last one being this."""
    length = period.days * DAY
    return [
        Period(period.first - length * back, period.end - length * back)
        for back in range(count - 1, -1, -1)
    ]
