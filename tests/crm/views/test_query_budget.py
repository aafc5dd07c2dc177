"""No page of the desk asks the database more than eight times, however many rows there are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from crm.models import Contact, Deal, Prospect, User
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]

#: Session, person, organisation and what waits are four of them.
MOST = 8
#: Four kinds of things, for a manager each among the people led; as a fragment it needs no shell.
ALLOWED = {"search": 9}
PAGES: dict[str, dict[str, str]] = {
    "today": {},
    "plan-tomorrow": {},
    "week": {},
    "notices": {},
    "prospects": {"step": "contacted", "sort": "name"},
    "prospect": {},
    "duplicates": {},
    "pipeline": {},
    "deal": {},
    "activities": {},
    "voice": {},
    "voice-summary": {},
    "complaint": {},
    "verbatims": {},
    "reviews": {},
    "survey-answers": {},
    "log": {},
    "search": {"q": "zoe"},
    "imports": {},
    "preferences": {},
}


def _fill(rep: User, number: int, prospect: Prospect, deal: Deal) -> None:
    """Rows of every kind, half of them around the one prospect and the one deal."""
    for n in range(number):
        other = factories.prospect(owner=rep, at=NOW - timedelta(days=5))
        factories.deal(owner=rep, prospect=other, at=NOW - timedelta(days=4))
        factories.deal(owner=rep, prospect=prospect, at=NOW - timedelta(days=4))
        Contact.objects.create(prospect=prospect, name=f"Zoé {n}", name_key=f"zoe {n}")
        for hours in (-30, 2):
            at = NOW + timedelta(hours=hours)
            factories.activity(rep=rep, prospect=prospect, deal=deal, at=at)
        factories.complaint(by=rep, prospect=prospect, at=NOW - timedelta(days=1))


def _queries(client: Client, url: str, asked: dict[str, str]) -> int:
    # The first page of a session writes when the person was seen.
    client.get(url, asked)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url, asked).status_code == 200, url
    return len(captured)


@pytest.mark.parametrize("who", ["rep", "manager"])
def test_no_page_asks_more_than_eight_times(
    who: str, rep: User, manager: User, client_of: SignIn
) -> None:
    prospect = factories.prospect(owner=rep, at=NOW - timedelta(days=9))
    deal = factories.deal(owner=rep, prospect=prospect, at=NOW - timedelta(days=8))
    complaint = factories.complaint(by=rep, prospect=prospect, at=NOW)
    of = {"prospect": prospect, "deal": deal, "complaint": complaint}
    client = client_of({"rep": rep, "manager": manager}[who])

    def asked() -> dict[str, int]:
        found = {}
        for name, address in PAGES.items():
            url = reverse(f"crm:{name}", args=[of[name].pk] if name in of else [])
            found[name] = _queries(client, url, address)
        return found

    _fill(rep, 1, prospect, deal)
    few = asked()
    _fill(rep, 9, prospect, deal)
    many = asked()
    # A list that was empty had nothing to read along with its rows.
    assert {name: n for name, n in many.items() if n > few[name] + 1} == {}
    assert {n: many[n] for n in many if many[n] > ALLOWED.get(n, MOST)} == {}
