"""Ticked rows: chosen, previewed, done once in the background."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from crm.models import Job, Prospect, Source, Tag, User
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]


def test_all_found_are_the_rows_of_the_address(rep: User, client_of: SignIn) -> None:
    kept = [factories.prospect(owner=rep, name=f"Acme {n}") for n in range(3)]
    factories.prospect(owner=rep, name="Durand")
    url = reverse("crm:prospects-bulk")
    form = client_of(rep).get(url, {"of": "all", "q": "acme"}).context["form"]
    assert {int(pk) for pk in form.initial["ids"].split(",")} == {p.pk for p in kept}
    ticked = client_of(rep).get(url, {"pick": [kept[0].pk, "x", "9" * 30]})
    assert ticked.context["form"].initial["ids"] == str(kept[0].pk)
    assert b"No row is ticked" in client_of(rep).get(url).content


def test_previews_then_starts_once(rep: User, client_of: SignIn) -> None:
    source = Source.objects.create(name="Fair")
    prospect = factories.prospect(owner=rep)
    client, url = client_of(rep), reverse("crm:prospects-bulk")
    sent = {"ids": str(prospect.pk), "source": source.pk, "token": str(uuid4())}

    preview = client.post(url, sent)
    assert preview.context["found"]["change"] == 1
    assert not Job.objects.exists()

    answers = [client.post(url, sent | {"go": "1"}) for _twice in range(2)]
    job = Job.objects.get()
    assert {each["Location"] for each in answers} == {reverse("crm:job", args=[job.pk])}
    assert job.args["changes"] == {"source": source.pk}


def test_a_list_or_a_day_is_emptied(rep: User, client_of: SignIn) -> None:
    source = Source.objects.create(name="Fair")
    prospect = factories.prospect(owner=rep, source=source)
    client, url = client_of(rep), reverse("crm:prospects-bulk")
    shown = client.get(url, {"pick": prospect.pk}).content.decode()
    assert shown.count('<option value="empty">Empty it</option>') == 4
    sent = {"ids": str(prospect.pk), "source": "empty", "no_next_step_on": "on"}
    preview = client.post(url, sent)
    assert preview.context["found"]["change"] == 1
    assert preview.content.count(b"<dd>Emptied</dd>") == 2
    client.post(url, sent | {"go": "1", "token": str(uuid4())})
    assert Job.objects.get().args["changes"] == {"source": None, "next_step_on": None}


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"ids": "1", "owner": "empty"},
        {"ids": "1", "next_step_on": "2026-12-31", "no_next_step_on": "on"},
        {"ids": "1,x"},
        {"ids": "1"},
        {"ids": "1\0", "archived": "yes"},
        {"ids": "1", "source": "9" * 40},
        {"ids": "1", "next_step_on": "31/12/2026"},
        {"ids": "1", "archived": "maybe"},
    ],
)
def test_what_makes_no_sense_is_said_beside_the_field(
    sent: dict[str, str], rep: User, client_of: SignIn
) -> None:
    assert client_of(rep).post(reverse("crm:prospects-bulk"), sent).status_code == 422


def test_tags_are_ticked_and_leaders_add_words(
    rep: User, manager: User, client_of: SignIn
) -> None:
    prospect = factories.prospect(owner=rep)
    tag = Tag.objects.create(name="export")
    url = reverse("crm:prospect-tags", args=[prospect.pk])

    client_of(rep).post(url, {"tags": [tag.pk], "fresh": "mine"})
    assert [each.name for each in prospect.tags.all()] == ["export"]
    client_of(manager).post(url, {"tags": [], "fresh": " Key  account "})
    assert [each.name for each in prospect.tags.all()] == ["Key account"]
    assert Prospect.objects.get(pk=prospect.pk).version == 1


def test_a_leaver_is_shown_and_leaves(
    rep: User, teammate: User, admin: User, manager: User, client_of: SignIn
) -> None:
    factories.prospect(owner=rep)
    url = reverse("crm:person-leave", args=[rep.pk])
    assert client_of(manager).get(url).status_code == 403
    assert client_of(admin).get(url).context["found"]["prospects"] == 1
    wrong = client_of(admin).post(url, {"to": f"person-{rep.pk}"})
    assert wrong.status_code == 422
    sent = {"to": f"person-{teammate.pk}", "token": str(uuid4())}
    assert client_of(admin).post(url, sent).status_code == 303
    assert Job.objects.get().kind == "leave"
