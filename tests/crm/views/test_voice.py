"""The voice as people see it: late promises first, few queries, who may not be asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from crm.models import Complaint, Organisation, Prospect, SurveyInvitation, User
from crm.services import complaint_acts, voice
from kpis import snapshots, verify
from tests import factories
from tests.crm.views.writing_voice import answered, reviewed, said
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]
ROOMS = ("survey-answers", "verbatims", "reviews", "voice-summary")


def _hours(n: int) -> timedelta:
    return timedelta(hours=n)


def test_late_promises_come_first(
    rep: User, organisation: Organisation, client_of: SignIn
) -> None:
    fresh = factories.complaint(by=rep, at=NOW - _hours(2))
    late = factories.complaint(by=rep, at=NOW - _hours(27))
    done = factories.complaint(by=rep, at=NOW - _hours(50))
    complaint_acts.answer_complaint(complaint_id=done.pk, by=rep, now=NOW)
    client, url = client_of(rep), reverse("crm:voice")
    inbox = client.get(url)
    assert [row.pk for row in inbox.context["page"]] == [late.pk, fresh.pk]
    assert b"Answer late by 3 h" in inbox.content
    assert b"Answer within 22 h" in inbox.content
    open_ones = client.get(url, {"tab": "answered"})
    assert b"Resolve within 2 d" in open_ones.content
    everything = client.get(url, {"tab": "all", "sort": "due"})
    assert [row.pk for row in everything.context["page"]] == [
        late.pk,
        fresh.pk,
        done.pk,
    ]
    assert client.get(url, {"tab": "no", "sort": "due_at"}).status_code == 200


def _queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len([each for each in captured if "kpis_" not in each["sql"]])


@pytest.mark.parametrize("room", ROOMS)
def test_queries_do_not_grow(room: str, manager: User, rep: User, client_of: SignIn) -> None:  # fmt: skip
    client, url = client_of(manager), reverse(f"crm:{room}")
    counts = []
    for _ in range(2):
        for _ in range(3):
            answered(rep), said(rep), reviewed(rep)
            factories.complaint(by=rep)
        counts.append(_queries(client, url))
    assert counts[0] == counts[1] <= 8


def test_who_objected_is_not_asked_and_it_says_why(
    rep: User, client_of: SignIn
) -> None:
    company = factories.prospect(owner=rep, name="Durand")
    Prospect.objects.update(objected_at=NOW)
    url = reverse("crm:survey-send", args=[company.pk])
    client = client_of(rep)
    assert b"Durand objected to being contacted." in client.get(url).content
    client.post(url, {"survey": "nps", "language": "fr"})
    assert not SurveyInvitation.objects.exists()


@pytest.mark.parametrize("whose", ["rep", "teammate"])
def test_a_won_deal_offers_to_ask_whom_one_may_ask(
    whose: str, rep: User, teammate: User, client_of: SignIn
) -> None:
    owner = rep if whose == "rep" else teammate
    deal = factories.won_deal(owner=rep, prospect=factories.prospect(owner=owner))
    url = reverse("crm:survey-send", args=[deal.prospect_id])
    client = client_of(rep)
    page = client.get(reverse("crm:deal", args=[deal.pk])).content.decode()
    offered = whose == "rep"
    assert (url in page) is offered
    assert client.get(url).status_code == (200 if offered else 404)


def test_two_people_editing_one_complaint_lose_nothing(
    rep: User, client_of: SignIn
) -> None:
    row = factories.complaint(by=rep, verbatim="Broken.")
    url = reverse("crm:complaint-edit", args=[row.pk])
    sent = {
        "reason": row.reason_id,
        "severity": "low",
        "received_at": "2026-11-20T10:30",
        "version": row.version,
    }
    client = client_of(rep)
    assert client.post(url, sent | {"verbatim": "Mine."}).status_code == 303
    late = client.post(url, sent | {"verbatim": "Theirs."})
    assert late.status_code == 409
    assert b"Mine." in late.content
    assert b"Theirs." in late.content
    assert Complaint.objects.get().verbatim == "Mine."


@pytest.mark.parametrize(
    ("route", "sent"),
    [
        ("complaint-new", {"reason": "0", "severity": "worst"}),
        ("complaint-new", {"reason": "9" * 40, "prospect": "\0", "deal": "x"}),
        ("survey-answer-new", {"survey": "nps", "score": "11"}),
        ("survey-answer-new", {"survey": "csat", "score": "0", "prospect": "9e9"}),
        ("verbatim-new", {"kind": "x", "text": "\0"}),
        ("review-new", {"site": "G", "rating": "6", "at": "0000-00-00T00:00"}),
        ("review-new", {"site": "G", "rating": "5", "at": "9999-12-31T23:59"}),
    ],
)
def test_hostile_values_are_refused_beside_their_field(
    route: str, sent: dict[str, str], rep: User, client_of: SignIn
) -> None:
    answer = client_of(rep).post(reverse(f"crm:{route}"), sent)
    assert answer.status_code == 422
    assert b'class="error' in answer.content


def test_figures_follow_what_is_written_here(rep: User, teammate: User) -> None:
    row = factories.complaint(by=rep, severity="high", at=NOW - _hours(60))
    voice.edit_complaint(
        complaint_id=row.pk, by=rep, now=NOW, received_at=NOW - _hours(90)
    )
    complaint_acts.resolve_complaint(
        complaint_id=row.pk, resolution="x", by=rep, now=NOW
    )
    complaint_acts.reopen_complaint(complaint_id=row.pk, by=rep, now=NOW)
    answered(rep), said(rep), reviewed(rep)
    snapshots.drain(now=NOW)
    verdict = verify.verify()
    assert (verdict.pending, verdict.differences) == (0, [])
