"""Files read back: typed numbers, text that never runs, a header that stays, wide tables split."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone, translation
from openpyxl import load_workbook
from pypdf import PdfReader

from crm.writers.delimited import csv_archive, csv_bytes
from crm.writers.sheet_pdf import tables_pdf
from crm.writers.table import Head, Kind, Table
from crm.writers.workbook import workbook_bytes

pytestmark = pytest.mark.django_db

HEADS = [
    Head("Who"),
    Head("Day"),
    Head("Revenue", Kind.MONEY, 2, "EUR"),
    Head("Win rate", Kind.PERCENT, 1),
    Head("Cycle", Kind.NUMBER, 1, "d"),
]
ROWS = [
    ["=cmd()|calc", date(2026, 11, 3), Decimal("1234.56"), Decimal("0.184"), 12],
    ["Éloïse", date(2026, 11, 4), Decimal("-5.00"), None, Decimal("9.333333")],
]
TABLE = Table("team", "People [and] figures", HEADS, ROWS, ["+Only closed days."])


def test_a_workbook_holds_numbers_days_and_text_that_is_no_formula() -> None:
    book = load_workbook(io.BytesIO(workbook_bytes([TABLE, TABLE])))
    first, second = book.worksheets

    assert [cell.value for cell in first[1]] == [str(head.label) for head in HEADS]
    assert first.freeze_panes == "B2"
    assert (first["A2"].value, first["A2"].data_type) == ("=cmd()|calc", "s")
    assert first["B2"].value == datetime(2026, 11, 3)  # noqa: DTZ001  # as Excel has it
    assert (first["C2"].value, first["C2"].number_format) == (1234.56, '#,##0.00 "€"')
    assert (first["D2"].value, first["D2"].number_format) == (0.184, "0.0%")
    assert first["D3"].value is None
    assert first["E2"].value == 12
    assert "+Only closed days." in [row[0].value for row in first.iter_rows(min_row=4)]
    assert first.title == "People  and  figures"
    assert second.title == "People  and  figures 2"


def test_an_instant_is_written_in_the_zone_of_the_organisation() -> None:
    table = Table("x", "x", [Head("At")], [[datetime(2026, 7, 1, 22, 30, tzinfo=UTC)]])
    with timezone.override("Europe/Paris"):
        book = load_workbook(io.BytesIO(workbook_bytes([table])))

    assert book.worksheets[0]["A2"].value == datetime(2026, 7, 2, 0, 30)  # noqa: DTZ001


def test_csv_keeps_numbers_and_disarms_text() -> None:
    rows = list(csv.reader(csv_bytes(TABLE).decode("utf-8-sig").splitlines()))

    assert rows[1] == ["'=cmd()|calc", "2026-11-03", "1234.56", "0.184", "12"]
    assert rows[2] == ["Éloïse", "2026-11-04", "-5.00", "", "9.333333"]


def test_several_tables_are_a_file_each() -> None:
    with zipfile.ZipFile(io.BytesIO(csv_archive([TABLE, TABLE]))) as archive:
        assert archive.namelist() == ["01-team.csv", "02-team.csv"]
        assert archive.read("02-team.csv") == csv_bytes(TABLE)


def pages(tables: list[Table]) -> list[str]:
    file = tables_pdf(tables, "Acme")
    return [page.extract_text() for page in PdfReader(io.BytesIO(file)).pages]


def test_a_document_has_title_rows_notes_and_page_numbers() -> None:
    [text] = pages([TABLE])

    for words in ("People [and] figures", "=cmd()|calc", "Éloïse", "18.4%", "Acme"):
        assert words in text
    assert "€1,234.56" in text
    assert "+Only closed days." in text
    assert "Page 1 of 1" in text


def test_a_document_speaks_the_language_of_its_reader() -> None:
    with translation.override("fr"):
        [text] = pages([TABLE])

    assert "18,4" in text
    assert "Page 1 sur 1" in text


def test_every_row_of_a_long_table_is_printed_once_under_its_header() -> None:
    rows = [[f"Row {number:04}", number] for number in range(300)]
    found = pages([Table("x", "Long", [Head("Name"), Head("N")], rows)])

    assert len(found) > 3
    assert all("Name" in text for text in found)
    joined = "\n".join(found)
    assert all(joined.count(f"Row {number:04}") == 1 for number in range(300))


def test_a_wide_table_lies_and_one_wider_still_is_split_under_its_first_column() -> (
    None
):
    heads = [Head("Person"), *(Head(f"Figure{n:02}") for n in range(30))]
    rows = [["Camille Roux", *(1000 + n for n in range(30))]]
    file = PdfReader(io.BytesIO(tables_pdf([Table("x", "Wide", heads, rows)], "Acme")))
    [page] = file.pages
    text = page.extract_text()

    assert page.mediabox.width > page.mediabox.height
    assert text.count("Camille") > 1
    assert all(text.count(f"Figure{n:02}") == 1 for n in range(30))
