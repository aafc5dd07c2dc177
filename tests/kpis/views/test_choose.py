"""The page where tiles are chosen: each button, the swap question, whose it is, and what pages then show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from crm.models import Team, User, WayBack
from kpis import chosen, presets
from kpis.chosen import Whose
from kpis.models import Dashboard, RetiredKpi, TileOpened
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]
HTMX = {"HX-Request": "true"}
PAGE = "/figures/choose/"
EIGHT = [
    *("revenue", "deals_won", "win_rate", "demos"),
    *("calls_made", "emails_sent", "opps_created", "sales_cycle"),
]


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
    chosen.choose(whose=Whose(owner=user), by=user, now=NOW, tiles=keys)


def test_a_tile_is_added_moved_and_taken_off(rep: User, client_of: SignIn) -> None:
    client = client_of(rep)
    start(rep, "revenue", "demos")

    send(client, "add", key="nps")
    assert tiles(rep) == ["revenue", "demos", "nps"]
    send(client, "earlier", key="nps")
    assert tiles(rep) == ["revenue", "nps", "demos"]
    send(client, "later", key="revenue")
    assert tiles(rep) == ["nps", "revenue", "demos"]
    answer = send(client, "remove", key="demos")
    assert tiles(rep) == ["nps", "revenue"]
    assert answer.status_code == 303
    assert answer["Location"] == PAGE


def test_a_preset_is_where_one_begins(rep: User, client_of: SignIn) -> None:
    send(client_of(rep), "start", preset="short_cycle")

    assert tiles(rep) == list(presets.PRESETS["short_cycle"])
    assert Dashboard.objects.get().rhythm == "week"


def test_a_full_dashboard_asks_which_one_leaves(rep: User, client_of: SignIn) -> None:
    client = client_of(rep)
    start(rep, *EIGHT)

    answer = send(client, "add", key="nps")
    assert answer["Location"] == f"{PAGE}?swap=nps"
    assert tiles(rep) == EIGHT
    asked = client.get(answer["Location"]).content.decode()
    assert "Which one leaves for Net Promoter Score?" in asked
    assert asked.count('name="out"') == len(EIGHT)
    send(client, "swap", key="nps", out="win_rate")
    assert tiles(rep) == ["nps" if key == "win_rate" else key for key in EIGHT]
    assert "Which one leaves" not in client.get(f"{PAGE}?swap=nps").content.decode()


def test_from_the_page_itself_the_question_is_a_page_to_go_to(
    rep: User, client_of: SignIn
) -> None:
    start(rep, *EIGHT)

    answer = client_of(rep).post(PAGE, {"act": "add", "key": "nps"}, headers=HTMX)

    assert answer["HX-Redirect"] == f"{PAGE}?swap=nps"


def test_each_change_has_its_way_back(rep: User, client_of: SignIn) -> None:
    client = client_of(rep)
    start(rep, "revenue")
    answer = client.post(PAGE, {"act": "add", "key": "demos"}, headers=HTMX)

    back = WayBack.objects.latest("pk")
    url = reverse("crm:undo", args=[back.pk])
    assert url in answer.content.decode()
    assert "facts-moved" in answer["HX-Trigger"]
    client.post(url)
    assert tiles(rep) == ["revenue"]


def test_the_usual_tiles_are_one_button_away(rep: User, client_of: SignIn) -> None:
    client = client_of(rep)
    start(rep, "revenue")
    assert "Go back to the usual tiles" in client.get(PAGE).content.decode()

    send(client, "give_up")

    assert tiles(rep) == list(presets.PRESETS["rep"])
    assert "Go back to the usual tiles" not in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"act": "add", "key": "no_such_key"},
        {"act": "start", "preset": "none"},
        {"act": "rhythm", "rhythm": "day"},
        {"act": "dance"},
        {},
    ],
)
def test_what_does_not_exist_is_404_and_changes_nothing(
    fields: dict[str, str], rep: User, client_of: SignIn
) -> None:
    assert client_of(rep).post(PAGE, fields).status_code == 404
    assert not Dashboard.objects.exists()


def test_a_retired_figure_cannot_be_chosen_and_is_not_offered(
    rep: User, client_of: SignIn
) -> None:
    client = client_of(rep)
    start(rep, "revenue")
    assert '<option value="emails_sent">' in client.get(PAGE).content.decode()
    RetiredKpi.objects.create(key="emails_sent", at=NOW)

    send(client, "add", key="emails_sent")

    assert tiles(rep) == ["revenue"]
    assert '<option value="emails_sent">' not in client.get(PAGE).content.decode()


def test_what_a_figure_hides_is_said_with_a_button(
    rep: User, client_of: SignIn
) -> None:
    client = client_of(rep)
    start(rep, "revenue", "demos")
    assert "Revenue, excl. tax alone hides" in client.get(PAGE).content.decode()

    send(client, "add", key="deals_won")

    assert "Revenue, excl. tax alone hides" not in client.get(PAGE).content.decode()


def test_an_unused_tile_is_pointed_out(rep: User, client_of: SignIn) -> None:
    start(rep, "revenue", "demos")
    with time_machine.travel(NOW + timedelta(days=61), tick=False):
        client = client_of(rep)
        client.post(reverse("kpis:opened", args=["demos"]))
        text = client.get(PAGE).content.decode()

    assert text.count("Not opened for 60 days") == 1


def test_reading_an_explanation_is_noted_by_the_page_and_not_by_reading(
    rep: User, client_of: SignIn
) -> None:
    client = client_of(rep)
    text = client.get(reverse("kpis:explain", args=["demos"])).content.decode()
    assert not TileOpened.objects.exists()

    address = reverse("kpis:opened", args=["demos"])
    assert f'hx-post="{address}"' in text
    assert client.post(address).status_code == 204
    assert TileOpened.objects.get().key == "demos"


# -- a team's ---------------------------------------------------------------------------------


def test_a_manager_chooses_for_the_own_team(
    manager: User, rep: User, north: Team, client_of: SignIn
) -> None:
    client = client_of(manager)
    page = client.get(PAGE, {"team": north.pk}).content.decode()
    assert "Tiles of team North" in page

    answer = send(client, "start", preset="growth", team=north.pk)

    assert answer["Location"] == f"{PAGE}?team={north.pk}"
    assert tiles(rep) == list(presets.PRESETS["growth"])
    mine = client_of(rep).get(reverse("kpis:my-figures")).content.decode()
    assert "New customers" in mine
    assert "Calls made" not in mine


def test_a_team_of_somebody_else_is_a_missing_page_byte_for_byte(
    manager: User, rep: User, north: Team, south: Team, client_of: SignIn
) -> None:
    for user, team in ((manager, south), (rep, north)):
        client = client_of(user)
        answers = [
            client.get(PAGE, {"team": team.pk}),
            client.get(PAGE, {"team": 987_654}),
            client.get(PAGE, {"team": "x"}),
        ]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.content for answer in answers}) == 1
        assert send(client, "add", key="nps", team=team.pk).status_code == 404
    assert not Dashboard.objects.exists()


# -- what the pages show ----------------------------------------------------------------------


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
    chosen.choose(whose=Whose(team=north), by=manager, now=NOW, tiles=["demos"])

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
    chosen.choose(
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
    chosen.choose(whose=Whose(team=north), by=manager, now=NOW, tiles=["demos"])
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
