"""(6) From lead to customer, told twice: what became of the leads of a period, and what the period saw.

A cohort takes time to ripen; a period answers at once and mixes leads of all ages. Both are read from
figures of the catalogue, so that every number opens to its rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kpis.catalogue import KPIS
from kpis.question import Question
from kpis.rollup import figures
from kpis.spec import Kpi
from kpis.values import Value

COHORT, PERIOD = "cohort", "period"


def _itself(value: Value) -> Fraction:
    return value.value or Fraction(0)


def _above(value: Value) -> Fraction:
    return value.numerator or Fraction(0)


def _below(value: Value) -> Fraction:
    return value.denominator or Fraction(0)


def _rest(value: Value) -> Fraction:
    return _below(value) - _above(value)


@dataclass(frozen=True)
class Read:
    """Where a number stands: a part of a KPI's value, and the measure whose rows it counts."""

    kpi: str
    part: Callable[[Value], Fraction]
    measure: str = ""


#: (what it is called, in the cohort, in the period).
STEPS: tuple[tuple[str | Promise, Read, Read], ...] = (
    (
        _("Detected"),
        Read("leads_created", _itself),
        Read("leads_created", _itself),
    ),
    (
        _("Contacted"),
        Read("leads_uncontacted", _rest, "leads_contacted"),
        Read("prospects_contacted", _itself),
    ),
    (
        _("Marketing-qualified"),
        Read("lead_to_mql", _above, "leads_turned_marketing"),
        Read("mql_to_sql", _below, "leads_marketing"),
    ),
    (
        _("Sales-qualified"),
        Read("lead_quality", _above, "leads_turned_qualified"),
        Read("leads_qualified", _itself),
    ),
    (
        _("Customer"),
        Read("lead_conversion", _above, "leads_converted"),
        Read("new_customers", _itself),
    ),
)


@dataclass(frozen=True)
class LifeStep:
    label: str
    count: int
    kpi: Kpi
    measure: str


def life_funnel(question: Question, basis: str) -> list[LifeStep]:
    """The five steps; the cohort's are of one and the same leads, the period's are of its days."""
    reads = [(label, own if basis == COHORT else day) for label, own, day in STEPS]
    kpis = [KPIS[key] for key in dict.fromkeys(read.kpi for _label, read in reads)]
    found = figures(kpis, question)
    return [
        LifeStep(
            str(label),
            int(read.part(found[read.kpi].get((), Value(None)))),
            KPIS[read.kpi],
            read.measure,
        )
        for label, read in reads
    ]
