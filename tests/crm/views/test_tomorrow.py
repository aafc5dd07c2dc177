"""Plan the next working day: bring over what is left, add who was never called."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from crm.models import Absence, Activity, WayBack
from tests import factories
from tests.factories import NOW, paris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def plan(client):
    return client.get(reverse("crm:plan-tomorrow")).context


def test_on_a_friday_the_next_day_is_monday_unless_absent(rep, client_of) -> None:
    client = client_of(rep)
    assert plan(client)["day"].isoformat() == "2026-11-23"
    first = NOW.date() + timedelta(days=3)
    Absence.objects.create(user=rep, from_on=first, to_on=first + timedelta(days=2))
    assert plan(client)["day"].isoformat() == "2026-11-25"


def test_what_is_left_moves_over_at_its_hour_and_back(rep, client_of) -> None:
    client, url = client_of(rep), reverse("crm:plan-tomorrow")
    for hours in (-26, -1, 3):
        at = NOW + timedelta(hours=hours)
        factories.activity(
            rep=rep, kind="task", subject=f"{hours}", at=at, status="planned"
        )
    assert [line["who"] for line in plan(client)["left"]] == ["-26", "-1", "3"]

    assert client.post(url).status_code == 303
    moved = Activity.objects.order_by("id").values_list("at", flat=True)
    wanted = [(8, 30), (9, 30), (13, 30)]
    assert list(moved) == [paris(2026, 11, 23, *hour) for hour in wanted]
    assert plan(client)["left"] == []

    client.post(reverse("crm:undo", args=[WayBack.objects.get().pk]))
    assert len(plan(client)["left"]) == 3


def test_a_call_is_added_once(rep, client_of) -> None:
    client = client_of(rep)
    prospect = factories.prospect(owner=rep, name="Durand")
    url = reverse("crm:prospect-plan", args=[prospect.pk])
    for _ in range(2):
        client.post(url)
    call = Activity.objects.get()
    assert (call.at, call.all_day) == (paris(2026, 11, 23, 0), True)
    shown = plan(client)
    assert [line["who"] for line in shown["planned"]] == ["Durand"]
    assert shown["never"] == []


def test_asks_as_little_however_long(rep, client_of, django_assert_max_num_queries):
    client = client_of(rep)
    plan(client)
    for n in (1, 15):
        for _ in range(n):
            prospect = factories.prospect(owner=rep)
            for hours in (1, 72):
                at = NOW + timedelta(hours=hours)
                factories.activity(rep=rep, prospect=prospect, at=at, status="planned")
            factories.prospect(owner=rep)
        with django_assert_max_num_queries(10):
            plan(client)
