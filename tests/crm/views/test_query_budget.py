"""No page asks the database more than eight times, however many rows there are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from crm.models import Deal, Prospect, User
from crm.views.columns import ACTIVITY_COLUMNS, DEAL_COLUMNS, PROSPECT_COLUMNS
from tests import factories
from tests.crm.views.crowd import fill
from tests.factories import NOW
from tests.pages import Page, pages_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("frozen"),
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="tests/pages.py asks SQLite for its rows"
    ),
]
SignIn = Callable[[User], Client]

#: Session, person, organisation and what waits are four of them.
MOST = 8
#: Figures made anew, as after each write: a statement for each part, always as many.
FIGURES = {
    "my-figures": 33,
    "team": 31,
    "company": 29,
    "one-to-one": 33,
    "team-one-to-one": 33,
    "team-figure": 15,
    "team-figure-rate": 15,
    "team-strengths": 18,
    "explain": 42,
    "explain-rate": 42,
    "team-explain": 42,
    "rankings": 26,
    # Two funnels, each from rows: stages over several periods, times, fates, reasons.
    "funnel": 29,
    "team-funnel": 36,
    # Months, people, deals with their calls, what was frozen, the bridge.
    "forecast": 25,
    "team-forecast": 31,
    "team-rankings": 24,
    "board-of-cards": 28,
    "board-of-teams": 24,
    "score-card": 18,
    "summary": 26,
    "team-summary": 28,
    "noticed": 24,
    "team-noticed": 28,
    "correlation": 16,
    "quality": 12,
    "team-quality": 12,
    "prospecting": 30,
    "team-prospecting": 38,
    "risk": 22,
    "team-risk": 26,
    "customer-list": 22,
    "team-customer-list": 26,
    "worth": 30,
    "worth-groups": 34,
    "team-worth": 30,
    "team-worth-groups": 34,
    "review": 37,
    # What would be kept of the company, and each kind of thing that is not settled.
    "month-close": 34,
    # Five for the grid, one for the months of everybody, and what is retired.
    "targets": 11,
    "target-beside": 30,
}
#: Pages a manager works with as a rep does.
SHARED = {
    "today": {},
    "week": {},
    "prospects": {"step": "contacted", "sort": "name"},
    "pipeline": {},
    "activities": {},
    "voice": {},
    "search": {"q": "zoe"},
}


class World:
    """The database of the test, asked as ``tests/pages.py`` asks the demo's."""

    def __init__(self, rep: User) -> None:
        self.rep = rep

    def login(self, _role: str) -> dict[str, str]:
        return {"email": self.rep.email}

    def id_of(self, statement: str, *values: Any) -> int:
        with connection.cursor() as cursor:
            cursor.execute(statement.replace("?", "%s"), values)
            return int(cursor.fetchone()[0])


def _queries(client: Client, page: Page) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page.address).status_code == page.status, page.name
    return len(captured)


@pytest.fixture
def prospect(rep: User) -> Prospect:
    return factories.prospect(owner=rep, at=NOW - timedelta(days=9))


@pytest.fixture
def deal(rep: User, prospect: Prospect) -> Deal:
    return factories.deal(owner=rep, prospect=prospect, at=NOW - timedelta(days=8))


@pytest.mark.ignore_template_errors  # allauth asks for what is not there
def test_no_page_asks_more_than_eight_times(
    rep: User,
    manager: User,
    admin: User,
    prospect: Prospect,
    deal: Deal,
    client_of: SignIn,
) -> None:
    people = {"rep": rep, "manager": manager, "admin": admin}
    clients = {role: client_of(person) for role, person in people.items()}
    clients["anonymous"] = Client()
    fill(rep, 1, prospect, deal)
    pages = [*pages_of(World(rep)), *_of_manager(), *_wide()]  # type: ignore[arg-type]

    def asked() -> dict[str, int]:
        # The first page of a session writes when the person was seen.
        for client in clients.values():
            client.get(reverse("crm:notices"))
        return {page.name: _queries(clients[page.role], page) for page in pages}

    few = asked()
    fill(rep, 9, prospect, deal)
    many = asked()
    # A list that was empty had nothing to read along with its rows.
    assert {name: n for name, n in many.items() if n > few[name] + 1} == {}
    assert {n: many[n] for n in many if many[n] > FIGURES.get(n, MOST)} == {}


def _of_manager() -> list[Page]:
    return [
        Page(f"{name} of a manager", "manager", reverse(f"crm:{name}", query=asked))
        for name, asked in SHARED.items()
    ]


def _wide() -> list[Page]:
    """Lists with every column there is: what one reads and does not say is a query a row."""
    lists = {
        "crm:prospects": (PROSPECT_COLUMNS, {}),
        "crm:activities": (ACTIVITY_COLUMNS, {}),
        "crm:pipeline": (DEAL_COLUMNS, {"view": "list"}),
    }
    return [
        Page(
            f"{name}, all columns",
            "manager",
            reverse(name, query=asked | {"cols": [each.key for each in columns.all]}),
        )
        for name, (columns, asked) in lists.items()
    ]
