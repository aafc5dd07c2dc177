"""The page where tiles are chosen: each button, the swap question, whose it is."""

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
from kpis.models import Dashboard, RetiredKpi, TileOpened
from kpis.tiles import choosing, chosen, presets
from kpis.tiles.chosen import Whose
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
    choosing.choose(whose=Whose(owner=user), by=user, now=NOW, tiles=keys)


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
