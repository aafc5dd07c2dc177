"""Text files: which encoding, which delimiter, and one list of cells a record."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _

from crm.importing.parse import MAX_BYTES, MAX_CELL, Line, Table, check_headers
from crm.importing.problems import Unreadable

DELIMITERS = ",;\t|"
#: Records looked at to tell the delimiter.
SAMPLE = 200
#: (mark at the start of the file, encoding); the longer ones first.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
PAGE = ("<!doctype", "<html", "<?xml", "<table", "<head")

# The limit of the csv module is one number for the process, and going over it loses the rest of
# the record. Cells are measured here instead, and one that is too long refuses its own line only.
csv.field_size_limit(MAX_BYTES)


def read_delimited(data: bytes, *, encoding: str = "", delimiter: str = "") -> Table:
    """A table of text cells. Encoding and delimiter are detected unless given."""
    used = encoding or detect_encoding(data)
    text = decode(data, used)
    if text.lstrip("\ufeff \r\n\t").lower().startswith(PAGE):
        raise Unreadable(_("This is a web page, not a table. Export it as CSV."))
    if not text.strip("\ufeff\0 \r\n\t"):
        raise Unreadable(_("The file is empty."))
    skipped, declared = _declared(text)
    sign = delimiter or declared or detect_delimiter(text)
    if len(sign) != 1 or sign in '"\r\n':
        raise Unreadable(_("The delimiter must be one character."))
    records = _records(text, sign, skipped)
    _first, header = next(records, (1, []))
    headers = check_headers(header)

    def lines() -> Iterator[Line]:
        has_nul = "\0" in text
        body = _records(text, sign, skipped)
        next(body, None)
        for number, cells in body:
            if "".join(cells).strip():
                yield Line(
                    number, list(cells), _problem(cells, len(headers), has_nul=has_nul)
                )

    return Table(headers, lines, used, sign)


def detect_encoding(data: bytes) -> str:
    """By the mark, then UTF-16 by its zeros, then UTF-8, then what Excel writes in Europe."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return name
    head = data[:4000]
    if len(head) >= 4 and len(head) % 2 == 0:
        for name, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
            if zeros.count(0) > 0.4 * len(zeros):
                return name
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def decode(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except LookupError as error:
        raise Unreadable(
            _("Unknown encoding: %(name)s") % {"name": encoding[:40]}
        ) from error
    except (UnicodeError, TypeError, ValueError) as error:
        raise Unreadable(
            _("The file is not written in %(name)s. Say its encoding in the mapping.")
            % {"name": encoding[:40]}
        ) from error
    if not isinstance(text, str):
        raise Unreadable(_("Unknown encoding: %(name)s") % {"name": encoding[:40]})
    return text.removeprefix("\ufeff")


def detect_delimiter(text: str) -> str:
    """The sign that gives most records as many cells as the header has."""
    best, chosen = (0.0, 1), ","
    for sign in DELIMITERS:
        try:
            sample = list(islice(_records(text, sign, 0), SAMPLE))
        except Unreadable:
            continue
        widths = [len(cells) for _line, cells in sample if any(cells)]
        if not widths or widths[0] < 2:
            continue
        score = (Counter(widths)[widths[0]] / len(widths), widths[0])
        if score > best:
            best, chosen = score, sign
    return chosen


def _declared(text: str) -> tuple[int, str]:
    """Excel's own first line, ``sep=;``: how many lines it takes, and the sign."""
    first = text.split("\n", 1)[0].strip()
    if first.lower().startswith("sep=") and len(first) == 5:
        return 1, first[4]
    return 0, ""


def _records(text: str, sign: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    """(first line of the record, cells); a quote that never ends makes the file unreadable."""
    source = io.StringIO(text, newline="")
    for _ignored in range(skipped):
        source.readline()
    reader = csv.reader(source, delimiter=sign, strict=True)
    line = skipped + 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable(
                _("The quotes do not match (%(why)s).") % {"why": error}, line=line
            ) from error
        if cells:
            yield line, cells
        line = skipped + reader.line_num + 1


def _problem(cells: list[str], width: int, *, has_nul: bool) -> str:
    if max(map(len, cells)) > MAX_CELL:
        return _("A cell holds more than %(limit)d characters.") % {"limit": MAX_CELL}
    if has_nul and any("\0" in cell for cell in cells):
        return _("A cell holds a NUL character.")
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        return _width(cells, width)
    return _width(cells, width) if len(cells) < width else ""


def _width(cells: list[str], width: int) -> str:
    return _("This line has %(count)d cells, the header has %(width)d.") % {
        "count": len(cells),
        "width": width,
    }
