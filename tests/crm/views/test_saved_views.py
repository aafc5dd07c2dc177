"""Saved views: kept, shared, opened first; nobody else's can be touched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from crm.models import SavedView, Source, Team, User
from crm.services.saved_views import save_view
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]
LIST = "/prospects/"


def view(owner: User, **fields: object) -> SavedView:
    kept = {"page": "prospects", "name": "Hot", "query": "step=sql&sort=name"}
    return save_view(by=owner, now=NOW, **{**kept, **fields})  # type: ignore[arg-type]


def test_saves_filters_order_and_columns_once(rep: User, client_of: SignIn) -> None:
    client = client_of(rep)
    url = reverse("crm:view-new", args=["prospects"])
    page = client.get(url, {"step": "sql", "page": "3", "source": "", "cols": ["city"]})
    assert page.context["form"].initial["query"] == "cols=city&step=sql"
    sent = {"name": "Hot", "query": "step=sql&page=2&cols=city", "token": str(uuid4())}

    answers = [client.post(url, sent) for _twice in range(2)]

    made = SavedView.objects.get()
    assert (made.owner, made.query) == (rep, "cols=city&step=sql")
    assert {answer.status_code for answer in answers} == {303}
    assert answers[0]["Location"] == f"{LIST}cols=city&step=sql".replace(
        LIST, LIST + "?"
    ) + (f"&saved={made.pk}")


def test_the_default_opens_first_and_can_be_left(rep: User, client_of: SignIn) -> None:
    kept = view(rep, is_default=True)
    client = client_of(rep)
    assert client.get(LIST)["Location"].endswith(f"step=sql&saved={kept.pk}")
    assert client.get(LIST, {"saved": "0"}).status_code == 200
    again = view(rep, name="Other", is_default=True)
    kept.refresh_from_db()
    assert (kept.is_default, again.is_default) == (False, True)


def test_the_inbox_of_complaints_keeps_its_views_too(
    rep: User, client_of: SignIn, django_assert_max_num_queries: Any
) -> None:
    client, here = client_of(rep), reverse("crm:voice")
    offered = client.get(here, {"tab": "resolved", "severity": "high"})
    assert offered.context["views"]["query"] == "severity=high&tab=resolved"
    kept = view(rep, page="voice", query="severity=high&tab=all", is_default=True)
    there = client.get(here)["Location"]
    assert there == f"{here}?severity=high&tab=all&saved={kept.pk}"
    with django_assert_max_num_queries(8):
        page = client.get(there)
    assert page.context["views"]["own"]
    assert not page.context["views"]["changed"]
    narrowed = client.get(there, headers={"HX-Request": "true"}).content.decode()
    assert f'name="saved" value="{kept.pk}"' in narrowed


def test_shared_with_a_team_only_there(
    rep: User,
    teammate: User,
    manager: User,
    other_rep: User,
    north: Team,
    client_of: SignIn,
) -> None:
    view(rep, team=north)
    for person, sees in ((teammate, 1), (manager, 1), (other_rep, 0)):
        page = client_of(person).get(LIST)
        assert len(page.context["views"]["items"]) == sees


@pytest.mark.parametrize("name", ["view-edit", "view-replace", "view-delete"])
def test_only_the_owner_touches_it(
    name: str, rep: User, teammate: User, north: Team, client_of: SignIn
) -> None:
    kept = view(rep, team=north)
    url = reverse(f"crm:{name}", args=[kept.pk])
    sent = {"name": "Mine", "query": "step=contacted"}
    assert client_of(teammate).post(url, sent).status_code == 404
    assert SavedView.objects.get().query == "sort=name&step=sql"
    assert client_of(rep).post(url, sent).status_code == 303
    left = SavedView.objects.first()
    assert (
        (left.name, left.query) == ("Mine", "sort=name&step=sql")
        if (name == "view-edit" and left)
        else (left is None or left.query == "step=contacted")
    )


def test_refuses_a_name_twice_a_strange_team_and_a_strange_list(
    rep: User, south: Team, client_of: SignIn
) -> None:
    view(rep)
    client, url = client_of(rep), reverse("crm:view-new", args=["prospects"])
    assert client.post(url, {"name": "Hot", "query": ""}).status_code == 422
    foreign = {"name": "New", "query": "", "team": south.pk}
    assert client.post(url, foreign).status_code == 422
    long = {"name": "New", "query": "q=" + "x" * 1500}
    assert client.post(url, long).status_code == 422
    assert client.get("/views/passwords/new/").status_code == 404


def test_a_view_of_a_retired_value_still_works(rep: User, client_of: SignIn) -> None:
    source = Source.objects.create(name="Old fair")
    factories.prospect(owner=rep, name="Acme", source=source)
    kept = view(rep, query=f"source={source.pk}")
    Source.objects.filter(pk=source.pk).update(archived_at=NOW)

    page = client_of(rep).get(LIST, {"source": source.pk, "saved": kept.pk})

    assert [row["name"] for row in page.context["rows"]] == ["Acme"]
    assert b"retired or unknown value" in page.content
