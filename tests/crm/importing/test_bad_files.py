"""Whatever a file holds: every line is accounted for, nothing is half-written, nothing is echoed.

Each case goes through the whole import of deals, activities or prospects; the ``importing`` fixture
holds the sum of the report, and the rows in the tables must be as many as it says were created.
"""

import json
from typing import Any

import pytest

from crm.importing.problems import Unreadable
from crm.models import (
    Activity,
    Deal,
    DealLine,
    DealMovement,
    ImportRun,
    Product,
    Prospect,
    ProspectStep,
    Sector,
    Source,
    Stage,
    User,
)
from tests.crm.importing.conftest import Importer

HEADER = "external_id,owner,prospect,product,stage,opened_at,closed_at,amount"
GOOD = "OK-1,Camille Roux,Acme SA,Licence,Won,2026-01-05,2026-02-06,1054.50"
OTHER = "OK-2,Camille Roux,,Licence,Demo,2026-01-05,,"
TABLES = (Deal, DealLine, DealMovement, Prospect, ProspectStep, Source, Sector, Stage)

#: One cell of the good line replaced: (column, value, a word of the reason).
CELLS = [
    ("owner", "Nobody Atall", "Nobody Atall"),
    ("owner", "x" * 300_000, "131072"),
    ("prospect", "Unknown Ltd", "Unknown Ltd"),
    ("product", "GTXPro", "GTXPro"),
    ("product", "licence\\n", "Unknown"),
    ("stage", "S" * 121, "Too long"),
    ("stage", "Won", ""),
    ("opened_at", "2026-13-45", "not a date"),
    ("opened_at", "31/02/2026", "not a date"),
    ("opened_at", "1776-07-04", "out of range"),
    ("opened_at", "9999-01-01", "out of range"),
    ("opened_at", "2026-11-21", "future"),
    ("opened_at", "-infinity", "not a date"),
    ("opened_at", "NaN", "not a date"),
    ("closed_at", "2025-12-31", "before it is opened"),
    ("closed_at", "2027-01-01", "future"),
    ("closed_at", "", "closing date"),
    ("closed_at", "never", "not a date"),
    ("amount", "NaN", "not a number"),
    ("amount", "Infinity", "not a number"),
    ("amount", "-inf", "not a number"),
    ("amount", "1e30", "not a number"),
    ("amount", "1E+5", "not a number"),
    ("amount", str(2**63), "too large"),
    ("amount", str(10**29), "too large"),
    ("amount", "9" * 400, "too large"),
    ("amount", "99999999999999", "too large"),
    ("amount", "-5", "negative"),
    ("amount", "12 apples", "not a number"),
    ("amount", '"1.234,56"', "not a number"),
    ("amount", "=1+1", "not a number"),
    ("amount", "\u0663\u0664", "not a number"),
    ("external_id", "E" * 101, "Too long"),
    ("external_id", "a\0b", "NUL"),
]


def _with(column: str, value: str) -> str:
    cells = GOOD.split(",")
    cells[HEADER.split(",").index(column)] = value
    return ",".join(["BAD" if cell == "OK-1" else cell for cell in cells])


def _counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in TABLES}


@pytest.mark.parametrize(("column", "value", "reason"), CELLS)
@pytest.mark.usefixtures("acme", "product")
def test_bad_cell_refuses_its_line_only(
    importing: Importer, column: str, value: str, reason: str
) -> None:
    report = importing("deals", f"{HEADER}\n{_with(column, value)}\n{GOOD}\n{OTHER}\n")
    assert Deal.objects.filter(external_id__in=["OK-1", "OK-2"]).count() == 2
    assert report.created == 2 + (not reason)
    if reason:
        error = report.errors[0]
        assert error["line"] == 2
        assert reason in error["reason"] + error["value"]
        assert len(json.dumps(report.errors)) < 1_000
    assert DealMovement.objects.count() == sum(
        2 if deal.won_at else 1 for deal in Deal.objects.all()
    )


LINES = [
    ("short", "BAD,Camille Roux", "cells"),
    ("long", GOOD.replace("OK-1", "BAD") + ",9,9", "cells"),
    ("unquoted", "just a sentence", "cells"),
    ("delimiter", "BAD;Camille Roux;Acme SA;Licence;Won;;;", "cells"),
]


@pytest.mark.parametrize(("name", "line", "reason"), LINES)
@pytest.mark.usefixtures("acme", "product")
def test_ragged_line_is_refused_alone(
    importing: Importer, name: str, line: str, reason: str
) -> None:
    report = importing("deals", f"{HEADER}\n{GOOD}\n{line}\n{OTHER}\n")
    assert (report.created, report.rejected) == (2, 1)
    assert report.errors[0]["line"] == 3
    assert reason in report.errors[0]["reason"]


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_writing_of_one_table_gives_the_same_rows(
    importing: Importer, encoding: str, sign: str, end: str
) -> None:
    rows = [
        ["nom", "région", "secteur d'activité", "détecté le"],
        ["Crèmerie; à l'œuf, l'Été", "Île-de-France", "Agro|alimentaire", "24/03/2026"],
        ["Société « B »", "Île-de-France", "Énergie", "01/02/2026"],
    ]
    quoted = (sign.join(f'"{cell}"' for cell in row) for row in rows)
    report = importing("prospects", end.join(quoted).encode(encoding))
    assert (report.read, report.created) == (2, 2)
    assert report.created_values == {
        "region": ["Île-de-France"],
        "sector": ["Agro|alimentaire", "Énergie"],
    }
    found = Prospect.objects.values_list("name", "detected_at__month").order_by("id")
    assert list(found) == [("Crèmerie; à l'œuf, l'Été", 3), ("Société « B »", 2)]


