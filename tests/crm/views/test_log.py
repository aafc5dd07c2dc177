"""The quick log: four taps, written once, undone by who logged it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from crm.models import Activity, User, WayBack
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]
HTMX = {"HX-Request": "true"}


def _typed(who: Any, /, **changes: Any) -> dict[str, Any]:
    typed = {
        "prospect": who.pk,
        "kind": "call",
        "outcome": "reached",
        "at": "2026-11-20T10:00",
        "minutes": "12",
        "next_kind": "",
        "client_uuid": str(uuid4()),
    }
    return typed | changes


def test_logs_a_call_with_its_next_step(rep: User, client_of: SignIn) -> None:
    prospect = factories.prospect(owner=rep, at=NOW - timedelta(days=1))
    typed = _typed(prospect, next_kind="demo", next_at="2026-11-26T14:00")
    answer = client_of(rep).post(reverse("crm:log"), typed)
    assert answer.status_code == 303
    held, planned = Activity.objects.order_by("at")
    assert (held.kind, held.status, held.duration_s) == ("call", "held", 720)
    assert (planned.kind, planned.status) == ("demo", "planned")
    prospect.refresh_from_db()
    assert prospect.contacted_at == held.at


def test_tells_the_page_that_figures_moved(rep: User, client_of: SignIn) -> None:
    prospect = factories.prospect(owner=rep)
    answer = client_of(rep).post(reverse("crm:log"), _typed(prospect), headers=HTMX)
    for event in ("figures-moved", "activity-logged", "sheet-close"):
        assert event in answer["HX-Trigger"]
    back = WayBack.objects.get(by=rep)
    assert reverse("crm:undo", args=[back.pk]) in answer.content.decode()


def test_a_moment_to_come_is_a_plan(rep: User, client_of: SignIn) -> None:
    prospect = factories.prospect(owner=rep)
    client_of(rep).post(reverse("crm:log"), _typed(prospect, at="2026-11-24T09:00"))
    assert Activity.objects.get().status == "planned"


def test_sent_twice_it_is_written_once(rep: User, client_of: SignIn) -> None:
    typed = _typed(
        factories.prospect(owner=rep), next_kind="call", next_at="2026-11-24T09:00"
    )
    for _ in range(2):
        client_of(rep).post(reverse("crm:log"), typed)
    assert Activity.objects.count() == 2


@pytest.mark.parametrize(
    "broken",
    [
        {"prospect": ""},
        {"prospect": "999999999999999999999"},
        {"kind": "smoke-signal"},
        {"at": "yesterday"},
        {"minutes": "-1"},
        {"next_kind": "demo", "next_at": ""},
        {"client_uuid": "x"},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    broken: dict[str, str], rep: User, client_of: SignIn
) -> None:
    prospect = factories.prospect(owner=rep)
    answer = client_of(rep).post(reverse("crm:log"), _typed(prospect, **broken))
    assert answer.status_code == 422
    assert not Activity.objects.exists()


def test_another_persons_prospect_is_no_choice(
    rep: User, teammate: User, client_of: SignIn
) -> None:
    hidden = factories.prospect(owner=teammate, name="Hidden")
    answer = client_of(rep).post(reverse("crm:log"), _typed(hidden))
    assert answer.status_code == 422
    assert b"Hidden" not in answer.content
    found = client_of(rep).get(reverse("crm:prospect-find"), {"q": "hidden"})
    assert found.json() == []


def test_undo_deletes_the_log_and_its_next_step(rep: User, client_of: SignIn) -> None:
    typed = _typed(
        factories.prospect(owner=rep), next_kind="call", next_at="2026-11-24T09:00"
    )
    client = client_of(rep)
    client.post(reverse("crm:log"), typed)
    url = reverse("crm:undo", args=[WayBack.objects.get(by=rep).pk])
    for _ in range(2):
        assert client.post(url).status_code == 303
    assert not Activity.objects.exists()


def test_only_who_logged_it_undoes_it(
    rep: User, manager: User, client_of: SignIn
) -> None:
    activity = factories.activity(rep=rep, prospect=factories.prospect(owner=rep))
    url = reverse("crm:activity-delete", args=[activity.pk])
    assert client_of(manager).post(url, {"undo": "log"}).status_code == 403
    logged_for_her = factories.activity(rep=rep, by=manager, prospect=activity.prospect)
    url = reverse("crm:activity-delete", args=[logged_for_her.pk])
    assert client_of(rep).post(url).status_code == 403
    assert Activity.objects.count() == 2
