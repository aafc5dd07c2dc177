"""(5) Any value -> its definition, its rows, what was left out, and why it changed.

Everything here adds up: the counted rows, the split and the steps of the change each total the
figure they explain, to the cent.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import F, Sum

from crm.access import row_scope
from crm.models import Deal, Prospect, User
from kpis import rows
from kpis.compiler import aggregate, reads_lines, share_of, shared_by
from kpis.counted import Counted, CountedPage, as_counted, page_of, whom
from kpis.explain import ends as explain_ends
from kpis.measures import MEASURES, SOURCES
from kpis.periods import Period, months_before
from kpis.question import Question
from kpis.rollup import lag_of
from kpis.scope import Scope
from kpis.spec import (
    Kpi,
    Measure,
    PerSubject,
    Ratio,
    Score,
    Spread,
    measures_of,
)

__all__ = ["Counted", "CountedPage", "counted", "counted_rows", "openable", "whom"]


def main_measure(kpi: Kpi) -> Measure | None:
    """The measure whose rows are shown: the numerator's first."""
    found = explainable_measures(kpi)
    return found[0] if found else None


def explainable_measures(kpi: Kpi) -> list[Measure]:
    """Those whose rows lead to the figure, as the organisation chooses."""
    return [MEASURES[key] for key in measures_of(kpi.as_chosen().formula)]


def counted_rows(measure: Measure, question: Question) -> Any:
    """The facts a measure counts in the period and scope, oldest first."""
    source = SOURCES[measure.source]
    period = question.period
    found = rows.scoped(source, question.scope, period, question.where)
    if measure.where is not None:
        found = found.filter(measure.where)
    return found.order_by(source.at, "pk")


def counted(
    kpi: Kpi,
    question: Question,
    *,
    viewer: User,
    page: int = 1,
    size: int = 50,
    measure: str = "",
) -> CountedPage | None:
    """A page of the rows behind the figure, as far as this person may read records.

    ``hidden`` counts the rows left out of the listing because the viewer may not open them; they
    are in ``count`` and ``total`` all the same. Null for a KPI that has no rows of its own.
    """
    kpi = kpi.as_chosen()
    chosen = MEASURES[measure] if measure else main_measure(kpi)
    if chosen is None:
        return None
    ends = explain_ends.listed(kpi, chosen, question, viewer, page, size)
    if ends is not None:
        return ends
    if chosen.source == "costs":
        return explain_ends.costs(
            chosen, _asked(kpi, chosen, question), viewer, page, size
        )
    every = counted_rows(chosen, _asked(kpi, chosen, question))
    if isinstance(kpi.formula, Score):
        every = every.filter(pk__in=_last_ones(kpi.formula, every))
    if isinstance(kpi.formula, Spread):
        every = rows.with_span(every, kpi.formula.span)
    by_line = reads_lines(chosen, question.where)
    source, shared = SOURCES[chosen.source], shared_by(chosen, question.where)
    if shared and chosen.value:
        every = every.annotate(own_share=share_of(F(chosen.value), shared))
    return page_of(
        chosen,
        every,
        _readable(every, viewer, source.rep),
        lambda row: as_counted(chosen, source, row, _amount(kpi, chosen, row)),
        total=_total(kpi, chosen, every.order_by(), by_line=by_line, shared=shared),
        page=page,
        size=size,
    )


def _asked(kpi: Kpi, measure: Measure, question: Question) -> Question:
    """The days on which this part of the formula is counted."""
    formula, period = kpi.formula, question.period
    if isinstance(formula, Ratio) and lag_of(formula) and measure.key in formula.over:
        return question.over(months_before(period, lag_of(formula)))
    if isinstance(formula, PerSubject) and formula.ever:
        return replace(question, period=Period(rows.EARLIEST, period.end))
    return question


def _amount(kpi: Kpi, measure: Measure, row: Any) -> int | None:
    """What one row adds: 1, minor units, days, or its class of a score."""
    if isinstance(kpi.formula, Spread):
        days: int = row.span_days
        return days
    if isinstance(kpi.formula, Score):
        return kpi.formula.class_of(getattr(row, kpi.formula.value))
    if not measure.value:
        return 1
    amount: int | None = getattr(row, "own_share", getattr(row, measure.value))
    return amount


def _last_ones(formula: Score, every: Any) -> list[int]:
    """The answers that count: of each person the last one."""
    return [pk for pk, _value in rows.last_answers(every, formula).get((), [])]


def _total(
    kpi: Kpi, measure: Measure, every: Any, *, by_line: bool, shared: str
) -> int:
    """What the rows come to: days for a duration, else what the measure counts or sums."""
    if isinstance(kpi.formula, Spread):
        return every.aggregate(total=Sum("span_days"))["total"] or 0
    if isinstance(kpi.formula, Score):
        given = every.values_list(kpi.formula.value, flat=True)
        return sum(kpi.formula.class_of(value) for value in given)
    summed = aggregate(measure, by_line=by_line, shared=shared)
    total: int = every.aggregate(total=summed)["total"]
    return total


def _readable(every: Any, viewer: User, rep: str) -> Any:
    scope = row_scope(viewer)
    return (
        every if scope.all else every.filter(Scope(scope).cells(rep=rep, team="team"))
    )


def openable(viewer: User, page: CountedPage) -> set[tuple[str, int]]:
    """Which subjects of the page this person may open: {(type, id)}."""
    found: set[tuple[str, int]] = set()
    for kind, model in (("deal", Deal), ("prospect", Prospect)):
        ids = {
            r.subject_id for r in page.rows if r.subject_type == kind and r.subject_id
        }
        if ids:
            visible = model.objects.visible_to(viewer).filter(pk__in=ids)
            found |= {(kind, pk) for pk in visible.values_list("pk", flat=True)}
    return found
