"""From the open pipeline before a period to the one at its end, in parts that add up."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from kpis.catalogue import KPIS
from kpis.explain.stocks import Part, between_ends
from kpis.periods import DAY, Period
from kpis.question import Question
from kpis.rollup import figures
from kpis.spec import Balance
from kpis.values import Value
from kpis.views.parts.asking import Asked

STOCK = "pipeline_value"


@dataclass(frozen=True)
class Moved:
    """The pipeline before the period, what moved it, the pipeline at its end."""

    was: Fraction
    parts: list[Part]
    now: Fraction


def moved(asked_for: Asked) -> Moved:
    """Of the days of the picked period that have begun."""
    picked, scope = asked_for.picked, asked_for.scope
    kpi = KPIS[STOCK]
    if not isinstance(kpi.formula, Balance):
        raise TypeError(f"{STOCK} is not a balance")
    question = picked.question(scope)
    eve = Period(picked.period.first - DAY, picked.period.first)
    earlier = Question(scope, eve, picked.today)
    nothing = Value(Fraction(0))
    now = figures([kpi], question)[STOCK].get((), nothing).value or Fraction(0)
    was = figures([kpi], earlier)[STOCK].get((), nothing).value or Fraction(0)
    parts = between_ends(kpi.formula, earlier, question, now - was)
    return Moved(was, [part for part in parts if part.amount], now)
