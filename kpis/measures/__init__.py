"""(1) What is counted: additive daily quantities over the facts, one module per source.

A new measure is one entry in its source's module, ``makemigrations`` and ``snapshots build``. The
order is free.
"""

from __future__ import annotations

from kpis.measures import (
    activities,
    answers,
    audience,
    complaints,
    contracts,
    contracts_ended,
    costs,
    deliveries,
    movements,
    quotes,
    recurring,
    reviews,
    stays,
    steps,
    verbatims,
)
from kpis.measures.choosing import choice
from kpis.measures.ends import ENDS, stands_at
from kpis.measures.spans import CYCLE_STARTS, SPANS
from kpis.spec import Measure, Source

__all__ = [
    "CYCLE_STARTS",
    "ENDS",
    "MEASURES",
    "SOURCES",
    "SPANS",
    "STORED",
    "choice",
    "stands_at",
]

MODULES = (
    activities,
    steps,
    movements,
    quotes,
    contracts,
    contracts_ended,
    complaints,
    answers,
    reviews,
    verbatims,
    stays,
    recurring,
    deliveries,
    costs,
    audience,
)
SOURCES: dict[str, Source] = {
    source.key: source
    for module in MODULES
    for source in getattr(module, "SOURCES", None) or (module.SOURCE,)
}
MEASURES: dict[str, Measure] = {
    measure.key: measure for module in MODULES for measure in module.MEASURES
}
#: Those that daily cells hold, one column each; the others are read from rows.
STORED = {key: measure for key, measure in MEASURES.items() if measure.stored}
