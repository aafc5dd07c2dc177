"""CSV of any table: the same figures, numbers as numbers, text that runs nothing."""

import csv
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from crm.models import Source, User
from kpis import snapshots
from kpis.catalogue import KPIS
from tests import factories
from tests.factories import NOW, paris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]


def table(client: Client, name: str, *args: Any, **query: Any) -> list[list[str]]:
    answer = client.get(reverse(f"kpis:{name}", args=args), query)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(text.splitlines()))


@pytest.fixture
def sold(rep: User) -> None:
    source = Source.objects.create(name="=cmd()")
    prospect = factories.prospect(
        owner=rep, source=source, at=paris(2026, 10, 1), name="-1+1"
    )
    factories.won_deal(
        owner=rep, at=paris(2026, 11, 3), amount=123_456, name="-1+1", prospect=prospect
    )
    snapshots.drain(now=NOW)


@pytest.mark.usefixtures("sold")
def test_rows_behind_a_figure(rep: User, client_of: SignIn) -> None:
    rows = table(client_of(rep), "rows-csv", "revenue")

    assert rows[1][0] == "2026-11-03"
    assert rows[1][1] == "'-1+1"
    assert rows[1][4] == "'=cmd()"
    assert rows[1][5] == "1234.56"


@pytest.mark.usefixtures("sold")
def test_a_split_totals_the_figure(manager: User, client_of: SignIn) -> None:
    rows = table(client_of(manager), "split-csv", "revenue", by="rep")

    assert rows[1][:2] == ["Camille Roux", "1234.56"]
    assert rows[-1][:2] == ["Total", "1234.56"]


@pytest.mark.usefixtures("sold")
def test_people_against_figures(manager: User, client_of: SignIn) -> None:
    rows = table(client_of(manager), "team-csv")

    assert rows[1][:2] == ["Camille Roux", "1234.56"]
    assert rows[-1][0] == "Total"


@pytest.mark.usefixtures("sold")
def test_a_board_holds_no_more_than_its_page(
    rep: User, teammate: User, client_of: SignIn
) -> None:
    rows = table(client_of(rep), "ranking-csv")

    assert [row[1] for row in rows[1:]] == ["Camille Roux"]


def test_the_catalogue(manager: User, client_of: SignIn) -> None:
    assert len(table(client_of(manager), "catalogue-csv")) == len(KPIS) + 1
    assert len(table(client_of(manager), "catalogue-csv", q="win rate")) >= 2


def test_the_catalogue_is_searched_by_synonym_key_and_without_accents(
    rep: User, client_of: SignIn
) -> None:
    client = client_of(rep)
    for words in ("turnover", "deals_won", "closing rate"):
        found = client.get(reverse("kpis:catalogue"), {"q": words}).content.decode()
        assert "No figure matches" not in found, words
    found = client.get(reverse("kpis:catalogue"), {"q": "zebra"}).content.decode()
    assert "No figure matches" in found
