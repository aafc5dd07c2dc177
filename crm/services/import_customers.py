"""A file of deals that names customers nobody entered yet: they are made from it, first."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Any

from django.db.models import Min

from crm.announce import announce_many, as_it_is
from crm.importing.fields import split_path
from crm.importing.kinds.deals import Deals
from crm.importing.mapping import Mapping
from crm.importing.parse import read_table
from crm.importing.run import import_file
from crm.models import Prospect, ProspectStep, User

#: Field of a deal -> field of its customer.
TAKEN = {"prospect": "name", "owner": "owner", "source": "source"}


def make_customers(
    mapping: dict[str, Any], *, data: bytes, file_name: str, by: User, now: datetime
) -> int:
    """Import the customers a file of deals names and that are not there; how many were made.

    The first line that names a customer gives its owner and source. Inside the caller's transaction.
    """
    read = Mapping.of(mapping)
    table = read_table(data, encoding=read.encoding, delimiter=read.delimiter)
    places = _places(read, table.headers)
    if "name" not in places:
        return 0
    text = _unique(table, places)
    report = import_file(
        kind="prospects",
        data=text.encode(),
        file_name=file_name,
        by=by,
        now=now,
        mapping=Mapping.of({"values": _renamed(mapping)}),
        on_match="skip",
        keep=False,
    )
    return report.created


def detected_with_first_deal(*, now: datetime) -> None:
    """Customers just made were known when their first deal was opened: they are dated so."""
    made = Prospect.objects.filter(created_at=now, deals__isnull=False)
    firsts = dict(
        made.annotate(first=Min("deals__opened_at")).values_list("pk", "first")
    )
    steps = ProspectStep.objects.of("detected").filter(prospect__in=firsts)
    before, after = [], []
    for step in steps.select_related("prospect"):
        first = firsts[step.prospect_id]
        if first >= step.at:
            continue
        before.append(as_it_is(step))
        step.at = step.prospect.detected_at = first
        after.append(step)
    ProspectStep.objects.bulk_update(after, ["at"], batch_size=500)
    rows = [step.prospect for step in after]
    Prospect.objects.bulk_update(rows, ["detected_at"], batch_size=500)
    announce_many([*before, *after])


def _places(mapping: Mapping, headers: list[str]) -> dict[str, int]:
    """Field of a customer -> place of its column."""
    found = {}
    for header, path in mapping.columns.items():
        known = split_path(path, Deals.fields)
        if known and known[0].path in TAKEN and header in headers:
            found[TAKEN[known[0].path]] = headers.index(header)
    return found


def _unique(table: Any, places: dict[str, int]) -> str:
    """The customers as CSV, each once, by its first line."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(places)
    seen = set()
    for line in table.lines():
        name = str(line.cells[places["name"]]).strip() if not line.problem else ""
        if name and name.casefold() not in seen:
            seen.add(name.casefold())
            writer.writerow([line.cells[index] for index in places.values()])
    return out.getvalue()


def _renamed(mapping: dict[str, Any]) -> dict[str, dict[str, str]]:
    values = mapping.get("values", {})
    return {TAKEN[path]: values[path] for path in TAKEN if path in values}
