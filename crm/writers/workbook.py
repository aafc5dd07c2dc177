"""XLSX: a sheet a table, its header frozen; numbers with their format, text that is never a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from crm.templatetags import formats
from crm.writers.table import Head, Kind, Table, is_number, written

#: What a sheet's name may not hold, and how long it may be.
UNNAMED = re.compile(r"[\[\]:*?/\\]")
LONGEST_NAME = 31
LONGEST_TEXT = 32_767
NARROWEST, WIDEST = 8, 60
#: Rows that decide how wide a column is.
LOOKED_AT = 200


def workbook_bytes(tables: Sequence[Table]) -> bytes:
    book = Workbook(write_only=True)
    names: set[str] = set()
    for table in tables:
        _sheet(book, table, _name(table.title, names))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _name(title: str, taken: set[str]) -> str:
    """A name that Excel takes and no other sheet has, whatever the case."""
    plain = UNNAMED.sub(" ", ILLEGAL_CHARACTERS_RE.sub("", title)).strip(" '")
    plain = plain[:LONGEST_NAME] or "1"
    name, number = plain, 2
    while name.casefold() in taken:
        end = f" {number}"
        name, number = plain[: LONGEST_NAME - len(end)] + end, number + 1
    taken.add(name.casefold())
    return name


def _sheet(book: Any, table: Table, name: str) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "B2"
    for place, head in enumerate(table.heads):
        letter = get_column_letter(place + 1)
        sheet.column_dimensions[letter].width = _width(table, place, head)
    sheet.append([_head(sheet, head) for head in table.heads])
    for row in table.rows:
        pairs = zip(table.heads, row, strict=True)
        sheet.append([_cell(sheet, head, value) for head, value in pairs])
    if table.heads and table.rows:
        end = f"{get_column_letter(len(table.heads))}{len(table.rows) + 1}"
        sheet.auto_filter.ref = f"A1:{end}"
    for note in ("", table.title, *table.notes):
        sheet.append([_text(sheet, note)])


def _width(table: Table, place: int, head: Head) -> int:
    shown = (written(head, row[place]) for row in table.rows[:LOOKED_AT])
    longest = max((len(text) for text in shown), default=0)
    return min(max(longest, len(str(head.label)), NARROWEST) + 2, WIDEST)


def _head(sheet: Any, head: Head) -> Any:
    cell = _text(sheet, str(head.label))
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _text(sheet: Any, value: str) -> Any:
    """A cell of text, even where it begins like a formula."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_TEXT])
    cell.data_type = "s"
    return cell


def _cell(sheet: Any, head: Head, value: Any) -> Any:
    if value is None:
        return None
    if is_number(value):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = number_format(head)
        return cell
    if isinstance(value, datetime):
        naive = timezone.localtime(value).replace(tzinfo=None, second=0, microsecond=0)
        cell = WriteOnlyCell(sheet, naive)
        cell.number_format = "yyyy-mm-dd hh:mm"
        return cell
    if isinstance(value, date):
        midnight = datetime(value.year, value.month, value.day)  # noqa: DTZ001  # Excel's days
        cell = WriteOnlyCell(sheet, midnight)
        cell.number_format = "yyyy-mm-dd"
        return cell
    return _text(sheet, written(head, value))


def number_format(head: Head) -> str:
    """How Excel shows the number; the cell keeps all of it."""
    if head.kind == Kind.PLAIN:
        return "General"
    after = "." + "0" * head.decimals if head.decimals else ""
    if head.kind == Kind.PERCENT:
        return f"0{after}%"
    sign = formats.SIGNS.get(head.after, head.after).replace('"', "")
    return f'#,##0{after} "{sign}"' if sign else f"#,##0{after}"
