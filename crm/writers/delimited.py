"""CSV: UTF-8 with its mark; numbers stay numbers, text is safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from crm.writers.table import Table

#: A spreadsheet would run what begins with one of these; the wide signs are read as the narrow ones.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001  # meant
MARK = "\ufeff"
#: One moment for every file of an archive: the same tables give the same bytes.
MOMENT = (2020, 1, 1, 0, 0, 0)


def safe_cell(value: Any) -> str:
    """One cell: text that looks like a formula gets an apostrophe, numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | Decimal):
        return str(value)
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).replace("\0", "")
    return "'" + text if text.startswith(DANGEROUS) else text


def csv_lines(table: Table) -> Iterator[list[str]]:
    yield [safe_cell(str(head.label)) for head in table.heads]
    for row in table.rows:
        yield [safe_cell(value) for value in row]


def csv_bytes(table: Table) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(csv_lines(table))
    return (MARK + text.getvalue()).encode()


def csv_archive(tables: Sequence[Table]) -> bytes:
    """One file a table, in a zip: a CSV holds one table and nothing else."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, table in enumerate(tables, start=1):
            entry = zipfile.ZipInfo(f"{number:02}-{table.name}.csv", MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, csv_bytes(table))
    return file.getvalue()
