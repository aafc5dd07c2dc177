"""The door itself: dry runs, who may import, the command line, the page that documents it."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import Model

from crm.importing import handbook, registry
from crm.importing.fields import Field
from crm.importing.kind import Checked, Kind
from crm.importing.problems import Unreadable
from crm.models import Deal, ImportRun, Prospect, Sector, Source, User
from tests.crm.importing.conftest import Importer

DOCS = Path(__file__).parents[3] / "docs/import.md"


def _counts() -> dict[str, int]:
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.app_label in ("crm", "kpis")
    }


def test_dry_run_reports_exactly_and_writes_nothing(
    importing: Importer, acme: Prospect, product: Any
) -> None:
    text = (
        "id,prospect,stage,source,opened_at,closed_at\n1,Acme SA,Won,Fair,2026-01-01,2026-02-01\n"
        "2,Nobody,Demo,,,\n3,,Haggling,,,\n"
    )
    before = _counts()
    dry = importing("deals", text, dry_run=True)
    assert _counts() == before
    wet = importing("deals", text)
    assert wet.created == 2
    assert {**dry.as_json(), "dry_run": False} == wet.as_json()


# -- a person imports: a page will pass one --------------------------------------------------


def test_rep_finds_only_what_they_may_see(
    importing: Importer, acme: Prospect, rep: User, other_rep: User
) -> None:
    text = "id,prospect,owner\n1,Acme SA,{}\n"
    report = importing("deals", text.format(other_rep.email), by=other_rep)
    assert report.rejected == 1
    assert "Acme SA" in report.errors[0]["reason"]
    report = importing("deals", text.format(rep.email), by=other_rep)
    assert [error["column"] for error in report.errors] == ["prospect", "owner"]
    assert importing("deals", text.format(rep.email), by=rep).created == 1


def test_rep_changes_no_row_of_another(
    importing: Importer, rep: User, other_rep: User
) -> None:
    importing("deals", "id,name,owner\n1,Mine,Camille Roux\n")
    report = importing("deals", "id,name\n1,Stolen\n", by=other_rep)
    assert report.errors[0]["reason"] == "This external id cannot be used."
    importing("prospects", "id,name,owner\nP,Acme,Camille Roux\n")
    report = importing("prospects", "id,name\nP,Stolen\n", by=other_rep)
    assert report.errors[0]["reason"] == "This external id cannot be used."
    assert Deal.objects.get().name == "Mine"
    assert Prospect.objects.get().name == "Acme"


def test_rep_adds_no_list_value(importing: Importer, rep: User) -> None:
    report = importing("prospects", "name,source,owner\nA,New,Camille Roux\n", by=rep)
    assert report.rejected == 1
    assert not Source.objects.filter(name="New").exists()


@pytest.mark.parametrize(
    "kind", ["users", "teams", "memberships", "products", "stages"]
)
def test_what_belongs_to_administrators_is_theirs(
    importing: Importer, rep: User, kind: str
) -> None:
    with pytest.raises(Unreadable, match="administrator"):
        importing(kind, "name\nx\n", by=rep)


# -- the command -----------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "prospects.csv"
    path.write_text("Company,Industry\nAcme,Food\nAcme,Food\n,Food\n")
    return path


@pytest.mark.usefixtures("frozen")
def test_command_prints_the_report(
    db: None, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_data", "prospects", str(file))
    report = json.loads(capsys.readouterr().out)
    assert [
        report[name] for name in ("read", "created", "updated", "skipped", "rejected")
    ] == [
        3,
        1,
        0,
        1,
        1,
    ]
    assert report["errors"] == [
        {
            "line": 4,
            "column": "Company",
            "value": "",
            "reason": "This field is required.",
        }
    ]
    assert Sector.objects.filter(name="Food").exists()
    assert ImportRun.objects.get().file_name == "prospects.csv"


@pytest.mark.parametrize(
    "arguments",
    [
        ["prospects", "missing.csv"],
        ["unicorns", "{file}"],
        ["prospects"],
        [],
        ["prospects", "{file}", "--mapping", "missing.json"],
        ["prospects", "{file}", "--mapping", "{file}"],
        ["--fields", "unicorns"],
    ],
)
def test_command_ends_with_2_when_nothing_can_be_read(
    db: None, file: Path, arguments: list[str]
) -> None:
    with pytest.raises(CommandError) as error:
        call_command("import_data", *[part.format(file=file) for part in arguments])
    assert error.value.returncode == 2
    assert not Prospect.objects.exists()


def test_fields_are_listed(db: None) -> None:
    listed = call_command("import_data", fields="deals")
    assert "external_id" in listed
    assert "closed_at" in listed


def test_handbook_is_current() -> None:
    """Run ``manage.py import_data --handbook > docs/import.md`` after changing a field."""
    assert DOCS.read_text() == handbook.text()


# -- kinds from elsewhere ----------------------------------------------------------------------


class Slogans(Kind):
    name = "slogans"
    matched_by = "nothing"
    fields = (
        Field("words", "words", required=True),
        Field("by", "author", finds="people"),
    )
    said: list[str] = []

    def create(self, rows: Sequence[Checked]) -> Sequence[Model]:
        self.said += [row.values["words"] for row in rows]
        return []


@pytest.fixture
def slogans() -> Iterator[type[Slogans]]:
    registry.register(Slogans)
    yield Slogans
    registry.unregister("slogans")


def test_another_application_registers_a_kind(
    importing: Importer, slogans: type[Slogans], rep: User
) -> None:
    slogans.said.clear()
    report = importing("slogans", "words,author\nSell,Camille Roux\nBuy,Nobody\n")
    assert (report.created, report.rejected) == (1, 1)
    assert slogans.said == ["Sell"]
    assert "slogans" not in handbook.text()
