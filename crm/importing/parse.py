"""(1) Bytes to lines of cells. Refuses what is no table, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm.importing.problems import Unreadable

#: Text as it stands in the file, or what a workbook knows the type of.
Cell = str | Decimal | date | datetime | bool

MAX_BYTES = 100 * 2**20
MAX_COLUMNS = 1_000
MAX_CELL = 131_072

#: First bytes of what people send instead of a table.
STRANGERS = {
    b"\xd0\xcf\x11\xe0": _("This is an old Excel file. Save it as .xlsx or CSV."),
    b"%PDF": _("This is a PDF, not a table."),
    b"\x89PNG": _("This is a picture, not a table."),
    b"\xff\xd8\xff": _("This is a picture, not a table."),
    b"GIF8": _("This is a picture, not a table."),
    b"\x1f\x8b": _("This file is compressed. Unpack it first."),
    b"SQLite format 3": _("This is a database, not a table."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file, numbered as an editor would; ``problem`` says why it cannot be used."""

    number: int
    cells: list[Cell]
    problem: str = ""


@dataclass(frozen=True)
class Table:
    """Column names, and lines that can be read more than once."""

    headers: list[str]
    lines: Callable[[], Iterator[Line]]
    encoding: str = ""
    delimiter: str = ""
    notes: list[str] = field(default_factory=list)


def read_bytes(path: Path) -> bytes:
    """The content of the file; too big is refused before it is read."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Unreadable(
                gettext("The file is larger than %(limit)d MB. Split it.")
                % {"limit": MAX_BYTES // 2**20}
            )
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(
            gettext("The file cannot be opened: %(why)s")
            % {"why": error.strerror or error}
        ) from error


def read_table(data: bytes, *, encoding: str = "", delimiter: str = "") -> Table:
    """CSV in any of the usual forms, or the first sheet of an .xlsx workbook."""
    from crm.importing.delimited import read_delimited
    from crm.importing.workbook import read_workbook

    if len(data) > MAX_BYTES:
        raise Unreadable(gettext("The file is too large. Split it."))
    if not data.strip():
        raise Unreadable(gettext("The file is empty."))
    for start, reason in STRANGERS.items():
        if data.startswith(start):
            raise Unreadable(str(reason))
    if data.startswith(b"PK\x03\x04"):
        return read_workbook(data)
    return read_delimited(data, encoding=encoding, delimiter=delimiter)


def check_headers(headers: list[str]) -> list[str]:
    """Trimmed column names; a nameless column is called by its place."""
    if len(headers) > MAX_COLUMNS:
        raise Unreadable(
            gettext("The file has %(count)d columns, at most %(limit)d are read.")
            % {"count": len(headers), "limit": MAX_COLUMNS}
        )
    if any(len(name) > MAX_CELL for name in headers):
        raise Unreadable(gettext("A column name is too long."), line=1)
    names = [" ".join(name.split()) for name in headers]
    if not any(names):
        raise Unreadable(gettext("The first line must name the columns."), line=1)
    return [
        name or gettext("column %(place)d") % {"place": place}
        for place, name in enumerate(names, 1)
    ]
