"""A sheet of figures as a file holds it: exact cells become numbers a spreadsheet adds up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from crm.money import digits, to_major
from crm.writers.table import Head, Kind, Table
from kpis import wording
from kpis.sheets import Column, Sheet
from kpis.spec import Unit

#: Digits kept after the comma of what is divided.
KEPT = 6
WHOLE = (Unit.COUNT, Unit.SCORE)


def plain(unit: Unit | None, value: Fraction | int | None, currency: str) -> Any:
    """A number a spreadsheet adds up: money in major units, a rate as a fraction."""
    if value is None:
        return None
    exact = Fraction(value)
    if unit == Unit.MONEY:
        return to_major(int(wording.rounded(exact)), currency)
    if exact.denominator == 1:
        return int(exact)
    return wording.rounded(exact, KEPT)


def table_of(sheet: Sheet, currency: str) -> Table:
    rows = [
        [
            _cell(column, value, currency)
            for column, value in zip(sheet.columns, row, strict=True)
        ]
        for row in sheet.rows
    ]
    heads = [head_of(column, currency) for column in sheet.columns]
    return Table(sheet.name, str(sheet.title), heads, rows, list(map(str, sheet.notes)))


def head_of(column: Column, currency: str) -> Head:
    label, unit = str(column.label), column.unit
    if unit is None:
        return Head(label)
    if unit == Unit.MONEY:
        return Head(label, Kind.MONEY, digits(currency), currency)
    if unit == Unit.RATE:
        return Head(label, Kind.PERCENT, 1)
    after = str(wording.AFTER.get(unit, ""))
    return Head(label, Kind.NUMBER, 0 if unit in WHOLE else 1, after)


def _cell(column: Column, value: Any, currency: str) -> Any:
    if isinstance(value, Fraction | int) and not isinstance(value, bool):
        return plain(column.unit, value, currency)
    if value is None or isinstance(value, Decimal | date):
        return value
    return str(value)


def stamped(name: str, first: date, last: date) -> str:
    """``team-2026-11-01-2026-11-20``: how files are named."""
    return f"{name}-{first}-{last}"
