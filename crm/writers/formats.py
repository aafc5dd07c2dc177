"""The formats a table is taken away in, and the one answer that hands it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crm.models import Organisation
from crm.writers.delimited import csv_archive, csv_bytes
from crm.writers.sheet_pdf import tables_pdf
from crm.writers.table import Table
from crm.writers.workbook import workbook_bytes

CSV, XLSX, PDF = "csv", "xlsx", "pdf"
FORMATS = (CSV, XLSX, PDF)
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


@dataclass(frozen=True)
class Written:
    """A file: its name with the ending, its media type, its content."""

    name: str
    media: str
    content: bytes


def write(tables: Sequence[Table], form: str) -> Written:
    """The tables as one file of this format; several as CSV are a zip of files."""
    name = tables[0].name if tables else "empty"
    if form == XLSX:
        return Written(f"{name}.xlsx", MEDIA[XLSX], workbook_bytes(tables))
    if form == PDF:
        foot = Organisation.current().name
        return Written(f"{name}.pdf", MEDIA[PDF], tables_pdf(tables, foot))
    if len(tables) == 1:
        return Written(f"{name}.csv", MEDIA[CSV], csv_bytes(tables[0]))
    return Written(f"{name}.zip", MEDIA["zip"], csv_archive(tables))
