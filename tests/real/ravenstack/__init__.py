"""RavenStack: subscriptions, departures and tickets of a made-up seller, read by mapping files only."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import time_machine

from crm.services.people import edit_organisation
from kpis import tasks
from tests.real.conftest import command, data_folder

MAPPINGS = Path(__file__).parent
#: An instant after everything in the files, and no longer fresh.
READ_AT = datetime(2025, 3, 3, 9, 0, tzinfo=ZoneInfo("Europe/Paris"))
TABLES = ("accounts", "subscriptions", "churn_events", "support_tickets")
#: (kind, table, mapping), in the order they build on each other.
FILES = (
    ("products", "accounts", "products"),
    ("prospects", "accounts", "prospects"),
    ("subscriptions", "subscriptions", "subscriptions"),
    ("departures", "churn_events", "departures"),
    ("complaints", "support_tickets", "complaints"),
    ("nps", "support_tickets", "answers"),
)


def loaded(tables: dict[str, Path]) -> Iterator[dict[str, dict[str, Any]]]:
    """The files imported one after the other, snapshots built; {mapping: report}."""
    with time_machine.travel(READ_AT, tick=False):
        edit_organisation(by=None, now=READ_AT, base_currency="USD")
        reports = {
            mapping: command(
                "import_data",
                kind,
                str(tables[table]),
                "--mapping",
                str(MAPPINGS / f"{mapping}.json"),
            )
            for kind, table, mapping in FILES
        }
        tasks.build.apply().get()
        yield reports


def plain_tables() -> dict[str, Path]:
    """{table: its file}, as it was published."""
    folder = data_folder("ravenstack_saas")
    return {name: folder / f"ravenstack_{name}.csv" for name in TABLES}


def spreadsheet_tables() -> dict[str, Path]:
    """The same through a spreadsheet: a byte-order mark, the day first, one table renamed."""
    folder = data_folder("ravenstack_saas") / "variants"
    names = {name: name for name in TABLES} | {"support_tickets": "supports_ticket"}
    return {
        name: folder / f"ravenstack_{file}_bom_dmy.csv" for name, file in names.items()
    }


def reference_figures() -> dict[str, Any]:
    folder = data_folder("ravenstack_saas")
    figures: dict[str, Any] = json.loads((folder / "reference.json").read_text())
    return figures


def told(reference: dict[str, Any], part: str, name: str) -> dict[str, Any]:
    """{month: figure} of the reference."""
    rows = reference[part] if part == "mrr_by_month" else reference[part]["by_month"]
    return {month: row[name] for month, row in rows.items()}


def cents(amounts: dict[str, int]) -> dict[str, int]:
    """Dollars in minor units."""
    return {month: amount * 100 for month, amount in amounts.items()}
