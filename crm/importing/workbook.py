"""The first sheet of an .xlsx workbook, read without loading it whole.

A workbook is a zip of XML: sizes are checked before anything is unpacked, and openpyxl reads XML
through defusedxml, which refuses entities.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.xml import DEFUSEDXML

from crm.importing.parse import MAX_CELL, MAX_COLUMNS, Cell, Line, Table, check_headers
from crm.importing.problems import Unreadable

MAX_UNPACKED = 200 * 2**20
MAX_RATIO = 100
#: Small files compress well; below this the ratio says nothing.
RATIO_MATTERS = 5 * 2**20
MAX_PARTS = 2_000


def read_workbook(data: bytes) -> Table:
    """A table of typed cells: numbers and dates keep the type the workbook gives them."""
    _refuse_bombs(data)
    if not DEFUSEDXML:  # pragma: no cover  # pinned in requirements
        raise Unreadable(_("Workbooks cannot be read safely here: install defusedxml."))
    rows = _rows(data)
    try:
        _number, header = next(rows)
    except StopIteration:
        raise Unreadable(_("The first sheet is empty.")) from None
    while header and header[-1] in (None, ""):
        header = header[:-1]
    headers = check_headers(["" if cell is None else str(cell) for cell in header])

    def lines() -> Iterator[Line]:
        body = _rows(data)
        next(body, None)
        for number, values in body:
            if any(value not in (None, "") for value in values):
                yield _line(number, values, len(headers))

    return Table(headers, lines, "xlsx")


def _refuse_bombs(data: bytes) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Unreadable(_("This workbook is damaged.")) from error
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise Unreadable(_("This file is compressed and is not an .xlsx workbook."))
    unpacked = sum(part.file_size for part in parts)
    if (
        len(parts) > MAX_PARTS
        or unpacked > MAX_UNPACKED
        or (unpacked > RATIO_MATTERS and unpacked > MAX_RATIO * len(data))
    ):
        raise Unreadable(_("This workbook unpacks to far more than it should."))


def _rows(data: bytes) -> Iterator[tuple[int, list[Any]]]:
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
            if len(values) > MAX_COLUMNS:
                check_headers([""] * len(values))
            yield number, list(values)
    except Unreadable:
        raise
    except Exception as error:
        # openpyxl lets through whatever its XML and zip readers raise; all of it means this.
        raise Unreadable(_("This workbook is damaged.")) from error


def _line(number: int, values: list[Any], width: int) -> Line:
    if any(value not in (None, "") for value in values[width:]):
        reason = _("This line has %(count)d cells, the header has %(width)d.")
        return Line(number, [], reason % {"count": len(values), "width": width})
    cells = [_cell(value) for value in values[:width]]
    cells += [""] * (width - len(cells))
    if any(isinstance(cell, str) and len(cell) > MAX_CELL for cell in cells):
        reason = _("A cell holds more than %(limit)d characters.")
        return Line(number, cells, reason % {"limit": MAX_CELL})
    return Line(number, cells)


def _cell(value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool | str | datetime | date):
        return value
    if isinstance(value, int | float):
        # repr gives what was typed (0.1), not what the machine holds.
        return Decimal(repr(value))
    return value.isoformat() if isinstance(value, time) else str(value)
