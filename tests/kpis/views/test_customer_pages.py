"""Customers at risk and lists of customers: live, saved, taken away, followed up as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from crm.models import Complaint, Job, Prospect, SavedView, User
from crm.services import complaint_acts
from kpis import snapshots
from kpis.views import customer_lists, risk
from tests import factories
from tests.factories import NOW, paris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    caches["local"].clear()
    yield
    caches["local"].clear()


def customer(who: User, name: str, amount: int = 100_000, month: int = 11) -> Prospect:
    found = factories.prospect(owner=who, name=name, at=paris(2026, 1, 5))
    factories.won_deal(
        owner=who, prospect=found, at=paris(2026, month, 3), amount=amount
    )
    snapshots.drain(now=NOW)
    return found


def complains(who: Prospect) -> Complaint:
    found = factories.complaint(by=who.owner, prospect=who, at=paris(2026, 11, 9))
    snapshots.drain(now=NOW)
    return found


def page(client: Client, name: str, **query: Any) -> Any:
    return client.get(reverse(f"kpis:{name}"), query)


def named(answer: Any) -> list[str]:
    return [row["name"] for row in answer.context["rows"]]


def asking(user: User, **query: str) -> Any:
    request = RequestFactory().get("/", query)
    request.user = user
    return request


# -- at risk ----------------------------------------------------------------------------------


def test_today_names_three_of_ones_own_and_says_how_many_there_are(
    rep: User, teammate: User, manager: User, client_of: SignIn
) -> None:
    complains(customer(teammate, "Theirs", 900_000))
    for number in range(4):
        complains(customer(rep, f"Mine {number}", 100_000 + number))

    found = page(client_of(rep), "risk-today")

    assert named(found) == ["Mine 3", "Mine 2", "Mine 1"]
    assert "All 4 customers at risk" in found.content.decode()
    # A leader who sells nothing has none of their own; one who sells has no one else's.
    assert page(client_of(manager), "risk-today").content.strip() == b""
    User.objects.filter(pk=manager.pk).update(sells=True)
    complains(customer(User.objects.get(pk=manager.pk), "Boss"))
    assert named(page(client_of(manager), "risk-today")) == ["Boss"]


def test_who_complains_is_at_risk_until_it_is_resolved(
    rep: User, client_of: SignIn
) -> None:
    client, acme = client_of(rep), customer(rep, "Acme")
    assert named(page(client, "risk")) == []
    said = complains(acme)
    found = page(client, "risk")
    assert found.context["rows"][0]["reasons"] == [
        "1 complaint is open since 9 Nov 2026"
    ]
    assert "€1,000" in found.context["sentence"]
    assert found.context["rows"][0]["url"] == reverse("crm:prospect", args=[acme.pk])
    complaint_acts.resolve_complaint(
        complaint_id=said.pk, by=rep, now=NOW, resolution="Delivered again"
    )
    snapshots.drain(now=NOW)
    assert named(page(client, "risk")) == []


def test_a_rep_has_own_customers_and_a_manager_those_of_the_team(
    rep: User, teammate: User, manager: User, other_manager: User, client_of: SignIn
) -> None:
    for who, name in ((rep, "Mine"), (teammate, "Theirs")):
        complains(customer(who, name))
    assert named(page(client_of(rep), "risk")) == ["Mine"]
    assert named(page(client_of(manager), "risk")) == ["Mine", "Theirs"]
    assert named(page(client_of(manager), "risk", rep=rep.pk)) == ["Mine"]
    assert named(page(client_of(other_manager), "risk")) == []
    assert named(page(client_of(manager), "risk-few", rep=rep.pk)) == ["Mine"]


def test_the_file_holds_the_reasons(rep: User) -> None:
    complains(customer(rep, "Acme"))
    [sheet] = risk.tables(asking(rep))
    assert sheet.rows == [
        ["Acme", "Camille Roux", 1, "1 complaint is open since 9 Nov 2026", 100_000]
    ]


# -- lists ------------------------------------------------------------------------------------


def test_a_list_holds_who_meets_every_condition(rep: User, client_of: SignIn) -> None:
    customer(rep, "New")
    customer(rep, "Small and quiet", amount=1_000, month=2)
    customer(rep, "Quiet", month=2)
    client = client_of(rep)
    assert named(page(client, "customer-list")) == ["New", "Quiet", "Small and quiet"]
    quiet = page(client, "customer-list", quiet=6)
    assert named(quiet) == ["Quiet", "Small and quiet"]
    both = page(client, "customer-list", quiet=6, revenue="500")
    assert named(both) == ["Quiet"]
    assert "€1,000" in both.context["sentence"]


@pytest.mark.parametrize("text", ["many", "-3", "0", "1.5", "1e999", "NaN", "999999"])
def test_what_is_no_number_is_said_and_left_out(
    text: str, rep: User, client_of: SignIn
) -> None:
    customer(rep, "New")
    found = page(client_of(rep), "customer-list", quiet=text)
    assert found.status_code == 400
    assert text in found.context["problems"][0]
    assert named(found) == ["New"]


def test_a_list_is_saved_shared_and_read_again_each_time(
    rep: User, teammate: User, client_of: SignIn
) -> None:
    client = client_of(rep)
    customer(rep, "Quiet", month=2)
    address = reverse("crm:view-new", args=["customers"])
    team = rep.memberships.get().team_id
    answer = client.post(
        address, {"name": "To wake up", "team": team, "query": "quiet=6&page=2"}
    )
    kept = SavedView.objects.get(page="customers")
    assert kept.query == "quiet=6"
    assert answer.url == f"{reverse('kpis:customer-list')}?quiet=6&saved={kept.pk}"
    customer(rep, "Quiet too", month=3)
    found = client.get(answer.url)
    assert named(found) == ["Quiet", "Quiet too"]
    assert found.context["views"]["current"].name == "To wake up"
    # Shared is the question, never the rows.
    shared = client_of(teammate).get(answer.url)
    assert shared.context["views"]["current"].shared_by == "Camille Roux"
    assert named(shared) == []


def test_all_of_them_get_a_next_step_after_a_preview(
    rep: User, client_of: SignIn
) -> None:
    client = client_of(rep)
    one, two = customer(rep, "One", month=2), customer(rep, "Two", month=2)
    found = page(client, "customer-list", quiet=6)
    sent = {"ids": found.context["ids"], "next_step_on": "2026-12-01"}
    sent["token"] = str(found.context["token"])
    preview = client.post(found.context["bulk_url"], sent)
    assert preview.status_code == 200
    assert preview.context["found"]["change"] == 2
    assert "2026-12-01" in preview.content.decode()
    assert {one.next_step_on, two.next_step_on} == {None}
    for _twice in range(2):
        done = client.post(found.context["bulk_url"], sent | {"go": "1"})
        assert done.status_code == 303
    assert Job.objects.get().args["changes"] == {"next_step_on": "2026-12-01"}


def test_the_file_holds_everybody_with_the_conditions(rep: User) -> None:
    customer(rep, "Quiet", month=2)
    [sheet] = customer_lists.tables(asking(rep, quiet="6"))
    assert sheet.rows[0][:4] == [
        "Quiet",
        "Camille Roux",
        date(2026, 2, 3),
        date(2026, 2, 3),
    ]
    assert sheet.notes == ["No order for (months): 6"]


@pytest.mark.parametrize("name", ["risk", "risk-few", "risk-today", "customer-list"])
def test_more_customers_cost_no_more_queries(
    name: str, rep: User, client_of: SignIn
) -> None:
    client = client_of(rep)

    def asked() -> tuple[int, int]:
        caches["local"].clear()
        client.get(reverse("crm:notices"))
        with CaptureQueriesContext(connection) as anew:
            page(client, name)
        with CaptureQueriesContext(connection) as again:
            page(client, name)
        return len(anew), len(again)

    complains(customer(rep, "One"))
    few = asked()
    for number in range(8):
        complains(customer(rep, f"More {number}"))
    many = asked()
    assert many <= few
    assert few[1] <= 8, few
