"""(5) A figure as its formula with the numbers in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from kpis import bridge, rows
from kpis.catalogue import KPIS
from kpis.explain.counting import counted_rows
from kpis.formula_words import PARTS
from kpis.measures import MEASURES
from kpis.periods import DAY, months_before
from kpis.question import Question
from kpis.rollup import lag_of, sums_of
from kpis.spec import (
    Bought,
    Bridge,
    Closed,
    Difference,
    Expected,
    Formula,
    Growth,
    Kept,
    Kpi,
    Passed,
    PerSeller,
    PerSubject,
    Ratio,
    Score,
    Total,
    Unit,
    measures_of,
)
from kpis.values import Value

#: Formulas with a name of their own put their boxes here: question -> boxes before the result.
BOXES: dict[str, Callable[[Question], list[Box]]] = {}


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
    kpi = kpi.as_chosen()
    formula = kpi.formula
    shown = Box(kpi.label, value.value, kpi.unit, "=", result=True)
    if isinstance(formula, Score):
        return [*_classes(formula, question), replace(shown, sign="× 100 =")]
    if isinstance(formula, Closed) and formula.name in BOXES:
        return [*BOXES[formula.name](question), shown]
    if isinstance(formula, Bridge):
        return [*_crossed(formula, question), shown]
    return [*(_summed(kpi, formula, question, value) or _divided(kpi, value)), shown]


def _summed(kpi: Kpi, formula: Formula, question: Question, value: Value) -> list[Box]:
    """The parts of a figure that is made of sums; none for another."""
    sums = _sums(formula, question)
    match formula:
        case Ratio(over, under, less):
            above = [*_joined(over, sums, ""), *_joined(less, sums, "−")]
            return [*above, *_joined(tuple(under), sums, "÷")]
        case PerSeller(over):
            people = Box(_("people who sell"), value.denominator, Unit.COUNT, "÷")
            return [*_joined(over, sums, ""), people]
        case Difference(plus, minus):
            return [*_joined(plus, sums, ""), *_joined(minus, sums, "−")]
        case Total(measure) if MEASURES[measure].unit == Unit.MONEY:
            return _priced(kpi, question, sums[measure])
        case Expected(won=won) if won:
            amount = Fraction(sums[won])
            due = None if value.value is None else value.value - amount
            return [
                Box(MEASURES[won].label, amount, Unit.MONEY),
                Box(_("expected to close, weighted"), due, Unit.MONEY, "+"),
            ]
    return []


def _divided(kpi: Kpi, value: Value) -> list[Box]:
    """The two parts of a figure that is no sum of measures."""
    over, under, unit = _named(kpi)
    if not over:
        return []
    above = _plus(value) if isinstance(kpi.formula, Growth) else value.numerator
    below = Unit.COUNT if isinstance(kpi.formula, PerSubject) else unit
    return [Box(over, above, unit), Box(under, value.denominator, below, "÷")]


def _named(kpi: Kpi) -> tuple[Any, Any, Unit]:
    """(above the line, below it, the unit above); nothing for a figure without such parts."""
    there = _("there when the period began")
    match kpi.formula:
        case Growth(measure):
            known = MEASURES[measure]
            return known.label, _("the period before"), known.unit
        case Closed(parts=()):
            return _("achieved"), _("target"), Unit.MONEY
        case Closed(parts=parts):
            return KPIS[parts[0]].label, KPIS[parts[1]].label, KPIS[parts[0]].unit
        case PerSubject(measure):
            return MEASURES[measure].label, _("customers who bought"), Unit.MONEY
        case Kept(lost=lost):
            return _("lost since") if lost else _("still there"), there, Unit.COUNT
        case Bought(again=again):
            base = _("had bought before the period") if again else there
            return _("bought in the period"), base, Unit.COUNT
        case Passed():
            return _("went on to the next stage"), _("were in a stage"), Unit.COUNT
    return "", "", kpi.unit


def _plus(value: Value) -> Fraction | None:
    if value.numerator is None or value.denominator is None:
        return None
    return value.numerator + value.denominator


def _sums(formula: Formula, question: Question) -> dict[str, int]:
    """{measure: sum} of a formula that is made of sums."""
    keys: tuple[str, ...] = ()
    if isinstance(formula, Expected) and formula.won:
        keys = (formula.won,)
    elif isinstance(formula, Total | Ratio | PerSeller | Difference):
        keys = measures_of(formula)
    if not keys:
        return {}
    found = sums_of(keys, question.unsplit()).get((), dict.fromkeys(keys, 0))
    if isinstance(formula, Ratio) and lag_of(formula):
        earlier = question.over(months_before(question.period, lag_of(formula)))
        found |= sums_of(formula.over, earlier.unsplit()).get((), {})
    return found


def _crossed(formula: Bridge, question: Question) -> list[Box]:
    """The parts of the bridge that make the figure, each with its sign."""
    asked = question.period.clipped(question.today + DAY)
    crossing = bridge.Crossing()
    if asked.days:
        found = bridge.crossings(formula, question.scope, [asked], (), question.where)
        crossing = found.get((0,), crossing)
    unit = Unit.COUNT if formula.counts else Unit.MONEY
    signed = [*((p, "+") for p in formula.over), *((p, "−") for p in formula.less)]
    shown = [
        Box(PARTS[part], crossing.total(formula, part), unit, sign)
        for part, sign in signed
    ]
    if formula.flow:
        shown = [Box(MEASURES[formula.flow].label, Fraction(crossing.flow), unit)]
    shown[0] = replace(shown[0], sign="")
    if formula.under:
        below = crossing.total(formula, formula.under)
        shown.append(Box(PARTS[formula.under], below, unit, "÷"))
    return shown


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
            Fraction(sums[key], 60 if MEASURES[key].unit == Unit.HOURS else 1),
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
