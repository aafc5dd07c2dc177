"""Figure pages: each role sees its own, nobody sees more, and the address never breaks them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from crm.models import Organisation, Team, User
from kpis import snapshots
from kpis.catalogue import KPIS
from kpis.targets.attainment import set_target
from tests import factories
from tests.factories import NOW, paris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]
HTMX = {"HX-Request": "true"}
PLAIN = ("my-figures", "rankings", "catalogue", "freshness", "today-strip")
FOR_LEADERS = ("team", "team-csv", "targets")


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """Pages are served again while nothing moves; tests change settings under them."""
    caches["local"].clear()
    yield
    caches["local"].clear()


def page(client: Client, name: str, *args: Any, **query: Any) -> Any:
    return client.get(reverse(f"kpis:{name}", args=args), query)


def win(who: User, amount: int = 120_000, day: int = 3) -> None:
    factories.won_deal(owner=who, at=paris(2026, 11, day), amount=amount, name="Racks")
    snapshots.drain(now=NOW)


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("who", ["rep", "manager", "admin", "outsider"])
def test_everybody_has_the_pages_of_figures(
    name: str, who: str, client_of: SignIn, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    assert page(client_of(user), name).status_code == 200


@pytest.mark.parametrize("name", FOR_LEADERS)
def test_managers_pages_are_refused_to_reps(
    name: str, rep: User, manager: User, admin: User, client_of: SignIn
) -> None:
    assert page(client_of(rep), name).status_code == 403
    assert page(client_of(manager), name).status_code == 200
    assert page(client_of(admin), name).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        *("team", "team-strengths", "team-figure", "review", "targets", "rankings"),
        *("summary", "funnel", "forecast", "noticed", "noticed-few", "noticed-changed"),
        *("alerts", "alerts-history", "alert-rules", "plans", "plan-new", "catalogue"),
        *("worth", "risk", "risk-few", "customer-list", "prospecting", "quality"),
        *("correlation", "my-figures", "digest", "choose"),
    ],
)
def test_a_manager_of_nobody_has_every_page(name: str, client_of: SignIn) -> None:
    alone = factories.person("Mia Faure", role=User.Role.MANAGER, sells=False)
    Team.objects.create(name="Empty").managers.add(alone)

    assert page(client_of(alone), name).status_code == 200


def test_of_nothing_no_chart_is_drawn_and_nobody_is_compared(
    rep: User, manager: User, client_of: SignIn
) -> None:
    client = client_of(manager)
    bare = page(client, "team")
    assert bare.context["chart"] is None
    assert "a median needs three people with enough cases" in bare.text
    assert "much better" not in bare.text
    assert page(client, "team-figure").context["chart"] is None

    win(rep)
    assert page(client, "team").context["chart"] is not None


@pytest.mark.parametrize(
    ("name", "who", "place"),
    [
        ("plans", "rep", "Alerts and plans"),
        ("alert-rules", "manager", "Alerts and plans"),
        ("team-strengths", "manager", "Team"),
        ("score-cards", "admin", "Rankings"),
        ("months", "admin", "Set-up"),
        ("my-figures", "rep", "My figures"),
    ],
)
def test_the_rail_shows_the_place_a_page_belongs_to(
    name: str, who: str, place: str, client_of: SignIn, request: pytest.FixtureRequest
) -> None:
    shell = page(client_of(request.getfixturevalue(who)), name).context["shell"]
    items = [item for group in shell["nav"] for item in group["items"]]
    assert [item["label"] for item in items if item["current"]] == [place]


def test_a_one_to_one_belongs_to_the_team_and_to_own_figures(
    rep: User, manager: User, client_of: SignIn
) -> None:
    for who, place in ((manager, "Team"), (rep, "My figures")):
        found = page(client_of(who), "one-to-one", rep.pk)
        nav = found.context["shell"]["nav"]
        here = [i["label"] for group in nav for i in group["items"] if i["current"]]
        assert here == [place]
        trail = found.text.split('class="breadcrumb"', 1)[1].split("</ol>", 1)[0]
        assert f">{place}</a>" in trail


@pytest.mark.parametrize("key", list(KPIS))
def test_every_figure_explains_itself_empty_and_full(
    key: str, manager: User, rep: User, client_of: SignIn
) -> None:
    client = client_of(manager)
    assert page(client, "explain", key).status_code == 200
    win(rep)
    found = page(client, "explain", key, rep=rep.pk, by="month")
    assert found.status_code == 200
    assert str(KPIS[key].what)[:20] in found.content.decode()


def test_a_figure_is_shown_with_its_target_and_pace(
    rep: User, client_of: SignIn
) -> None:
    set_target(
        by=None,
        now=NOW,
        kpi="revenue",
        period="month",
        starts_on=date(2026, 11, 1),
        value=200_000,
        user=rep,
    )
    win(rep, 162_000)

    text = page(client_of(rep), "my-figures").content.decode()

    assert "€1,620" in text
    assert "81%" in text
    assert "of €2,000" in text
    assert "ahead of pace" in text


def test_a_figure_and_its_page_say_the_same_in_french(
    rep: User, client_of: SignIn
) -> None:
    win(rep, 162_050)
    rep.language = "fr"
    rep.save(update_fields=["language"])

    found = page(client_of(rep), "explain", "revenue").content.decode()

    assert "1\u202f620,50\u00a0€" in found


@pytest.mark.parametrize(
    "text",
    [
        "period=moon",
        "on=2026-99",
        "from=x&to=y",
        "from=2026-11-10&to=2026-11-01",
        "where=nothing",
        "where=source:999999999999999999999",
        "compare=%00",
        "page=99999999999999999999",
        "by=everything",
        "measure=x",
        "preset=x&basis=x",
    ],
)
@pytest.mark.parametrize("name", ["my-figures", "team", "rankings", "explain"])
def test_a_bad_address_is_answered_clearly(
    text: str, name: str, manager: User, client_of: SignIn
) -> None:
    args = ["revenue"] if name == "explain" else []
    found = client_of(manager).get(f"{reverse(f'kpis:{name}', args=args)}?{text}")

    assert found.status_code in (200, 400)
    if found.status_code == 400:
        assert 'role="alert"' in found.content.decode()


@pytest.mark.parametrize(
    "name", ["my-figures", "explain", "rows-csv", "split-csv", "rankings"]
)
def test_what_is_outside_the_scope_is_a_missing_page_byte_for_byte(
    name: str, rep: User, teammate: User, north: Team, client_of: SignIn
) -> None:
    args = ["revenue"] if name in ("explain", "rows-csv", "split-csv") else []
    client = client_of(rep)
    answers = [
        page(client, name, *args, rep=teammate.pk),
        page(client, name, *args, rep=987_654),
        page(client, name, *args, team=north.pk),
        page(client, name, *args, team=987_654),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_a_manager_opens_the_own_teams_and_no_other(
    manager: User, rep: User, other_rep: User, south: Team, client_of: SignIn
) -> None:
    win(rep), win(other_rep)
    client = client_of(manager)

    assert page(client, "explain", "revenue", rep=rep.pk).status_code == 200
    assert page(client, "explain", "revenue", rep=other_rep.pk).status_code == 404
    assert page(client, "team", team=south.pk).status_code == 404
    assert "Léa Garnier" not in page(client, "team").content.decode()


def test_rows_are_named_only_as_far_as_records_may_be_read(
    rep: User, teammate: User, client_of: SignIn
) -> None:
    organisation = Organisation.current()
    organisation.figures_seen_by_reps = Organisation.FiguresSeen.ALL
    organisation.save()
    deal = factories.won_deal(owner=teammate, name="Secret racks", amount=120_000)
    snapshots.drain(now=NOW)

    found = page(client_of(rep), "explain", "revenue", rep=teammate.pk)

    assert found.status_code == 200
    assert "€1,200" in found.content.decode()
    assert "Secret racks" not in found.content.decode()
    assert reverse("crm:deal", args=[deal.pk]) not in found.content.decode()
    rows = page(client_of(rep), "rows-csv", "revenue", rep=teammate.pk)
    assert "Secret racks" not in b"".join(rows.streaming_content).decode()


def test_a_row_links_to_its_record(rep: User, client_of: SignIn) -> None:
    deal = factories.won_deal(owner=rep, name="Racks", amount=120_000)
    snapshots.drain(now=NOW)

    found = page(client_of(rep), "explain", "revenue").content.decode()

    assert f'href="{reverse("crm:deal", args=[deal.pk])}"' in found


def test_each_cell_of_the_team_opens_the_person_s_own_figure(
    manager: User, rep: User, client_of: SignIn, north: Team
) -> None:
    win(rep)

    found = page(client_of(manager), "team").content.decode()

    address = (
        f"{reverse('kpis:explain', args=['revenue'])}?team={north.pk}&amp;rep={rep.pk}"
    )
    assert address in found


def test_the_rank_shows_neighbours_names_and_no_values(
    rep: User, teammate: User, north: Team, client_of: SignIn
) -> None:
    for i in range(3):
        win(factories.person(f"Person {i}", team=north), 300_000 + i)
    win(rep, 200_000), win(teammate, 777_00)

    found = page(client_of(rep), "rankings").content.decode()

    assert "Person 0" in found
    assert "€3,000" not in found
    assert "€2,000" in found
    assert "Hugo Bernard" not in found  # the last place of somebody else


def test_the_organisation_may_show_no_rank(
    rep: User, teammate: User, client_of: SignIn
) -> None:
    organisation = Organisation.current()
    organisation.figures_seen_by_reps = Organisation.FiguresSeen.NOTHING
    organisation.save()
    win(rep), win(teammate)

    for name in ("rankings", "my-figures", "today-strip"):
        found = page(client_of(rep), name).content.decode()
        assert "Hugo Bernard" not in found
        assert "1st" not in found


def test_one_person_alone_who_is_admin_and_sells_in_no_team(client_of: SignIn) -> None:
    solo = factories.person("Sole Trader", role=User.Role.ADMIN, sells=True)
    win(solo)

    for name in ("my-figures", "team", "rankings", "targets", "today-strip"):
        assert page(client_of(solo), name).status_code == 200, name
    assert "€1,200" in page(client_of(solo), "my-figures").content.decode()


def _queries(client: Client, name: str) -> int:
    caches["local"].clear()
    with CaptureQueriesContext(connection) as queries:
        assert page(client, name).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    "name", ["team", "rankings", "my-figures", "targets", "today-strip"]
)
def test_the_number_of_questions_does_not_grow_with_people(
    name: str, manager: User, rep: User, teammate: User, north: Team, client_of: SignIn
) -> None:
    people = [rep, teammate, factories.person("Karim Haddad", team=north)]
    for who in people:
        win(who)
    client = client_of(manager)
    _queries(client, name)
    at_three = _queries(client, name)
    for i in range(6):
        win(factories.person(f"Person {i}", team=north), 100_000 + i, day=4)

    assert _queries(client, name) == at_three


def test_the_live_part_is_silent_until_a_figure_moves(
    rep: User, client_of: SignIn
) -> None:
    win(rep)
    client = client_of(rep)
    text = page(client, "my-figures").content.decode()
    live = text.split('id="live" hx-get="', 1)[1].split('"', 1)[0].replace("&amp;", "&")

    assert client.get(live, headers=HTMX).status_code == 204
    win(rep, 80_000)
    moved = client.get(live, headers=HTMX)
    assert moved.status_code == 200
    assert "€2,000" in moved.content.decode()
    assert "<html" not in moved.content.decode()


def test_while_marks_wait_the_page_asks_every_second(
    rep: User, client_of: SignIn
) -> None:
    snapshots.drain(now=NOW)
    assert "every 15s" in page(client_of(rep), "my-figures").content.decode()
    factories.activity(rep=rep, kind="call", direction="out")
    assert "every 1s" in page(client_of(rep), "my-figures").content.decode()


def test_the_story_is_told_in_demo_mode_until_it_is_closed(
    rep: User, client_of: SignIn, settings: Any
) -> None:
    for day in range(1, 13):
        factories.activity(
            rep=rep, at=paris(2026, 10, day), kind="call", direction="out"
        )
    win(rep)
    client = client_of(rep)
    assert "A figure moved" not in page(client, "my-figures").content.decode()
    settings.DEMO = True
    caches["local"].clear()
    text = page(client, "my-figures").content.decode()
    assert "A figure moved" in text
    assert "#changed" in text
    client.cookies["boussole_story"] = "off"
    assert "A figure moved" not in page(client, "my-figures").content.decode()
