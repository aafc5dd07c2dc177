"""Figure pages show the tiles that were chosen: in their order, at their rhythm, looked over twice a year."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from crm.models import Team, User
from kpis.tiles import choosing, chosen, presets
from kpis.tiles.chosen import Whose
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]
PAGE = "/figures/choose/"


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    caches["local"].clear()
    yield
    caches["local"].clear()


def send(client: Client, act: str, **fields: Any) -> Any:
    return client.post(PAGE, {"act": act, **fields})


def tiles(user: User) -> list[str]:
    return list(chosen.of_person(user).keys)


def start(user: User, *keys: str) -> None:
    choosing.choose(whose=Whose(owner=user), by=user, now=NOW, tiles=keys)


def labels(text: str) -> list[str]:
    """The names of the tiles of a page, in their order."""
    found = text.split('<div class="tile-head">')[1:]
    return [part.split("<h2>", 1)[1].split("</h2>", 1)[0] for part in found]


def test_my_figures_shows_the_chosen_tiles_in_their_order(
    rep: User, client_of: SignIn
) -> None:
    client = client_of(rep)
    start(rep, "demos", "revenue")

    text = client.get("/figures/").content.decode()
    assert labels(text) == ["Demos held", "Revenue, excl. tax"]
    looked = client.get("/figures/", {"preset": "growth"}).content.decode()
    assert "New customers" in labels(looked)
    assert tiles(rep) == ["demos", "revenue"]


def test_the_team_page_shows_the_team_s_tiles(
    manager: User, admin: User, north: Team, client_of: SignIn
) -> None:
    choosing.choose(whose=Whose(team=north), by=manager, now=NOW, tiles=["demos"])

    assert labels(client_of(manager).get("/figures/team/").content.decode()) == [
        "Demos held"
    ]
    company = client_of(admin).get("/figures/team/").content.decode()
    assert "Open deals" not in labels(company)
    assert len(labels(company)) == len(presets.PRESETS["manager"])


def test_the_tiles_rhythm_is_the_period_shown_first(
    rep: User, client_of: SignIn
) -> None:
    client = client_of(rep)
    choosing.choose(
        whose=Whose(owner=rep), by=rep, now=NOW, tiles=["demos"], rhythm="quarter"
    )

    text = client.get("/figures/").content.decode()
    assert "1 Oct" in text
    # A link of the page says the quarter; one who asks for the month gets it.
    assert f"{reverse('kpis:explain', args=['demos'])}?period=quarter" in text
    month = client.get("/figures/", {"period": "month"}).content.decode()
    assert "November" in month
    assert f"{reverse('kpis:explain', args=['demos'])}?period=month" in month


def test_after_six_months_the_page_asks_and_keep_is_enough(
    rep: User, teammate: User, manager: User, client_of: SignIn
) -> None:
    start(rep, "demos")
    with time_machine.travel(NOW + timedelta(days=190), tick=False):
        client = client_of(rep)
        assert "Still the right figures?" in client.get("/figures/").content.decode()
        other = client_of(manager).get("/figures/", {"rep": rep.pk}).content.decode()
        assert "Still the right figures?" not in other
        answer = send(client, "keep", next="/figures/")
        assert answer["Location"] == "/figures/"
        caches["local"].clear()
        text = client.get("/figures/").content.decode()
    assert "Still the right figures?" not in text
    assert tiles(rep) == ["demos"]


def test_a_figure_without_a_target_is_a_metric(
    rep: User, manager: User, north: Team, client_of: SignIn
) -> None:
    start(rep, "demos", "attainment", "customers")
    mine = client_of(rep).get("/figures/").content.decode()
    # Attainment speaks of targets itself.
    assert mine.count("Metric, no target") == 2
    assert "Set a target" not in mine

    seen = client_of(manager).get("/figures/", {"rep": rep.pk}).content.decode()
    assert "/targets/?kpi=demos&amp;on=2026-11-01" in seen
    assert "/targets/?kpi=attainment" not in seen
    narrowed = client_of(rep).get("/figures/", {"where": "source:none"})
    assert "Metric, no target" not in narrowed.content.decode()


def test_the_link_to_a_target_leads_to_its_form_filled_in(
    manager: User, north: Team, client_of: SignIn
) -> None:
    choosing.choose(whose=Whose(team=north), by=manager, now=NOW, tiles=["demos"])
    client = client_of(manager)

    text = client.get("/figures/team/", {"period": "quarter"}).content.decode()
    url = text.split('href="/targets/?', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    assert url == f"kpi=demos&on=2026-10-01&span=quarter&team={north.pk}"
    form = client.get(f"/targets/?{url}").content.decode()
    assert '<option value="demos" selected>' in form
    assert '<option value="quarter" selected>' in form


def test_words_of_customers_stand_beside_the_figures_that_count_them(
    rep: User, client_of: SignIn
) -> None:
    client = client_of(rep)
    customer = factories.prospect(owner=rep, name="Durand SARL")
    factories.complaint(by=rep, prospect=customer, verbatim="The rack came broken.")
    start(rep, "demos")
    assert "In customers" not in client.get("/figures/").content.decode()

    start(rep, "demos", "complaints")
    caches["local"].clear()

    text = client.get("/figures/").content.decode()
    assert "The rack came broken." in text
    assert "Durand SARL" in text
