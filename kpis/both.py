"""Each member's figure and the whole's from one question: what adds up is added, not asked twice."""

from __future__ import annotations

from collections.abc import Sequence

from kpis import rows
from kpis.cells import Key
from kpis.from_rows import spread_value
from kpis.heads import heads
from kpis.question import Question, ends_of
from kpis.rollup import evaluate, figures, lag_of, sums_of
from kpis.spec import (
    Balance,
    Difference,
    Kpi,
    PerSeller,
    Ratio,
    Spread,
    Total,
    measures_of,
)
from kpis.values import NO_ROWS, NOT_STARTED, Value, plain

Split = dict[str, dict[Key, Value]]


def split_and_whole(
    kpis: Sequence[Kpi], question: Question
) -> tuple[Split, dict[str, Value]]:
    """({kpi: {members: value}}, {kpi: value of the whole}): what ``rollup.figures`` says of the
    question, and of the same without split. Any other formula is asked for twice."""
    kpis = [kpi.as_chosen() for kpi in kpis]
    added = [] if question.needs_rows else [kpi for kpi in kpis if _adds_up(kpi)]
    spreads = [kpi for kpi in kpis if isinstance(kpi.formula, Spread)]
    stocks = [kpi for kpi in kpis if isinstance(kpi.formula, Balance)]
    apart = [*added, *spreads, *stocks]
    others = [kpi for kpi in kpis if kpi not in apart]
    split, whole = _added(added, question)
    split |= figures(stocks, question) if stocks else {}
    whole |= {kpi.key: _stood(split[kpi.key], question) for kpi in stocks}
    for kpi in spreads:
        split[kpi.key], whole[kpi.key] = _spread(kpi, question)
    if others:
        split |= figures(others, question)
        asked = figures(others, question.unsplit())
        whole |= {k.key: asked[k.key].get((), Value(None, NO_ROWS)) for k in others}
    return split, whole


def _adds_up(kpi: Kpi) -> bool:
    if isinstance(kpi.formula, Ratio):
        return not lag_of(kpi.formula)
    return isinstance(kpi.formula, Total | Difference | PerSeller)


def _added(kpis: Sequence[Kpi], question: Question) -> tuple[Split, dict[str, Value]]:
    if not kpis:
        return {}, {}
    measures = list(dict.fromkeys(m for kpi in kpis for m in measures_of(kpi.formula)))
    sums = sums_of(measures, question)
    total = {m: sum(row[m] for row in sums.values()) for m in measures}
    each: dict[Key, int] = {}
    all_of: dict[Key, int] = {}
    if any(isinstance(kpi.formula, PerSeller) for kpi in kpis):
        each = heads(question.scope, question.period, question.by, sums)
        all_of = heads(question.scope, question.period, (), [()])
    split = {
        kpi.key: {k: evaluate(kpi, row, each.get(k, 0)) for k, row in sums.items()}
        for kpi in kpis
    }
    return split, {kpi.key: evaluate(kpi, total, all_of.get((), 0)) for kpi in kpis}


def _stood(split: dict[Key, Value], question: Question) -> Value:
    if not ends_of(question):
        return Value(None, NOT_STARTED)
    return plain(sum(int(value.value or 0) for value in split.values()))


def _spread(kpi: Kpi, question: Question) -> tuple[dict[Key, Value], Value]:
    """Of each member's durations, and of all of them together."""
    formula = kpi.formula
    if not isinstance(formula, Spread):
        raise TypeError(f"{kpi.key} is no spread")
    lists = rows.durations(
        formula, question.scope, question.period, question.by, question.where
    )
    everything = [days for member in lists.values() for days in member]
    split = {key: spread_value(formula, days) for key, days in lists.items()}
    return split, spread_value(formula, everything)
