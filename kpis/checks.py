"""Django system checks over the declarations: a wrong one stops the start, not the reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register

from crm.models import Organisation
from kpis.catalogue import GROUPS, KPIS
from kpis.formulas import options_of
from kpis.measures import MEASURES, SOURCES
from kpis.options import Chosen, Either
from kpis.spec import (
    DIMENSIONS,
    Age,
    Balance,
    Bought,
    Bridge,
    Closed,
    Distinct,
    Expected,
    Growth,
    Kept,
    Kpi,
    Passed,
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

NAME = re.compile(r"[a-z][a-z0-9_]{1,50}")
UNITS: dict[type, set[Unit]] = {
    Ratio: {Unit.RATE, Unit.MONEY, Unit.PER_REP, Unit.STARS, Unit.TIMES},
    Growth: {Unit.RATE},
    PerSeller: {Unit.PER_REP},
    PerSubject: {Unit.MONEY},
    Distinct: {Unit.COUNT},
    Spread: {Unit.DAYS, Unit.MONTHS},
    Age: {Unit.DAYS, Unit.MONTHS},
    Bought: {Unit.RATE},
    Bridge: {Unit.MONEY, Unit.RATE},
    Passed: {Unit.RATE},
    Expected: {Unit.MONEY},
    Score: {Unit.SCORE},
    Standing: {Unit.COUNT},
    Kept: {Unit.RATE},
    Closed: {Unit.RATE, Unit.MONEY, Unit.TIMES},
}


@register()
def declarations(app_configs: Any = None, **_kwargs: Any) -> list[CheckMessage]:
    """Names, sources, measures and formulas fit together."""
    found = [*_sources(), *_measures()]
    for key, kpi in KPIS.items():
        found += _kpi(key, kpi)
    return found


def _sources() -> Iterator[CheckMessage]:
    for source in SOURCES.values():
        for name in {*source.dims, *source.line_dims} - set(DIMENSIONS):
            yield Error(
                f"source {source.key}: {name} is not a dimension", id="kpis.E001"
            )


def _measures() -> Iterator[CheckMessage]:
    for key, measure in MEASURES.items():
        if not NAME.fullmatch(key):
            yield Error(f"measure {key}: not a column name", id="kpis.E002")
        if measure.source not in SOURCES:
            yield Error(f"measure {key}: no source {measure.source}", id="kpis.E003")


def _kpi(key: str, kpi: Kpi) -> Iterator[CheckMessage]:
    """Every rule that a declaration breaks, in the order of a first reading."""
    unknown = [m for m in measures_of(kpi.formula) if m not in MEASURES]
    if unknown:
        yield Error(f"KPI {key}: unknown measures {unknown}", id="kpis.E005")
        return
    rules = (
        (key == kpi.key and bool(NAME.fullmatch(key)), "bad key", "kpis.E004"),
        (kpi.group in GROUPS, f"no group {kpi.group}", "kpis.E006"),
        (
            all((kpi.what, kpi.why, kpi.how, kpi.do)),
            "a sentence is missing",
            "kpis.E007",
        ),
        (_unit_fits(kpi), f"{kpi.unit} does not fit its formula", "kpis.E008"),
        (
            _time_fits(kpi),
            "a balance is read at an instant, a flow over days",
            "kpis.E009",
        ),
        (_closed_known(kpi), "speaks of an unknown KPI", "kpis.E010"),
        (_choice_complete(kpi), "does not answer every choice", "kpis.E012"),
        (set(kpi.companions) <= set(KPIS), "unknown companions", "kpis.E011"),
    )
    for holds, message, number in rules:
        if not holds:
            yield Error(f"KPI {key}: {message}", id=number)


def _unit_fits(kpi: Kpi) -> bool:
    if isinstance(kpi.formula, Total | Balance):
        return kpi.unit == MEASURES[kpi.formula.measure].unit
    return kpi.unit in UNITS.get(type(kpi.formula), {kpi.unit})


def _time_fits(kpi: Kpi) -> bool:
    stocks = [MEASURES[m].balance for m in measures_of(kpi.formula)]
    return any(stocks) == isinstance(kpi.formula, Balance | Bridge | Expected)


def _choice_complete(kpi: Kpi) -> bool:
    """A choice of the organisation names one part of the formula for each of its values."""

    def answered(one: Chosen | Either) -> bool:
        field: Any = Organisation._meta.get_field(one.field)
        values = [value for value, _part in one.options]
        return {value for value, _label in field.flatchoices} == set(values)

    return all(answered(one) for one in options_of(kpi.formula))


def _closed_known(kpi: Kpi) -> bool:
    return not isinstance(kpi.formula, Closed) or kpi.formula.of in KPIS
