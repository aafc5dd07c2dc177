"""What is empty stands at the same end whichever database orders it: SQLite and PostgreSQL differ."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from crm.filters.deals import DEALS
from crm.filters.prospects import PROSPECTS
from crm.models import Deal, Prospect, Region, Sector, Source, Team, User
from crm.services import people
from kpis.plans.writing import Wanted, end_plan, open_plan
from kpis.subjects import Subject
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]
#: Sorts of a column that may be empty.
EMPTY = {
    "prospects": ("source", "region", "sector", "contacted", "converted", "next"),
    "deals": ("source", "product", "won", "next", "amount", "close"),
}


def places(client: Client, url: str, *names: str) -> list[str]:
    """The names in the order in which the page says them first."""
    answer = client.get(url)
    assert answer.status_code == 200, url
    page = answer.content.decode()
    return sorted(names, key=page.index)


@pytest.fixture
def prospects(rep: User) -> None:
    """Aardvark with everything, Beaver and Civet with nothing."""
    lists = {
        "source": Source.objects.create(name="Web"),
        "region": Region.objects.create(name="Nord"),
        "sector": Sector.objects.create(name="Retail"),
    }
    full = factories.prospect(owner=rep, name="Beaver", **lists)
    for name in ("Aardvark", "Civet"):
        factories.prospect(owner=rep, name=name)
    Prospect.objects.filter(pk=full.pk).update(
        contacted_at=NOW, converted_at=NOW, next_step_on=date(2026, 11, 23)
    )


@pytest.fixture
def sold(rep: User) -> None:
    product, source = factories.product(), Source.objects.create(name="Web")
    full = factories.deal(
        owner=rep, name="Beaver", amount=5_000, source=source, in_stage="Proposal"
    )
    for name in ("Aardvark", "Civet"):
        factories.deal(owner=rep, name=name, amount=None)
    Deal.objects.filter(pk=full.pk).update(
        main_product=product,
        next_step_on=date(2026, 11, 23),
        expected_close_on=date(2026, 11, 23),
    )


@pytest.mark.usefixtures("prospects")
def test_an_empty_cell_is_last_both_ways_among_prospects(
    rep: User, client_of: SignIn
) -> None:
    client, url = client_of(rep), reverse("crm:prospects")
    for sort in (way + key for key in PROSPECTS.sorts for way in ("", "-")):
        found = places(client, f"{url}?sort={sort}", "Aardvark", "Beaver", "Civet")
        if sort.removeprefix("-") in EMPTY["prospects"]:
            assert found[0] == "Beaver", sort


@pytest.mark.usefixtures("sold")
def test_an_empty_cell_is_last_both_ways_among_deals(
    rep: User, client_of: SignIn
) -> None:
    client, url = client_of(rep), reverse("crm:pipeline") + "?view=list"
    for sort in (way + key for key in DEALS.sorts for way in ("", "-")):
        found = places(client, f"{url}&sort={sort}", "Aardvark", "Beaver", "Civet")
        if sort.removeprefix("-") in set(EMPTY["deals"]) - {"won"}:
            assert found[0] == "Beaver", sort


def test_plans_under_way_come_first_then_the_last_that_ended(
    rep: User, manager: User, client_of: SignIn
) -> None:
    """On the first of many pages: what is over stands behind all that is not."""
    for number in range(52):
        over = open_plan(
            wanted=_plan(f"Over {number:02d}", rep, manager, due=30),
            by=manager,
            now=NOW,
        )
        ended = NOW + timedelta(minutes=number)
        end_plan(plan=over, done=True, outcome="", by=manager, now=ended)
    for name, due in (("Soon", 27), ("Sooner", 24)):
        open_plan(wanted=_plan(name, rep, manager, due=due), by=manager, now=NOW)
    client, url = client_of(manager), reverse("kpis:plans")

    told = places(client, url, "Soon<", "Sooner", "Over 51", "Over 50", "Over 04")

    assert told == ["Sooner", "Soon<", "Over 51", "Over 50", "Over 04"]
    assert "Over 03" not in client.get(url).content.decode()
    assert places(client, f"{url}?page=2", "Over 03", "Over 00") == [
        "Over 03",
        "Over 00",
    ]


def _plan(title: str, rep: User, owner: User, *, due: int) -> Wanted:
    return Wanted(
        title,
        "calls_made_all",
        Subject(rep=rep.pk),
        owner.pk,
        date(2026, 11, 20),
        date(2026, 11, due),
    )


def test_since_always_is_the_first_team_somebody_was_in(
    rep: User, admin: User, north: Team, south: Team, client_of: SignIn
) -> None:
    people.join_team(user=rep, team=south, by=admin, now=NOW, from_on=date(2026, 10, 1))
    url: Any = reverse("crm:setup-person", args=[rep.pk])

    assert places(client_of(admin), url, "<dt>North", "<dt>South") == [
        "<dt>South",
        "<dt>North",
    ]
