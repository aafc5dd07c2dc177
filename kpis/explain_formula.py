"""(5) A figure as its formula with the numbers in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from kpis import rows
from kpis.explain import counted_rows
from kpis.measures import MEASURES
from kpis.question import Question
from kpis.rollup import sums_of
from kpis.spec import (
    Closed,
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
    Unit,
    measures_of,
)
from kpis.values import Value


@dataclass(frozen=True)
class Box:
    """One part of the formula with today's number in it; ``sign`` stands before it."""

    label: Any
    value: Fraction | None
    unit: Unit
    sign: str = ""
    result: bool = False


def boxes(kpi: Kpi, question: Question, value: Value) -> list[Box]:
    """The formula as boxes to read from left to right, the last one being the figure."""
    sums = _sums(kpi, question)
    shown = [Box(kpi.label, value.value, kpi.unit, "=", result=True)]
    match kpi.formula:
        case Ratio(over, under, less):
            above = [*_joined(over, sums, ""), *_joined(less, sums, "−")]
            return [*above, *_joined(under, sums, "÷"), *shown]
        case PerSeller(over):
            people = Box(_("people who sell"), value.denominator, Unit.COUNT, "÷")
            return [*_joined(over, sums, ""), people, *shown]
        case Difference(plus, minus):
            return [*_joined(plus, sums, ""), *_joined(minus, sums, "−"), *shown]
        case Growth(measure):
            return [
                Box(MEASURES[measure].label, _plus(value), MEASURES[measure].unit),
                Box(
                    _("the period before"),
                    value.denominator,
                    MEASURES[measure].unit,
                    "÷",
                ),
                *shown,
            ]
        case Score() as formula:
            return [*_classes(formula, question), replace(shown[0], sign="× 100 =")]
        case Total(measure) if MEASURES[measure].unit == Unit.MONEY:
            return [*_priced(kpi, question, sums[measure]), *shown]
    return [*_divided(kpi, value), *shown]


def _divided(kpi: Kpi, value: Value) -> list[Box]:
    """The two parts of a figure that is no sum of measures."""
    match kpi.formula:
        case Closed():
            over, under, unit = _("achieved"), _("target"), Unit.MONEY
        case PerSubject(measure):
            amount = Box(MEASURES[measure].label, value.numerator, Unit.MONEY)
            return [
                amount,
                Box(_("customers who bought"), value.denominator, Unit.COUNT, "÷"),
            ]
        case Kept(_measure, _ends, lost):
            over = _("lost since") if lost else _("still there")
            under, unit = _("there when the period began"), Unit.COUNT
        case _:
            return []
    return [
        Box(over, value.numerator, unit),
        Box(under, value.denominator, unit, "÷"),
    ]


def _plus(value: Value) -> Fraction | None:
    if value.numerator is None or value.denominator is None:
        return None
    return value.numerator + value.denominator


def _sums(kpi: Kpi, question: Question) -> dict[str, int]:
    keys = [m for m in measures_of(kpi.formula) if not MEASURES[m].balance]
    if not keys or isinstance(
        kpi.formula,
        Distinct | Spread | Score | Growth | Standing | Kept | PerSubject,
    ):
        return {}
    return sums_of(keys, question.unsplit()).get((), dict.fromkeys(keys, 0))


def _classes(formula: Score, question: Question) -> list[Box]:
    """High answers less low ones, in a hundred."""
    whose = question.unsplit()
    found = rows.scores(formula, whose.scope, whose.period, (), whose.where).get((), [])
    high, low = (sum(formula.class_of(v) == c for v in found) for c in (1, -1))
    return [
        Box(_("promoters"), Fraction(high), Unit.COUNT),
        Box(_("detractors"), Fraction(low), Unit.COUNT, "−"),
        Box(_("people who answered"), Fraction(len(found)), Unit.COUNT, "÷"),
    ]


def _joined(keys: Sequence[str], sums: dict[str, int], sign: str) -> list[Box]:
    return [
        Box(
            MEASURES[key].label,
            Fraction(sums[key]),
            MEASURES[key].unit,
            sign if i == 0 else "+",
        )
        for i, key in enumerate(keys)
    ]


def _priced(kpi: Kpi, question: Question, amount: int) -> list[Box]:
    """An amount as list price minus discounts, where every row knows its list price."""
    found = counted_rows(MEASURES[measures_of(kpi.formula)[0]], question)
    if "outcome_list" not in {f.name for f in found.model._meta.get_fields()}:
        return []
    at_list = found.filter(outcome_list__isnull=False).aggregate(
        listed=Sum("outcome_list"), sold=Sum("outcome_amount")
    )
    if at_list["listed"] is None:
        return []
    discount = at_list["listed"] - at_list["sold"]
    listed = Fraction(amount + discount)
    return [
        Box(_("at list price"), listed, Unit.MONEY),
        Box(_("discounts"), Fraction(discount), Unit.MONEY, "−"),
    ]
