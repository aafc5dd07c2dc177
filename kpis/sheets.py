"""A table of figures as data: what a page shows is what its CSV, XLSX and PDF hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kpis.spec import Unit


@dataclass(frozen=True)
class Column:
    """``unit`` null: text, a day, or a plain number. Money is in minor units of the base currency."""

    label: str
    unit: Unit | None = None


@dataclass(frozen=True)
class Sheet:
    """``name`` goes into file names; ``notes`` stand under the table: period, rules, what is left out.

    Cells are str, date, int, Fraction (exact, in the column's unit) or None (nothing to show).
    """

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    notes: Sequence[str] = ()
