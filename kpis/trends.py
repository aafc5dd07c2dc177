"""The same figures over several equal periods at once: what tiles and sparklines are made of.

One query for all flows, one for all balances, one for each figure that must be counted from rows;
however many periods, people and facts there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, When
from django.db.models import Value as Constant

from kpis import cells, rows
from kpis.cells import Sums
from kpis.compiler import aggregate, by_source
from kpis.from_rows import AT_ENDS, at_ends, score_value, spread_value
from kpis.measures import MEASURES, SOURCES, STORED
from kpis.periods import DAY, Period, months_before
from kpis.question import Question
from kpis.rollup import evaluate, figures, lag_of
from kpis.scope import Scope, sellers
from kpis.spec import (
    Balance,
    Difference,
    Distinct,
    Formula,
    Growth,
    Kpi,
    PerSeller,
    PerSubject,
    Ratio,
    Score,
    Source,
    Spread,
    Total,
    measures_of,
)
from kpis.values import NO_PREVIOUS, NO_ROWS, NOT_STARTED, Value, divided, plain

#: {kpi: one value per period, in the order of the periods}
Trends = dict[str, list[Value]]
ADDITIVE = (Total, Ratio, PerSeller, Difference)


def over(
    kpis: Sequence[Kpi], scope: Scope, slices: Sequence[Period], today: date
) -> Trends:
    """Each KPI over each of the (ascending, disjoint) periods, without filters."""
    kpis = [kpi.as_chosen() for kpi in kpis]
    found: Trends = {}
    late = [k for k in kpis if isinstance(k.formula, Ratio) and lag_of(k.formula)]
    added = [k for k in kpis if isinstance(k.formula, ADDITIVE) and k not in late]
    found |= _additive(added, scope, slices)
    found |= {kpi.key: _late(kpi, scope, slices) for kpi in late}
    found |= _grown([k for k in kpis if isinstance(k.formula, Growth)], scope, slices)
    found |= _stocks(
        [k for k in kpis if isinstance(k.formula, Balance)], scope, slices, today
    )
    for kpi in kpis:
        match kpi.formula:
            case Distinct() as formula:
                found[kpi.key] = _distinct(formula, scope, slices)
            case PerSubject(ever=False) as formula:
                found[kpi.key] = _per_subject(formula, scope, slices)
            case Spread() as formula:
                found[kpi.key] = _spreads(formula, scope, slices)
            case Score() as formula:
                found[kpi.key] = _scores(formula, scope, slices)
            case formula if isinstance(formula, AT_ENDS):
                found[kpi.key] = _at_ends(formula, scope, slices, today)
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
    sums = flows(measures, scope, slices)
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


def _late(kpi: Kpi, scope: Scope, slices: Sequence[Period]) -> list[Value]:
    """A ratio whose upper line is read some months before the lower one."""
    formula = kpi.formula
    if not isinstance(formula, Ratio):
        raise TypeError(f"{kpi.key} is no ratio")
    earlier = [months_before(part, lag_of(formula)) for part in slices]
    above = flows(formula.over, scope, earlier)
    below = flows((*formula.less, *formula.under), scope, slices)
    nothing = dict.fromkeys(measures_of(formula), 0)
    return [
        evaluate(kpi, nothing | below.get((i,), {}) | above.get((i,), {}))
        for i in range(len(slices))
    ]


def flows(measures: Sequence[str], scope: Scope, slices: Sequence[Period]) -> Sums:
    """{(period number,): sums}; what no cell holds is read from rows, a query for each source."""
    stored = [measure for measure in measures if measure in STORED]
    sums: Sums = {}
    if stored:
        sums = cells.flows(stored, scope, slices)
    for group in by_source([m for m in measures if m not in stored]).values():
        told = _rows_in(SOURCES[group[0].source], scope, slices).values("place")
        for row in told.annotate(**{f"m_{m.key}": aggregate(m) for m in group}):
            kept = sums.setdefault((row["place"],), {})
            kept |= {m.key: row[f"m_{m.key}"] for m in group}
    return {key: dict.fromkeys(measures, 0) | row for key, row in sums.items()}


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
    sums = flows(measures, scope, slices)
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


def _at_ends(
    formula: Formula, scope: Scope, slices: Sequence[Period], today: date
) -> list[Value]:
    begun = [part for part in slices if part.first <= today]
    found = at_ends(formula, scope, begun, today) if begun else {}
    return [
        found.get((i,), Value(None, NO_ROWS))
        if i < len(begun)
        else Value(None, NOT_STARTED)
        for i in range(len(slices))
    ]


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
    found = _rows_in(SOURCES[measure.source], scope, slices)
    return found if measure.where is None else found.filter(measure.where)


def _rows_in(source: Source, scope: Scope, slices: Sequence[Period]) -> Any:
    span = Period(slices[0].first, slices[-1].end)
    found = rows.scoped(source, scope, span, {})
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
        .annotate(**rows.per_subject_sums(formula))
    )
    found = {row["place"]: (row["total"], row["n"]) for row in told}
    return [divided(*found.get(i, (0, 0))) for i in range(len(slices))]


def _spreads(formula: Spread, scope: Scope, slices: Sequence[Period]) -> list[Value]:
    lists: dict[int, list[int]] = {}
    found = rows.with_span(_rows(formula.measure, scope, slices), formula.span)
    for place, days in found.values_list("place", "span_days"):
        lists.setdefault(place, []).append(days)
    return [spread_value(formula, lists.get(i, [])) for i in range(len(slices))]


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
