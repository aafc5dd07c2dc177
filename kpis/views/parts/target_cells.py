"""Rows and cells of the grid of targets, written out."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from crm.templatetags import formats
from kpis.forms.targets import write_steps
from kpis.targets.rows import Cell, Row
from kpis.targets.usual import Usual
from kpis.views.parts.target_notes import figure_of, note_of
from kpis.views.parts.target_told import Told, between, column_name, full, short

Line = dict[str, Any]


def lines(told: Told) -> list[Line]:
    return [_line(told, row) for row in told.grid.rows]


def _line(told: Told, row: Row) -> Line:
    usual = told.usual(row)
    band = usual.band
    return {
        "name": row.name,
        "label": row.label,
        "team": row.user is None,
        "url": next(
            (
                c.name
                for c in row.cells
                if c.open and told.grid.wanted.today < c.period.end
            ),
            "",
        ),
        "depth": min(row.depth, 3),
        "usual": between(told, band.middle, band.upper) if band else formats.DASH,
        "cells": [_cell(told, row, cell, usual) for cell in row.cells],
        "total": _total(told, row),
    }


def _cell(told: Told, row: Row, cell: Cell, usual: Usual) -> Line:
    wanted, sent = told.grid.wanted, told.sent
    held = write_steps(cell.steps(wanted.level), told.kpi, told.currency)
    band = usual.band
    error = sent.errors.get(cell.name, "")
    note, out = ("", False) if error else note_of(told, row, cell, usual)
    instead = short(told, cell.otherwise) if cell.otherwise is not None else ""
    return {
        "open": cell.open,
        "name": cell.name,
        "value": sent.texts.get(cell.name, held),
        "held": held,
        "label": f"{row.label}, {column_name(cell.period, wanted.span)}",
        "instead": instead,
        "note": note
        or (between(told, band.middle, band.upper) if band else _("no history")),
        "out": out,
        "error": error,
        "now": wanted.today in cell.period,
    }


def _total(told: Told, row: Row) -> str:
    """Of what adds up: the year, where a cell is empty what it is aimed at otherwise."""
    if not told.kpi.is_flow:
        return ""
    level = told.grid.wanted.level
    parts = []
    for cell in row.cells:
        steps = told.sent.steps.get(cell.name, cell.steps(level))
        parts.append(figure_of(told, steps) if steps is not None else cell.otherwise)
    known = [part for part in parts if part is not None]
    if not known:
        return formats.DASH
    return full(told, sum(known, Fraction(0)))
