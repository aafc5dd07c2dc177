"""An admin retires an indicator and brings it back: what it leaves, what stays readable, who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from crm.models import AuditEntry, Team, User
from kpis.models import RetiredKpi
from kpis.targets.attainment import set_target
from kpis.tiles import presets
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]


def keys(client: Client, **asked: str) -> list[str]:
    """The figures that the page shows, in its order."""
    text = client.get("/figures/catalogue/", asked).content.decode()
    return [
        part.split('"', 1)[0]
        for part in text.split('<section class="card span-6" id="')[1:]
    ]


def retire(client: Client, key: str, reason: str = "Nobody acts on it") -> Any:
    return client.post(reverse("kpis:retire", args=[key]), {"reason": reason})


def test_a_retired_figure_leaves_what_people_choose_from(
    admin: User, rep: User, client_of: SignIn
) -> None:
    client = client_of(admin)
    assert retire(client, "demos").status_code == 303

    assert keys(client)[-1] == "demos"
    assert '<option value="demos">' not in client.get("/targets/").content.decode()
    board = client.get("/figures/rankings/").content.decode()
    assert 'value="demos"' not in board
    mine = client_of(rep).get("/figures/").content.decode()
    assert "Demos" not in mine.split('class="tiles"', 1)[1]


def test_its_page_its_board_and_its_targets_stay_readable(
    admin: User, manager: User, rep: User, north: Team, client_of: SignIn
) -> None:
    set_target(
        by=None,
        now=NOW,
        kpi="demos",
        period="month",
        starts_on=date(2026, 11, 1),
        value=12,
        user=rep,
    )
    retire(client_of(admin), "demos", "We sell without demos now.")
    client = client_of(manager)

    page = client.get(reverse("kpis:explain", args=["demos"])).content.decode()
    assert "Retired on" in page
    assert "We sell without demos now." in page
    assert client.get("/figures/rankings/", {"kpi": "demos"}).status_code == 200
    form = client.get("/targets/", {"kpi": "demos"}).content.decode()
    assert 'value="12"' in form
    assert "Save targets" not in form
    client.post("/targets/", {"kpi": "demos", f"user-{rep.pk}": "99"})
    again = client.get("/targets/", {"kpi": "demos"}).content.decode()
    assert 'value="12"' in again


def test_it_is_brought_back_and_both_are_noted(
    admin: User, rep: User, client_of: SignIn
) -> None:
    client = client_of(admin)
    retire(client, "demos", "Not now")
    retire(client, "demos", "Again")
    assert RetiredKpi.objects.get().reason == "Not now"
    assert client.post(reverse("kpis:restore", args=["demos"])).status_code == 303

    assert not RetiredKpi.objects.exists()
    assert "demos" in keys(client_of(rep))
    noted = AuditEntry.objects.filter(kind="retiredkpi").order_by("pk")
    assert [(entry.action, entry.by, entry.label) for entry in noted] == [
        ("retired", admin, "demos"),
        ("brought back", admin, "demos"),
    ]


@pytest.mark.parametrize("act", ["retire", "restore"])
def test_only_an_admin_retires(
    act: str, rep: User, manager: User, client_of: SignIn
) -> None:
    for user in (rep, manager):
        url = reverse(f"kpis:{act}", args=["demos"])
        assert client_of(user).post(url, {"reason": "x"}).status_code == 403
    assert not RetiredKpi.objects.exists()


def test_a_reason_is_asked_for_and_the_headline_stays(
    admin: User, client_of: SignIn
) -> None:
    client = client_of(admin)

    assert retire(client, "demos", "").status_code == 422
    refused = retire(client, presets.HEADLINE)
    assert refused.status_code == 422
    assert "rank by it" in refused.content.decode()
    assert retire(client, "no_such_key").status_code == 404
    assert not RetiredKpi.objects.exists()
