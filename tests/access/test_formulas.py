"""What somebody called a record is never run by the spreadsheet of who takes it away."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from openpyxl import load_workbook

from crm.models import Source, User
from crm.services.exports import MAKERS
from crm.writers.delimited import DANGEROUS
from kpis import snapshots
from kpis.commenting import say
from kpis.periods import between
from kpis.plans import writing
from kpis.subjects import Subject
from kpis.team import coaching
from tests import factories
from tests.access.test_steering_canaries import AS_ASKED
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
TODAY = NOW.date()
FORMULA = "cmd|' /C calc'!A0"


@pytest.fixture
def armed(rep: User, manager: User, north: Any) -> None:
    """Every name and word a person types begins like a formula."""
    for number, sign in enumerate(DANGEROUS):
        text = f"{sign}{FORMULA}{number}"
        source = Source.objects.create(name=text)
        prospect = factories.prospect(
            owner=rep, name=text, at=NOW - timedelta(days=9), source=source, city=text
        )
        sold = {"owner": rep, "prospect": prospect, "name": text}
        factories.won_deal(**sold, opened_at=NOW - timedelta(days=3), at=NOW)
        factories.deal(**sold, at=NOW, expected_close_on=TODAY)
        factories.activity(rep=rep, prospect=prospect, at=NOW, subject=text, note=text)
        factories.complaint(by=rep, prospect=prospect, verbatim=text, at=NOW)
        coaching.write_note(person=rep, by=manager, now=NOW, text=text)
        about = Subject(rep=rep.pk)
        said = {"kpi": "revenue", "subject": about, "period": between(TODAY, TODAY)}
        say(**said, text=text, proposal=True, by=rep, now=NOW)
        plan = writing.Wanted(text, "revenue", about, rep.pk, TODAY, TODAY)
        writing.open_plan(wanted=plan, by=manager, now=NOW)
    User.objects.filter(pk=rep.pk).update(full_name=f"={FORMULA}")
    type(north).objects.filter(pk=north.pk).update(name=f"+{FORMULA}")
    snapshots.build(now=NOW)


def files(rep: User) -> Iterator[str]:
    asked = AS_ASKED | {
        "one-to-one": f"key={rep.pk}",
        "explain": "key=revenue&by=source",
    }
    asked.pop("month")
    for source in MAKERS:
        kind, _colon, name = source.partition(":")
        route = "crm:take" if kind == "list" else "kpis:export"
        if name != "month":
            yield f"{reverse(route, args=[name])}?{asked.get(name, '')}&period=month"
    for name in ("prospects", "deals", "activities", "voice"):
        yield f"{reverse(f'crm:{name}-csv')}?"
    for name in ("team", "ranking", "targets", "catalogue"):
        yield f"{reverse(f'kpis:{name}-csv')}?"
    for name in ("rows", "split"):
        yield f"{reverse(f'kpis:{name}-csv', args=['revenue'])}?by=source"


def cells(answer: Any) -> Iterator[str]:
    content = answer.getvalue()
    texts = [content]
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            texts = [archive.read(name) for name in archive.namelist()]
    for text in texts:
        for row in csv.reader(io.StringIO(text.decode("utf-8-sig"), newline="")):
            yield from row


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


@pytest.mark.usefixtures("armed")
def test_no_csv_holds_a_formula(rep: User, admin: User, client_of: Any) -> None:
    client, armed_cells = client_of(admin), 0
    for url in files(rep):
        answer = client.get(url)
        assert answer.status_code == 200, url
        for cell in cells(answer):
            assert not cell.startswith(DANGEROUS) or is_number(cell), (url, cell)
            armed_cells += cell.startswith("'") and FORMULA in cell
        cache.clear()
    # Names and words were in them: there was something to disarm.
    assert armed_cells > 10 * len(DANGEROUS)


@pytest.mark.usefixtures("armed")
def test_no_workbook_holds_a_formula(rep: User, admin: User, client_of: Any) -> None:
    client, told = client_of(admin), 0
    for url in files(rep):
        answer = client.get(f"{url}&format=xlsx")
        if answer.getvalue()[:2] != b"PK":
            continue
        book = load_workbook(io.BytesIO(answer.getvalue()))
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                assert [cell for cell in row if cell.data_type == "f"] == [], url
                told += sum(FORMULA in str(cell.value) for cell in row)
        cache.clear()
    assert told > 10 * len(DANGEROUS)
