"""Figures as JSON, the same for the command, the API and tests.

Rates are fractions; money a string in major units of the base currency; a spread is
``{n, mean, median, p90}``; what is not defined is null with a reason.
"""

from __future__ import annotations

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from crm.models import Organisation
from crm.money import digits, to_major
from kpis.measures import MEASURES
from kpis.rollup import Report
from kpis.spec import Kpi, Spread, Unit, measures_of
from kpis.values import SpreadOf, Value


def money(minor: Fraction, currency: str) -> str:
    """Minor units, possibly a fraction of one, as a string rounded half up: '2360.91'."""
    whole = (Decimal(minor.numerator) / Decimal(minor.denominator)).quantize(
        Decimal(1), rounding=ROUND_HALF_UP
    )
    return f"{to_major(int(whole), currency):.{digits(currency)}f}"


def number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)


def _amount(value: Fraction | None, unit: Unit, currency: str) -> Any:
    if value is None:
        return None
    return money(value, currency) if unit == Unit.MONEY else number(value)


def _rate(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def value_of(kpi: Kpi, value: Value, currency: str) -> Any:
    """The headline value in its unit."""
    if isinstance(kpi.formula, Spread):
        return spread_of(value.spread) if value.spread else None
    if kpi.unit in (Unit.RATE, Unit.PER_REP, Unit.DAYS, Unit.STARS, Unit.SCORE):
        return _rate(value.value)
    return _amount(value.value, kpi.unit, currency)


def spread_of(spread: SpreadOf) -> dict[str, Any]:
    return {
        "n": spread.n,
        "mean": float(spread.mean),
        "median": float(spread.median),
        "p90": float(spread.p90),
    }


def _unit_of(kpi: Kpi) -> Unit:
    """The unit of a formula's numerator: money for an average deal, a count for a rate."""
    keys = measures_of(kpi.formula)
    return MEASURES[keys[0]].unit if keys else kpi.unit


def _under_unit(kpi: Kpi) -> Unit:
    """The unit of the denominator: that of the second part, or a count."""
    keys = measures_of(kpi.formula)
    return MEASURES[keys[-1]].unit if keys else kpi.unit


def figure(kpi: Kpi, value: Value, currency: str) -> dict[str, Any]:
    """``{value, reason, numerator, denominator, n}``."""
    return {
        "value": value_of(kpi, value, currency),
        "reason": value.reason or None,
        "numerator": _amount(value.numerator, _unit_of(kpi), currency),
        "denominator": _amount(value.denominator, _under_unit(kpi), currency),
        "n": value.n,
    }


def as_json(report: Report, *, as_of: datetime | None) -> dict[str, Any]:
    """The whole answer: ``{kpi, unit, from, to, as_of, total, rows}``; dates inclusive."""
    currency = Organisation.current().base_currency
    period = report.question.period
    return {
        "kpi": report.kpi.key,
        "unit": report.kpi.unit.value,
        "currency": currency if report.kpi.unit == Unit.MONEY else None,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "as_of": as_of.isoformat() if as_of else None,
        "total": figure(report.kpi, report.total, currency),
        "rows": [
            {
                "keys": row.keys,
                "labels": row.labels,
                **figure(report.kpi, row.value, currency),
            }
            for row in report.rows
        ],
    }
