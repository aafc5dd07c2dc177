"""Lists: what they show to whom, filters and order in the address, queries that do not grow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from crm.models import Organisation, Team, User
from crm.services import people
from crm.views.parts import words
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]

LISTS = ("prospects", "activities", "voice", "deals")
MOST_QUERIES = 8


def _url(name: str) -> str:
    if name == "deals":
        return reverse("crm:pipeline") + "?view=list"
    return reverse(f"crm:{name}")


def _fill(rep: User, number: int) -> None:
    for _ in range(number):
        prospect = factories.prospect(owner=rep, at=NOW - timedelta(days=5))
        deal = factories.deal(owner=rep, prospect=prospect, at=NOW - timedelta(days=4))
        factories.activity(
            rep=rep, prospect=prospect, deal=deal, at=NOW - timedelta(days=3)
        )
        factories.activity(rep=rep, prospect=prospect, at=NOW + timedelta(hours=2))
        factories.complaint(by=rep, prospect=prospect, at=NOW - timedelta(days=1))


def _queries(client: Client, url: str) -> int:
    """Queries of the page itself: the stamp of the figures is counted where it is made."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len([each for each in captured if "kpis_" not in each["sql"]])


@pytest.mark.parametrize("name", [*LISTS, "today", "pipeline"])
def test_queries_do_not_grow_with_the_rows(
    name: str, rep: User, client_of: SignIn
) -> None:
    client = client_of(rep)
    _fill(rep, 3)
    at_n = _queries(client, _url(name))
    _fill(rep, 3)
    assert _queries(client, _url(name)) == at_n


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("who", ["rep", "manager"])
def test_a_list_takes_few_queries(
    name: str,
    who: str,
    rep: User,
    manager: User,
    client_of: SignIn,
) -> None:
    _fill(rep, 2)
    person = {"rep": rep, "manager": manager}[who]
    assert _queries(client_of(person), _url(name)) <= MOST_QUERIES


@pytest.mark.parametrize("name", LISTS)
def test_shows_own_rows_only(
    name: str, rep: User, teammate: User, client_of: SignIn
) -> None:
    _fill(teammate, 1)
    page = client_of(rep).get(_url(name))
    assert page.context["page"].paginator.count == 0
    assert client_of(teammate).get(_url(name)).context["page"].paginator.count > 0


@pytest.mark.parametrize("name", LISTS)
def test_a_broken_address_hides_rather_than_fails(
    name: str, rep: User, client_of: SignIn
) -> None:
    _fill(rep, 1)
    url = _url(name)
    glue = "&" if "?" in url else "?"
    for tail in ("page=x", "page=999", "sort=password", "q=%00", "owner=0x1&rep=9e9"):
        assert client_of(rep).get(f"{url}{glue}{tail}").status_code == 200


def test_narrows_searches_and_sorts_by_the_address(
    rep: User, client_of: SignIn
) -> None:
    first = factories.prospect(owner=rep, name="Lefèvre", at=NOW - timedelta(days=9))
    second = factories.prospect(owner=rep, name="Acme", at=NOW - timedelta(days=2))
    factories.activity(rep=rep, prospect=second, at=NOW - timedelta(days=1))
    client, url = client_of(rep), reverse("crm:prospects")

    def names(address: str) -> list[str]:
        page = client.get(url + address).context["page"]
        return [row.name for row in page.object_list]

    assert names("") == ["Acme", "Lefèvre"]
    assert names("?sort=detected") == ["Lefèvre", "Acme"]
    assert names("?q=lefevre") == [first.name]
    assert names("?step=contacted") == [second.name]
    assert names(f"?owner={rep.pk}&step=detected") == [first.name]
    assert names("?step=nonsense") == []


def test_pages_of_fifty(rep: User, client_of: SignIn) -> None:
    for _ in range(51):
        factories.prospect(owner=rep)
    page = client_of(rep).get(reverse("crm:prospects"), {"page": 2}).context["page"]
    assert (len(page.object_list), page.paginator.num_pages) == (1, 2)


def test_an_empty_list_says_what_to_do_first(rep: User, client_of: SignIn) -> None:
    client, url = client_of(rep), reverse("crm:prospects")
    assert reverse("crm:prospect-new").encode() in client.get(url).content
    filtered = client.get(url, {"q": "nobody"})
    assert b"Nothing matches these filters" in filtered.content


@pytest.mark.parametrize("place", ["prospects", "deals", "search"])
@pytest.mark.parametrize("htmx", [{}, {"HX-Request": "true"}])
def test_a_second_choice_says_so(
    place: str, htmx: dict[str, str], rep: User, client_of: SignIn
) -> None:
    prospect = factories.prospect(owner=rep, name="Brasserie Delattre")
    factories.deal(owner=rep, prospect=prospect, name="Racks for Delattre")
    client, said = client_of(rep), "these come near"
    address = reverse({"deals": "crm:pipeline"}.get(place, f"crm:{place}"))
    for typed, near in (("brasseri delatre", True), ("delattre", False)):
        asked = {"q": typed, "view": "list"}
        shown = client.get(address, asked, headers=htmx).content.decode()
        assert "Delattre" in shown
        assert (said in shown) is near


def test_a_number_in_a_list_can_be_called(rep: User, client_of: SignIn) -> None:
    row = factories.prospect(owner=rep, phone="01 44 55 66 77")
    page = client_of(rep).get(_url("prospects"), {"cols": "phone"})
    assert 'href="tel:' in page.content.decode()
    assert f'data-prospect="{row.pk}"' in page.content.decode()


def test_statements_made_once_show_each_reader_their_own_rows_of_now(
    rep: User, other_rep: User, manager: User, north: Team, client_of: SignIn
) -> None:
    factories.prospect(owner=rep, name="Northern")
    factories.prospect(owner=other_rep, name="Southern")

    def shown(user: User) -> set[str]:
        page = client_of(user).get(reverse("crm:prospects")).content.decode()
        return {name for name in ("Northern", "Southern") if name in page}

    readers = (rep, other_rep, manager)
    for _again in range(2):
        assert [shown(each) for each in readers] == [
            {"Northern"},
            {"Southern"},
            {"Northern"},
        ]
    people.set_managers(team=north, managers=[], by=None, now=NOW)
    assert shown(manager) == set()
    Organisation.objects.update(records_seen_by_reps="all")
    assert shown(rep) == {"Northern", "Southern"}


def test_where_counting_stops_the_list_says_so(
    client_of: SignIn, rep: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm.views.answers.COUNTED", 3)
    client, address = client_of(rep), reverse("crm:prospects")
    for said in ("1 prospect", "2 prospects", "3+ prospects", "3+ prospects"):
        factories.prospect(owner=rep)
        assert f">{said}<" in client.get(address).content.decode()


def test_a_subject_that_says_its_kind_says_it_once() -> None:
    assert words.what("demo", "Demo: counters") == "Demo: counters"
    assert words.what("demo", "counters") == "Demo, counters"
    assert words.what("call", "") == "Call"
