"""(6) Figures made of other figures: lifetime value, against the forecast, coverage, the score.

Each is a named formula (``Closed``) over the KPIs it lists; their boxes on the Explain page are built
here too, beside the arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from crm.models import Organisation
from kpis import rollup
from kpis.catalogue import KPIS
from kpis.cells import Key
from kpis.explain import formula as explain_formula
from kpis.explain.formula import Box
from kpis.periods import DAY, Period, months_before
from kpis.question import Question, all_ends, ends_of, placed
from kpis.ranking.score_cards import productivity
from kpis.ranking.scores import Scorer, values_of, weighed
from kpis.spec import Closed, Kpi, Unit
from kpis.targets.attainment import book, target_of
from kpis.values import (
    COVERED,
    NO_DENOMINATOR,
    NO_TARGET,
    NOT_STARTED,
    TOO_NEAR,
    Value,
    divided,
)

Values = Mapping[str, Value]
#: [(start of the part, its last day)]; no start where nothing is split by time.
Ends = Sequence[tuple[date | None, date]]
#: Nearer to 0, what the lifetime value is divided by says nothing: the sum has no end.
LEAST = Fraction(1, 100)


def year_to(period: Period) -> Period:
    """The twelve months that end with the period."""
    end = Period(period.end, period.end + DAY)
    return Period(months_before(end, 12).first, period.end)


# -- lifetime value ---------------------------------------------------------------------------


def clv(margin: Fraction, retention: Fraction, discount: Fraction) -> Value:
    """(margin x retention) / (1 + discount - retention); not defined where the sum has no end."""
    under = 1 + discount - retention
    if under < LEAST:
        return Value(None, TOO_NEAR, margin * retention, under)
    return replace(divided(margin * retention, under), n=None)


def _clv(values: Values) -> Value:
    margin, customers = values["gross_margin"], values["customers"]
    kept = values["retention"]
    if margin.value is None or not customers.value:
        return Value(None, NO_DENOMINATOR)
    if kept.value is None:
        return Value(None, kept.reason)
    return clv(margin.value / customers.value, kept.value, _discount())


def _discount() -> Fraction:
    return Fraction(Organisation.current().discount_rate_bp, 10_000)


def _clv_boxes(question: Question) -> list[Box]:
    asked = question.over(year_to(question.period))
    margin, customers, kept = _one(asked, "gross_margin", "customers", "retention")
    each = margin / customers if margin is not None and customers else None
    under = None if kept is None else 1 + _discount() - kept
    return [
        Box(_("margin of a customer in twelve months"), each, Unit.MONEY),
        Box(_("retention over twelve months"), kept, Unit.RATE, "×"),
        Box(_("1 + discount rate − retention"), under, Unit.RATE, "÷"),
    ]


def _ltv_to_cac(values: Values) -> Value:
    worth, cost = values["clv_formula"], values["cac"]
    if worth.value is None or cost.value is None:
        return Value(None, worth.reason or cost.reason)
    return replace(divided(worth.value, cost.value), n=None)


# -- against what was expected ----------------------------------------------------------------


def _vs_forecast(values: Values) -> Value:
    sold, said = values["revenue"], values["forecast_at_start"]
    if sold.value is None or said.value is None:
        return Value(None, sold.reason or said.reason)
    return replace(divided(sold.value - said.value, said.value), n=None)


def _one(question: Question, *keys: str) -> list[Fraction | None]:
    """Some figures of the whole question."""
    found = values_of(keys, question.unsplit()).get((), {})
    return [found[key].value if key in found else None for key in keys]


def _forecast_boxes(question: Question) -> list[Box]:
    sold, said = _one(question, "revenue", "forecast_at_start")
    label = KPIS["forecast_at_start"].label
    return [
        Box(KPIS["revenue"].label, sold, Unit.MONEY),
        Box(label, said, Unit.MONEY, "−"),
        Box(label, said, Unit.MONEY, "÷"),
    ]


def _coverage_boxes(question: Question) -> list[Box]:
    due, sold = _one(question, "pipeline_due", "revenue")
    held = book(question.period, question.today)
    target = target_of(held, question, KPIS["revenue"], {}, question.period)
    return [
        Box(KPIS["pipeline_due"].label, due, Unit.MONEY),
        Box(_("target"), target, Unit.MONEY, "÷"),
        Box(KPIS["revenue"].label, sold, Unit.MONEY, "−"),
    ]


def _score_boxes(question: Question) -> list[Box]:
    """What was reached of each target, with its weight."""
    scorer = _scorer(question)
    values = values_of(scorer.keys, question.unsplit()).get((), {})
    found: list[Box] = []
    for part in scorer.parts(values, {}, question.period):
        if part.share is not None:
            sign = f"+ {part.weight} ×" if found else f"{part.weight} ×"
            found.append(Box(part.kpi.label, part.share, Unit.RATE, sign))
    return found


def _coverage(question: Question, kpi: Kpi) -> dict[Key, Value]:
    """What is due to close against what the target still asks for."""
    held, revenue = book(question.period, question.today), KPIS["revenue"]
    found = {}
    ends = all_ends(question)
    for key, values in _over_parts(_parts_of(kpi), question, ends).items():
        members = dict(zip(question.by, key, strict=True))
        period = _part_of(question, key)
        target = target_of(held, question, revenue, members, period)
        sold, due = values["revenue"].value or 0, values["pipeline_due"].value or 0
        if target is None:
            found[key] = Value(None, NO_TARGET, Fraction(due))
        elif target <= sold:
            found[key] = Value(None, COVERED, Fraction(due), Fraction(0))
        else:
            found[key] = replace(divided(due, target - sold), n=None)
    return found


def _part_of(question: Question, key: Key) -> Period:
    if question.grain is None:
        return question.period
    start = key[question.by.index(question.grain)]
    last = next(last for first, last in all_ends(question) if first == start)
    return Period(start, last + DAY)


# -- the score of a person --------------------------------------------------------------------


def _scorer(question: Question) -> Scorer:
    held = book(question.period, question.today)
    return Scorer(productivity(), held, question)


def _score(question: Question, kpi: Kpi) -> dict[Key, Value]:
    """The weighted mean of what was reached, by the card that is the productivity score."""
    scorer = _scorer(question)
    keys, ends = scorer.keys, ends_of(question)
    found = {}
    for key, values in _over_parts(keys, question, ends).items():
        members = dict(zip(question.by, key, strict=True))
        parts = scorer.parts(values, members, _part_of(question, key))
        found[key] = weighed(parts)
    return found


# -- how they are asked -----------------------------------------------------------------------


def _parts_of(kpi: Kpi) -> Sequence[str]:
    """The KPIs a named formula reads."""
    return kpi.formula.parts if isinstance(kpi.formula, Closed) else ()


def _over_parts(
    keys: Sequence[str],
    question: Question,
    ends: Ends,
    stretched: Callable[[Period], Period] | None = None,
) -> dict[Key, dict[str, Value]]:
    """These KPIs for the question, or for each part of its split by time."""
    found: dict[Key, dict[str, Value]] = {}
    first = question.period.first
    for i, (start, last) in enumerate(ends):
        period = Period(max(start or first, first), last + DAY)
        period = stretched(period) if stretched else period
        asked = replace(question, period=period, by=question.others)
        for members, values in values_of(keys, asked).items():
            found[placed(question, ends, (i, *members))] = values
    return found


def _made_of(
    value_of: Callable[[Values], Value],
    *,
    stretched: Callable[[Period], Period] | None = None,
    ahead: bool = False,
) -> Callable[[Question, Kpi], dict[Key, Value]]:
    def read(question: Question, kpi: Kpi) -> dict[Key, Value]:
        ends = all_ends(question) if ahead else ends_of(question)
        if not ends:
            return {} if question.by else {(): Value(None, NOT_STARTED)}
        told = _over_parts(_parts_of(kpi), question, ends, stretched)
        return {key: value_of(values) for key, values in told.items()}

    return read


rollup.CLOSED |= {
    "clv": _made_of(_clv, stretched=year_to),
    "ltv_to_cac": _made_of(_ltv_to_cac),
    "vs_forecast": _made_of(_vs_forecast, ahead=True),
    "coverage": _coverage,
    "score": _score,
}
explain_formula.BOXES |= {
    "clv": _clv_boxes,
    "vs_forecast": _forecast_boxes,
    "coverage": _coverage_boxes,
    "score": _score_boxes,
}
