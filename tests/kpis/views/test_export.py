"""Every page of figures as a file: what it holds is what the page shows, within the same rights."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from crm.models import User
from kpis import snapshots
from kpis.catalogue import KPIS
from kpis.views.parts.exported import EXPORTS
from tests import factories
from tests.factories import NOW, paris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]
PAGES = ("team", "my-figures", "rankings", "catalogue", "summary", "noticed")


def ask(client: Client, name: str, form: str, **query: Any) -> Any:
    url = reverse("kpis:export", args=[name])
    return client.get(url, {"format": form, **query})


def sheets(answer: Any) -> list[list[tuple[Any, ...]]]:
    assert answer.status_code == 200
    book = load_workbook(io.BytesIO(answer.content))
    return [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]


@pytest.fixture
def sold(rep: User, teammate: User) -> None:
    factories.won_deal(owner=rep, at=paris(2026, 11, 3), amount=123_456, name="=1+1")
    factories.won_deal(owner=teammate, at=paris(2026, 11, 4), amount=100_000)
    snapshots.drain(now=NOW)


@pytest.mark.usefixtures("sold")
def test_the_team_as_a_workbook(manager: User, client_of: SignIn) -> None:
    tiles, people = sheets(ask(client_of(manager), "team", "xlsx"))

    assert tiles[0][1] == str(KPIS["revenue"].label)
    assert tiles[1][1] == 2234.56
    assert people[1][:2] == ("Camille Roux", 1234.56)
    assert ("Total", 2234.56) in [row[:2] for row in people]


@pytest.mark.usefixtures("sold")
def test_a_rep_takes_away_own_figures_only(rep: User, client_of: SignIn) -> None:
    client = client_of(rep)

    [tiles] = sheets(ask(client, "my-figures", "xlsx"))
    assert tiles[1][1] == 1234.56
    assert ask(client, "team", "xlsx").status_code == 403


@pytest.mark.usefixtures("sold")
def test_the_rows_behind_a_figure_as_a_document(rep: User, client_of: SignIn) -> None:
    answer = ask(client_of(rep), "rows", "pdf", key="revenue")

    text = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert answer["Content-Type"] == "application/pdf"
    assert "1,234.56" in text
    assert "1,000.00" not in text


@pytest.mark.usefixtures("sold")
def test_a_split_totals_the_figure(manager: User, client_of: SignIn) -> None:
    [rows] = sheets(ask(client_of(manager), "explain", "xlsx", key="revenue", by="rep"))

    total = next(row for row in rows if row[0] == "Total")
    assert total[1] == 2234.56


def test_each_page_is_written_in_each_format(
    manager: User, rep: User, client_of: SignIn
) -> None:
    client = client_of(manager)
    #: Pages about something else than a figure.
    about = {"one-to-one": rep.pk}
    beginning = {"csv": (b"\xef\xbb\xbf", b"PK"), "xlsx": (b"PK",), "pdf": (b"%PDF",)}

    for name in (*PAGES, "explain", "rows", "correlation", "quality", "review"):
        assert name in EXPORTS
        for form, starts in beginning.items():
            answer = ask(client, name, form, key=about.get(name, "revenue"))
            content = answer.content
            assert answer.status_code == 200, (name, form)
            assert content.startswith(starts), (name, form, content[:20])


def test_what_nobody_declared_is_not_found(rep: User, client_of: SignIn) -> None:
    client = client_of(rep)

    assert ask(client, "nothing", "csv").status_code == 404
    assert ask(client, "my-figures", "docx").status_code == 404
    assert ask(client, "rows", "csv", key="nothing").status_code == 404
    assert client.put(reverse("kpis:export", args=["team"])).status_code == 405
    assert client.post(reverse("kpis:export", args=["team"])).status_code == 403


def test_every_page_offers_its_file(manager: User, client_of: SignIn) -> None:
    client = client_of(manager)
    for page in PAGES:
        answer = client.get(reverse(f"kpis:{page}"), {"period": "quarter"})
        url = reverse("kpis:export", args=[page])
        assert f'{url}?period=quarter&amp;format=xlsx"' in answer.content.decode(), page
