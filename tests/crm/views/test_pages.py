"""Each role lands on its page; each page shows what it is for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from crm.models import Complaint, Organisation, Prospect, User
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]


def test_each_role_lands_on_its_own_page(
    rep: User, manager: User, admin: User, client_of: SignIn
) -> None:
    def landing(user: User) -> str:
        return str(client_of(user).get("/")["Location"])

    assert landing(rep) == reverse("crm:today")
    assert landing(admin) == reverse("crm:first-steps"), "nothing was ever sold here"
    factories.deal(owner=rep)
    assert landing(admin) == reverse("crm:setup")
    assert landing(manager) == reverse("kpis:team")


def test_the_board_counts_sums_and_weighs(rep: User, client_of: SignIn) -> None:
    factories.deal(owner=rep, amount=100_000, in_stage="Demo")
    factories.deal(owner=rep, amount=50_000, in_stage="Demo")
    factories.won_deal(owner=rep, amount=70_000)
    factories.won_deal(owner=rep, amount=1, at=NOW - timedelta(days=30))
    factories.lost_deal(owner=rep, amount=20_000)
    page = client_of(rep).get(reverse("crm:pipeline"))
    columns = {each["name"]: each for each in page.context["columns"]}
    demo, won = columns["Demo"], columns["Won"]
    assert (demo["count"], demo["sum"], demo["weighted"]) == (
        2,
        "€1,500",
        "weighted €450",
    )
    assert (won["count"], won["sum"], won["tail"]["count"]) == (1, "€700", 1)


def test_the_board_polls_for_itself_only(rep: User, client_of: SignIn) -> None:
    answer = client_of(rep).get(
        reverse("crm:pipeline"), {"poll": 1}, headers={"HX-Request": "true"}
    )
    assert b"<html" not in answer.content
    assert b'id="board"' in answer.content


def test_a_prospect_tells_its_life(rep: User, client_of: SignIn) -> None:
    prospect = factories.prospect(owner=rep, at=NOW - timedelta(days=20), name="Durand")
    factories.activity(rep=rep, prospect=prospect, at=NOW - timedelta(days=19))
    factories.won_deal(
        owner=rep, prospect=prospect, name="Racks", at=NOW - timedelta(days=2)
    )
    factories.complaint(by=rep, prospect=prospect, at=NOW - timedelta(days=1))
    page = client_of(rep).get(reverse("crm:prospect", args=[prospect.pk]))
    states = [step["state"] for step in page.context["steps"]]
    assert states == ["done", "done", "ahead", "now"]
    assert page.context["to_first_order"] == 18
    text = page.content.decode()
    for told in ("Deal won: Racks", "Complaint: Late delivery", "you are in charge"):
        assert told in text
    only = client_of(rep).get(
        reverse("crm:prospect", args=[prospect.pk]), {"show": "voice"}
    )
    assert "Deal won" not in only.content.decode()


def test_who_may_only_read_sees_no_button(
    rep: User, teammate: User, organisation: Organisation, client_of: SignIn
) -> None:
    organisation.records_seen_by_reps = Organisation.RecordsSeen.TEAM
    organisation.save()
    prospect = factories.prospect(owner=rep)
    page = client_of(teammate).get(reverse("crm:prospect", args=[prospect.pk]))
    assert page.status_code == 200
    edit = reverse("crm:prospect-edit", args=[prospect.pk])
    assert edit not in page.content.decode()


def test_adds_a_prospect_once(rep: User, client_of: SignIn) -> None:
    sent = {
        "name": "<b>Durand & Fils</b>",
        "kind": "organisation",
        "consent": "unknown",
        "token": str(uuid4()),
    }
    client, url = client_of(rep), reverse("crm:prospect-new")
    first, second = client.post(url, sent), client.post(url, sent)
    prospect = Prospect.objects.get()
    assert prospect.owner == rep
    assert first["Location"] == second["Location"]
    page = client.get(first["Location"]).content.decode()
    assert "<b>Durand" not in page


def test_a_form_with_errors_is_422_and_says_them(rep: User, client_of: SignIn) -> None:
    answer = client_of(rep).post(reverse("crm:prospect-new"), {"name": ""})
    assert answer.status_code == 422
    assert b"error-summary" in answer.content


def test_records_a_complaint_once(rep: User, client_of: SignIn) -> None:
    prospect = factories.prospect(owner=rep)
    sent = {
        "prospect": prospect.pk,
        "reason": factories.complaint_reason().pk,
        "severity": "high",
        "token": str(uuid4()),
    }
    for _ in range(2):
        client_of(rep).post(reverse("crm:complaint-new"), sent)
    assert Complaint.objects.get().severity == "high"


def test_preferences_keep_what_is_not_sent(rep: User, client_of: SignIn) -> None:
    url = reverse("crm:preferences")
    answer = client_of(rep).post(url, {"theme": "dark", "next": "/prospects/"})
    assert (answer.status_code, answer["Location"]) == (303, "/prospects/")
    elsewhere = {"language": "fr", "next": "https://evil.example/"}
    assert client_of(rep).post(url, elsewhere)["Location"] == url
    rep.refresh_from_db()
    assert (rep.theme, rep.language, rep.shortcuts_on) == ("dark", "fr", True)
    assert client_of(rep).post(url, {"theme": "pink"}).status_code == 422


def test_set_up_is_the_admins(
    rep: User, manager: User, admin: User, client_of: SignIn
) -> None:
    url = reverse("crm:setup")
    assert client_of(admin).get(url).status_code == 200
    assert client_of(rep).get(url).status_code == 403
    assert client_of(manager).get(url).status_code == 403


def test_an_undo_stays_without_script(rep: User, client_of: SignIn) -> None:
    deal = factories.deal(owner=rep, at=NOW - timedelta(days=1))
    client = client_of(rep)
    client.post(reverse("crm:deal-win", args=[deal.pk]), {"version": deal.version})
    page = client.get(reverse("crm:deal", args=[deal.pk])).content.decode()
    assert f'action="{reverse("crm:deal-reopen", args=[deal.pk])}"' in page
