"""Customers and groups worth the effort, as a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from kpis.customers import worth
from kpis.customers.worth import Board
from kpis.sheets import Column, Sheet
from kpis.views.parts.worth import Choice


def sheet_of(
    choice: Choice, board: Board, names: Mapping[Any, str], notes: list[str]
) -> Sheet:
    """Every row of the board, whatever the page."""
    columns = [
        Column(_("Place")),
        Column(choice.label),
        *(Column(str(kpi.label), kpi.unit) for kpi in board.kpis),
    ]
    rows: list[list[Any]] = [
        [row.place, names.get(row.member, ""), *exact(board, row.values)]
        for row in board.rows
    ]
    feet = (
        (_("Total"), board.totals),
        (_("Customers of others"), board.others),
        (_("Sold to nobody named"), board.unnamed),
    )
    rows += [[None, name, *exact(board, each)] for name, each in feet if each]
    return Sheet("worth", _("Customers worth the effort"), columns, rows, notes)


def exact(board: Board, values: worth.Values) -> list[Any]:
    return [values[kpi.key].value for kpi in board.kpis]