UNREADABLE: list[tuple[str, str | bytes, dict[str, Any], str]] = [
    ("empty", b"", {}, "empty"),
    ("binary", bytes(range(256)) * 20, {}, "written"),
    ("html", "<html><body>401</body></html>", {}, "web page"),
    ("no required", "name,stage\nA,Won\n", {"columns": {"name": "nom"}}, "required"),
    ("unknown column", HEADER, {"columns": {"Deal no": "external_id"}}, "no column"),
    ("unknown field", HEADER, {"columns": {"owner": "boss"}}, "Unknown field"),
    ("unknown constant", HEADER, {"constants": {"boss": "x"}}, "Unknown field"),
    ("unknown key", HEADER, {"column": {}}, "unknown key"),
    ("no object", HEADER, {"columns": ["owner"]}, "object"),
    ("unknown filter", HEADER, {"templates": {"name": "{owner|sql}"}}, "filter"),
    ("unknown hole", HEADER, {"templates": {"name": "{boss}"}}, "no column"),
    ("given twice", HEADER, {"columns": {"owner": "owner", "stage": "rep"}}, "twice"),
    ("decimal", HEADER, {"decimal": "x"}, "decimal"),
    ("date format", f"{HEADER}\n{GOOD}", {"date_format": "soon"}, "date_format"),
    ("surrogate", HEADER, {"constants": {"name": "\ud800"}}, "no text"),
    ("two columns", "stage,Stage,amount\nWon,Lost,1\n", {}, "Two columns"),
    ("open quote", f'{HEADER}\n"{GOOD}\n{OTHER}\n', {}, "Line 2"),
    ("doubtful", "external_id,opened_at\n1,03/04/2026\n", {}, "date_format"),
    ("two minds", "external_id,opened_at\n1,13/04/26\n2,04/13/26\n", {}, "date_format"),
]


@pytest.mark.parametrize(("name", "data", "mapping", "reason"), UNREADABLE)
def test_unreadable_file_writes_nothing(
    importing: Importer,
    name: str,
    data: str | bytes,
    mapping: dict[str, Any],
    reason: str,
) -> None:
    before = _counts()
    kind = "users" if name == "no required" else "deals"
    with pytest.raises(Unreadable, match=reason):
        importing(kind, data, mapping=mapping)
    assert _counts() == before
    assert not ImportRun.objects.exists()


def test_refused_lines_create_no_list_value_and_no_stage(importing: Importer) -> None:
    before = _counts()
    report = importing(
        "deals",
        "name,source,stage,lost_reason,amount\nA,Fair,Haggling,Price,NaN\n"
        "B,Fair,Lost,Price,1\n",
    )
    assert (report.created, report.rejected) == (0, 2)
    assert _counts() == before


def test_accident_half_way_leaves_nothing(
    importing: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    before = _counts()
    monkeypatch.setattr("crm.importing.run.record", fail)
    with pytest.raises(KeyboardInterrupt):
        importing("prospects", "name,source\nAcme,Fair\nBeta,Web\n")
    assert _counts() == before


def test_line_the_database_refuses_is_refused_alone(
    importing: Importer, rep: User
) -> None:
    """What no check foresaw: the portion is tried again line by line."""
    Product.objects.create(name="Licence")
    original = Activity.objects.bulk_create

    def refuse(rows: list[Activity], **options: Any) -> Any:
        for row in rows:
            if row.subject == "cursed":
                row.kind = "seance"
        return original(rows, **options)

    lines = [
        f"call,2026-01-0{n},Camille Roux,{'cursed' if n == 4 else n}"
        for n in range(1, 9)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Activity.objects, "bulk_create", refuse)
        report = importing("activities", "kind,at,rep,subject\n" + "\n".join(lines))
    assert (report.created, report.rejected) == (7, 1)
    assert report.errors[0]["line"] == 5
    assert Activity.objects.count() == 7


def test_duplicate_id_with_other_values_is_refused(importing: Importer) -> None:
    report = importing("prospects", "id,name\n1,Acme\n1,Acme\n1,Beta\n")
    assert (report.created, report.skipped, report.rejected) == (1, 1, 1)
    assert report.errors[0]["line"] == 4
    assert "Line 2" in report.errors[0]["reason"]


def test_script_and_formula_are_only_text(importing: Importer) -> None:
    names = [
        "<script>alert(1)</script>",
        "=cmd|' /C calc'!A0",
        "'; DROP TABLE crm_deal;--",
    ]
    report = importing(
        "prospects", "\n".join(["name", *(f'"{name}"' for name in names)])
    )
    assert report.created == 3
    assert list(Prospect.objects.order_by("id").values_list("name", flat=True)) == names
