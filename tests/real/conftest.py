"""Real data nobody here wrote, with reference figures computed apart from the application."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command
from django.db import transaction

from crm.foundation import lay_foundation
from crm.services.people import edit_organisation
from kpis import tasks

HERE = Path(__file__).parent
REPOSITORY = HERE.parent.parent
#: An instant after everything in the files.
READ_AT = datetime(2018, 1, 2, 9, 0, tzinfo=ZoneInfo("Europe/Paris"))
YEAR = {"from": "2017-01-01", "to": "2017-12-31"}
FILES = (
    ("teams", "sales_teams.csv", "teams.json"),
    ("users", "sales_teams.csv", "managers.json"),
    ("users", "sales_teams.csv", "reps.json"),
    ("products", "products.csv", "products.json"),
    ("prospects", "accounts.csv", "prospects.json"),
)


def data_folder(name: str) -> Path:
    """The folder of a data set; the test is skipped, and says why, when it is not there."""
    shared = (
        os.environ.get("BOUSSOLE_SHARED_DATA") or REPOSITORY.parent / "shared" / "data"
    )
    folder = Path(shared) / name
    if not folder.is_dir():
        pytest.skip(
            f"no {name} data: set BOUSSOLE_SHARED_DATA to the folder that holds it"
        )
    return folder


def command(name: str, *args: str) -> Any:
    """The JSON a management command prints for these words of a command line."""
    out = StringIO()
    call_command(name, *args, stdout=out)
    return json.loads(out.getvalue())


def read(kind: str, path: Path, mapping: str) -> dict[str, Any]:
    """Import one file as an operator would; the report it prints."""
    report: dict[str, Any] = command(
        "import_data", kind, str(path), "--mapping", str(HERE / "maven" / mapping)
    )
    return report


@pytest.fixture(scope="module")
def held(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """One transaction for a whole module, rolled back at its end: real data is read once."""
    with django_db_blocker.unblock(), transaction.atomic():
        # A flush by an earlier test may have taken the first rows along.
        lay_foundation(apps)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def reference() -> dict[str, Any]:
    return json.loads((data_folder("maven_crm") / "reference.json").read_text())


def imported(deals: Path, mapping: str) -> Iterator[dict[str, dict[str, Any]]]:
    folder = data_folder("maven_crm")
    with time_machine.travel(READ_AT, tick=False):
        edit_organisation(by=None, now=READ_AT, base_currency="USD")
        reports = {name: read(kind, folder / file, name) for kind, file, name in FILES}
        reports["deals.json"] = read("deals", deals, mapping)
        tasks.build.apply().get()
        yield reports


@pytest.fixture(autouse=True)
def _same_day() -> Iterator[None]:
    with time_machine.travel(READ_AT, tick=False):
        yield


def figure(
    key: str, *, first: str = YEAR["from"], last: str = YEAR["to"], **asked: str
) -> Any:
    """A KPI by the command, for 2017 unless said otherwise."""
    words = [word for name, value in asked.items() for word in (f"--{name}", value)]
    return command("kpi", key, "--from", first, "--to", last, *words)


def by(key: str, split: str, **options: str) -> dict[str, dict[str, Any]]:
    """{label: row} of a split KPI."""
    answer = figure(key, by=split, **options)
    return {row["labels"][split]: row for row in answer["rows"]}


def cents(amount: float | int) -> str:
    """A reference amount as the application writes money."""
    return str(Decimal(str(amount)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))
