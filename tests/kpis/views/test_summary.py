"""The summary: key figures, what waits, for each reader; its addresses and questions, with data quality's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from crm.models import (
    Deal,
    Team,
    User,
)
from kpis import snapshots
from kpis.tiles import choosing
from kpis.tiles.chosen import Whose
from kpis.views import summary
from tests import factories
from tests.factories import NOW, paris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]
SUMMARY, QUALITY = "/figures/summary/", "/figures/quality/"


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    caches["local"].clear()
    yield
    caches["local"].clear()


def read(client: Client, address: str, **query: Any) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def things(text: str) -> list[tuple[str, str]]:
    """[(count, address)] of what waits; "" where nothing does."""
    found = []
    for part in text.split('class="summary-things"', 1)[1].split("<li>")[1:]:
        url = part.split('href="', 1)[1].split('"', 1)[0].replace("&amp;", "&")
        count = part.split('<b class="figure">', 1)[1:] or ["<"]
        found.append((count[0].split("<", 1)[0], url))
    return found


def test_a_summary_holds_six_figures_at_least_and_eight_at_most(
    rep: User, client_of: SignIn
) -> None:
    client = client_of(rep)
    assert read(client, SUMMARY).count("<article") == summary.LEAST
    choosing.choose(whose=Whose(owner=rep), by=rep, now=NOW, tiles=["nps", "demos"])

    text = read(client, SUMMARY)

    assert text.count("<article") == summary.LEAST
    assert text.index("Net Promoter Score") < text.index("Revenue, excl. tax")


def test_each_reader_sums_up_their_own(
    rep: User,
    teammate: User,
    other_rep: User,
    manager: User,
    admin: User,
    client_of: SignIn,
) -> None:
    for who, amount in ((rep, 100_000), (teammate, 20_000), (other_rep, 3_000)):
        factories.won_deal(owner=who, at=paris(2026, 11, 3), amount=amount)
    snapshots.drain(now=NOW)

    assert "€1,000" in read(client_of(rep), SUMMARY)
    assert "€1,200" in read(client_of(manager), SUMMARY)
    assert "€1,230" in read(client_of(admin), SUMMARY)


def test_what_waits_is_counted_as_its_list_holds_it(
    rep: User, teammate: User, other_rep: User, manager: User, client_of: SignIn
) -> None:
    for who in (rep, teammate, other_rep):
        customer = factories.prospect(owner=who, name="Durand SARL")
        factories.complaint(by=who, prospect=customer)
        lying = factories.deal(owner=who, at=NOW - timedelta(days=90), name="Old rack")
        Deal.objects.filter(pk=lying.pk).update(prospect=None)
        factories.deal(owner=who, name="New rack")

    for user, count in ((rep, "1"), (manager, "2")):
        client = client_of(user)
        found = things(read(client, SUMMARY))
        assert [n for n, _url in found] == [count] * 3
        for _n, url in found:
            listed = client.get(url).content.decode()
            assert f"–{count} of {count}" in listed, url


def test_nothing_waits_is_said(rep: User, client_of: SignIn) -> None:
    text = read(client_of(rep), SUMMARY)

    assert [n for n, _url in things(text)] == ["", "", ""]
    assert "No complaint awaits an answer." in text


@pytest.mark.parametrize("address", [SUMMARY, QUALITY, "/figures/choose/"])
def test_a_page_served_again_asks_little(
    address: str, rep: User, client_of: SignIn
) -> None:
    client = client_of(rep)
    factories.won_deal(owner=rep)
    snapshots.drain(now=NOW)
    read(client, address)

    with CaptureQueriesContext(connection) as queries:
        read(client, address)

    assert len(queries) <= 8


def test_outside_the_scope_is_a_missing_page(
    rep: User, teammate: User, north: Team, client_of: SignIn
) -> None:
    client = client_of(rep)
    for address in (SUMMARY, QUALITY):
        answers = [
            client.get(address, query)
            for query in (
                {"rep": teammate.pk},
                {"rep": 987_654},
                {"team": north.pk},
                {"team": 987_654},
            )
        ]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.content for answer in answers}) == 1


def test_the_number_of_questions_does_not_grow_with_rows(
    rep: User, client_of: SignIn
) -> None:
    client = client_of(rep)

    def asked(address: str) -> int:
        caches["local"].clear()
        with CaptureQueriesContext(connection) as queries:
            read(client, address)
        return len(queries)

    def some(count: int) -> None:
        for _each in range(count):
            customer = factories.prospect(owner=rep)
            factories.deal(owner=rep, prospect=customer, amount=None)
            factories.activity(rep=rep, prospect=customer, kind="call")
            factories.complaint(by=rep, prospect=customer)
        snapshots.drain(now=NOW)

    some(2)
    asked(SUMMARY)
    before = [asked(address) for address in (SUMMARY, QUALITY)]
    some(6)

    assert [asked(address) for address in (SUMMARY, QUALITY)] == before
