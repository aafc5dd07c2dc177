"""Targets: set by who manages, read the reader's way, refused beside the field."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from crm.models import Team, User
from kpis import snapshots
from kpis.models import Target
from kpis.targets.aiming import targetable
from kpis.targets.attainment import set_target
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]
MONTH = date(2026, 11, 1)
NOVEMBER = "2026-11"


def post(client: Client, team: Team, **fields: Any) -> Any:
    data = {"kpi": "revenue", "team": team.pk, "span": "month", "on": str(MONTH)}
    return client.post(reverse("kpis:targets"), data | fields)


def values() -> dict[str, int]:
    return {str(t.user or t.team): t.value for t in Target.objects.all()}


def test_a_manager_sets_people_and_team(
    manager: User, rep: User, north: Team, client_of: SignIn
) -> None:
    answer = post(
        client_of(manager),
        north,
        **{
            f"user-{rep.pk}-{NOVEMBER}": "60,000.50",
            f"team-{north.pk}-{NOVEMBER}": "410 000",
        },
    )

    assert answer.status_code == 302
    assert values() == {"Camille Roux": 6_000_050, "North": 41_000_000}


def test_an_amount_is_read_in_french(
    manager: User, rep: User, north: Team, client_of: SignIn
) -> None:
    manager.language = "fr"
    manager.save(update_fields=["language"])
    client = client_of(manager)

    post(client, north, **{f"user-{rep.pk}-{NOVEMBER}": "60 000,50"})

    assert values() == {"Camille Roux": 6_000_050}
    page = client.get(reverse("kpis:targets"), {"on": str(MONTH)}).content.decode()
    assert "60\u202f000,50" in page


@pytest.mark.parametrize(
    ("kpi", "typed", "steps"),
    [
        ("win_rate", "40", 4000),
        ("win_rate", "40.5 %", 4050),
        ("sales_cycle", "45", 4500),
        ("calls_made_all", "1,200", 1200),
        ("calls_made_all", "0", 0),
    ],
)
def test_each_unit_has_its_steps(
    kpi: str,
    typed: str,
    steps: int,
    manager: User,
    rep: User,
    north: Team,
    client_of: SignIn,
) -> None:
    post(client_of(manager), north, kpi=kpi, **{f"user-{rep.pk}-{NOVEMBER}": typed})

    assert values() == {"Camille Roux": steps}


@pytest.mark.parametrize(
    "typed", ["lots", "-5", "1e9", "NaN", "99999999999999999999", "1.234", "9" * 300]
)
def test_what_is_no_target_is_said_beside_its_field(
    typed: str, manager: User, rep: User, teammate: User, north: Team, client_of: SignIn
) -> None:
    answer = post(
        client_of(manager),
        north,
        **{f"user-{rep.pk}-{NOVEMBER}": typed, f"user-{teammate.pk}-{NOVEMBER}": "5"},
    )

    assert answer.status_code == 422
    assert f"user-{rep.pk}-{NOVEMBER}-error" in answer.content.decode()
    assert values() == {}


def test_an_empty_field_removes_the_target(
    manager: User, rep: User, north: Team, client_of: SignIn
) -> None:
    client = client_of(manager)
    post(client, north, **{f"user-{rep.pk}-{NOVEMBER}": "60000"})
    post(client, north, **{f"user-{rep.pk}-{NOVEMBER}": ""})

    assert values() == {}


def test_only_people_of_managed_teams(
    manager: User,
    rep: User,
    other_rep: User,
    south: Team,
    north: Team,
    client_of: SignIn,
) -> None:
    client = client_of(manager)
    assert (
        post(client, south, **{f"user-{other_rep.pk}-{NOVEMBER}": "1"}).status_code
        == 404
    )
    post(
        client,
        north,
        **{f"user-{other_rep.pk}-{NOVEMBER}": "1", f"team-{south.pk}-{NOVEMBER}": "1"},
    )
    assert values() == {}


def test_a_rep_sets_none(rep: User, north: Team, client_of: SignIn) -> None:
    assert (
        post(client_of(rep), north, **{f"user-{rep.pk}-{NOVEMBER}": "1"}).status_code
        == 403
    )
    assert values() == {}


def test_an_admin_sets_all(
    admin: User, other_rep: User, south: Team, client_of: SignIn
) -> None:
    post(client_of(admin), south, **{f"user-{other_rep.pk}-{NOVEMBER}": "1"})

    assert values() == {"Léa Garnier": 100}


def test_deleting_asks_for_the_same_right(
    manager: User, other_manager: User, rep: User, client_of: SignIn
) -> None:
    target = set_target(
        by=None,
        now=NOW,
        kpi="revenue",
        period="month",
        starts_on=MONTH,
        value=5,
        user=rep,
    )
    address = reverse("kpis:target-delete", args=[target.pk])

    assert client_of(rep).post(address).status_code == 403
    assert client_of(other_manager).post(address).status_code == 404
    assert client_of(manager).get(address).status_code == 405
    assert values() == {"Camille Roux": 5}
    assert client_of(manager).post(address).status_code == 302
    assert values() == {}


@pytest.mark.parametrize("text", ["kpi=nothing", "team=x", "team=99999"])
def test_what_is_not_there_is_missing(
    text: str, manager: User, client_of: SignIn
) -> None:
    answer = client_of(manager).get(f"{reverse('kpis:targets')}?{text}")
    assert answer.status_code == 404


def test_dates_that_are_none_fall_back_to_now(admin: User, client_of: SignIn) -> None:
    assert (
        client_of(admin)
        .get(reverse("kpis:targets"), {"on": "x", "span": "age"})
        .status_code
        == 200
    )


def test_without_teams_there_are_still_people(admin: User, client_of: SignIn) -> None:
    solo = factories.person("Sole Trader")
    text = client_of(admin).get(reverse("kpis:targets")).content.decode()
    assert f"user-{solo.pk}-{NOVEMBER}" in text


@pytest.mark.parametrize("span", ["month", "quarter"])
def test_every_figure_that_takes_targets_has_its_grid(
    span: str, manager: User, rep: User, client_of: SignIn
) -> None:
    client = client_of(manager)
    for kpi in targetable():
        answer = client.get(reverse("kpis:targets"), {"kpi": kpi.key, "span": span})
        assert answer.status_code == 200, kpi.key
        assert f"user-{rep.pk}-2026-" in answer.content.decode(), kpi.key


def test_sixty_people_and_twelve_months_take_eleven_questions(
    manager: User, north: Team, client_of: SignIn
) -> None:
    people = [factories.person(f"Person {n:02}", team=north) for n in range(60)]
    for person in people[:3]:
        factories.won_deal(owner=person, at=factories.paris(2026, 10, 5))
    snapshots.drain(now=NOW)
    client = client_of(manager)
    client.get(reverse("crm:notices"))

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(reverse("kpis:targets"))

    assert answer.content.decode().count("data-cell") == 60 * 12 + 12
    assert len(asked) <= 11
    with CaptureQueriesContext(connection) as again:
        client.get(reverse("kpis:targets"))
    assert len(again) <= 5
