"""Encodings, delimiters, quotes, and what is no table at all."""

import io
import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from crm.importing.parse import MAX_BYTES, read_bytes, read_table
from crm.importing.problems import Unreadable

TEXT = "Nom;Étape\r\nAcmé;Démo\r\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"],
)
def test_encoding_is_detected(encoding: str) -> None:
    table = read_table(TEXT.encode(encoding))
    assert table.headers == ["Nom", "Étape"]
    assert [line.cells for line in table.lines()] == [["Acmé", "Démo"]]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_delimiter_is_detected(sign: str) -> None:
    rows = [["name", "amount", "note"], ["A, B", "1,5", "x;y"], ["C", "2", "|"]]
    text = "\n".join(sign.join(f'"{cell}"' for cell in row) for row in rows)
    table = read_table(text.encode())
    assert table.delimiter == sign
    assert [line.cells for line in table.lines()] == rows[1:]


def test_excels_own_first_line_says_the_delimiter() -> None:
    table = read_table(b"sep=|\r\na|b,c\r\n1|2,3\r\n")
    assert table.headers == ["a", "b,c"]
    assert next(iter(table.lines())).number == 3


def test_lines_are_numbered_as_an_editor_does() -> None:
    table = read_table(b'a,b\n"two\nlines",1\n\n,\nx,2\n')
    assert [(line.number, line.cells) for line in table.lines()] == [
        (2, ["two\nlines", "1"]),
        (6, ["x", "2"]),
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1,2,3", "3 cells"),
        ("1", "1 cells"),
        (f"{'x' * 300_000},2", "131072 characters"),
        ("a\0b,2", "NUL"),
    ],
)
def test_bad_line_is_told_and_the_others_are_read(row: str, reason: str) -> None:
    table = read_table(f"a,b\n1,2\n{row}\n3,4\n".encode(), delimiter=",")
    lines = list(table.lines())
    assert [line.number for line in lines] == [2, 3, 4]
    assert reason in lines[1].problem
    assert not lines[0].problem
    assert not lines[2].problem


def test_trailing_empty_cells_are_no_fault() -> None:
    assert not next(iter(read_table(b"a,b\n1,2,,\n", delimiter=",").lines())).problem


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"  \r\n\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"<!DOCTYPE html><html><table>", "web page"),
        (b"\xef\xbb\xbf\n<HTML>", "web page"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Excel"),
        (b"\x1f\x8b\x08", "compressed"),
        (b"PK\x03\x04 nothing", "damaged"),
        (b'a,b\n"never closed,1\n2,3\n', "Line 2: The quotes"),
        (b'a,b\n"x"y,1\n', "Line 2: The quotes"),
        (b";".join([b"c"] * 1_001), "1001 columns"),
        (b",".join([b"c"] * 1_000_000), "1000000 columns"),
        (b",,\n1,2,3\n", "name the columns"),
        (b"\x81\x8d\x8f\x90\x9d", "not written in"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        list(read_table(data).lines())


@pytest.mark.parametrize("encoding", ["klingon", "base64", "utf-8"])
def test_wrong_encoding_is_refused(encoding: str) -> None:
    with pytest.raises(Unreadable, match=r"ncoding|written"):
        read_table(TEXT.encode("cp1252"), encoding=encoding)


def test_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(Unreadable, match="larger than"):
        read_bytes(path)
    with pytest.raises(Unreadable, match="cannot be opened"):
        read_bytes(tmp_path / "missing.csv")


def _workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_workbook_cells_keep_their_type() -> None:
    day = datetime(2017, 3, 1)  # noqa: DTZ001  # a workbook knows no zone
    table = read_table(
        _workbook(
            ["name", "n", "day", "on"], ["Acmé", 0.1, day, True], [None] * 4, ["B"]
        )
    )
    assert [(line.number, line.cells) for line in table.lines()] == [
        (2, ["Acmé", Decimal("0.1"), day, True]),
        (4, ["B", "", "", ""]),
    ]


def test_workbook_line_with_more_cells_than_columns_is_told() -> None:
    table = read_table(_workbook(["a"], ["1", "2"], ["3"]))
    assert ["2 cells" in line.problem for line in table.lines()] == [True, False]


def test_bomb_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b"0" * 20_000_000)
    with pytest.raises(Unreadable, match="unpacks"):
        read_table(file.getvalue())


def test_workbook_with_entities_is_refused() -> None:
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as book:
        book.writestr("xl/workbook.xml", entity)
        book.writestr("[Content_Types].xml", entity)
    with pytest.raises(Unreadable, match="damaged"):
        read_table(file.getvalue())


def test_zip_that_is_no_workbook_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as book:
        book.writestr("data.csv", "a,b")
    with pytest.raises(Unreadable, match=r"not an \.xlsx"):
        read_table(file.getvalue())
