"""The named cast: who works here, in which team, and a signed-in client for any of them.

France holds North and South. Everyone is in their team since always; managers and the admin own no
facts (``sells`` is false); the outsider sells, in no team. Each fixture makes only what it needs.
"""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.test import Client

from crm.foundation import lay_foundation
from crm.models import Organisation, Stage, Team, User
from crm.services import people
from kpis.foundation import lay_score_cards
from kpis.models import ScoreCard
from tests import factories
from tests.factories import NOW, PASSWORD

DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


@pytest.fixture(autouse=True)
def _foundation(request: pytest.FixtureRequest) -> None:
    """The first rows are there again after a test with real transactions flushed the tables."""
    marked = request.node.get_closest_marker("django_db") is not None
    if not marked and DATABASE_FIXTURES.isdisjoint(request.fixturenames):
        return
    # It looks at the markers and fixtures of the test itself, transactional or not.
    request.getfixturevalue("_django_db_helper")
    if not User.objects.filter(pk=0).exists():
        lay_foundation(apps)
    if not ScoreCard.objects.exists():
        lay_score_cards(apps)


@pytest.fixture
def organisation(db: None) -> Organisation:
    return Organisation.current()


@pytest.fixture
def france(db: None) -> Team:
    return people.add_team(by=None, now=NOW, name="France")


@pytest.fixture
def north(france: Team) -> Team:
    return people.add_team(by=None, now=NOW, name="North", parent=france)


@pytest.fixture
def south(france: Team) -> Team:
    return people.add_team(by=None, now=NOW, name="South", parent=france)


@pytest.fixture
def rep(north: Team) -> User:
    return factories.person("Camille Roux", team=north)


@pytest.fixture
def teammate(north: Team) -> User:
    return factories.person("Hugo Bernard", team=north)


@pytest.fixture
def other_rep(south: Team) -> User:
    return factories.person("Léa Garnier", team=south)


@pytest.fixture
def manager(north: Team) -> User:
    return _manager_of(north, "Sophie Moreau")


@pytest.fixture
def other_manager(south: Team) -> User:
    return _manager_of(south, "Marc Dubois")


def _manager_of(team: Team, name: str) -> User:
    user = factories.person(name, team=team, role=User.Role.MANAGER, sells=False)
    people.set_managers(team=team, managers=[user], by=None, now=NOW)
    return user


@pytest.fixture
def admin(db: None) -> User:
    return factories.person("Alice Martin", role=User.Role.ADMIN, sells=False)


@pytest.fixture
def outsider(db: None) -> User:
    """Signs in and sells, in no team and managed by nobody."""
    return factories.person("Inès Petit")


@pytest.fixture
def stage(db: None) -> Callable[[str], Stage]:
    """``stage("Demo")``: a stage of the first pipeline, by name."""
    return factories.stage


@pytest.fixture
def password() -> str:
    return PASSWORD


@pytest.fixture
def client_of(db: None) -> Callable[[User], Client]:
    """``client_of(rep)``: a browser where this person is signed in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in
