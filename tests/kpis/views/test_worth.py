"""The page of customers worth the effort: what it shows is the figure, names follow records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from crm.models import Prospect, User
from kpis import snapshots
from kpis.catalogue import KPIS
from kpis.rollup import figures
from kpis.views.worth import tables
from tests import factories
from tests.factories import NOW, paris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    caches["local"].clear()
    yield
    caches["local"].clear()


def sells(who: User, name: str, amount: int) -> Prospect:
    found = factories.prospect(owner=who, name=name, at=paris(2026, 1, 5))
    factories.won_deal(
        owner=who, prospect=found, at=paris(2026, 11, 3), amount=amount, name="Racks"
    )
    snapshots.drain(now=NOW)
    return found


def page(client: Client, **query: Any) -> Any:
    return client.get(reverse("kpis:worth"), query)


def test_an_empty_page_says_what_to_do_first(rep: User, client_of: SignIn) -> None:
    assert "Once a deal is won" in page(client_of(rep)).content.decode()


def test_the_best_customer_stands_first_and_links_to_its_record(
    rep: User, client_of: SignIn
) -> None:
    small, big = sells(rep, "Small", 10_000), sells(rep, "Big", 90_000)
    found = page(client_of(rep), by="revenue")
    rows = found.context["rows"]
    assert [row["name"] for row in rows] == ["Big", "Small"]
    assert rows[0]["url"] == reverse("crm:prospect", args=[big.pk])
    assert rows[1]["url"] == reverse("crm:prospect", args=[small.pk])
    assert [row["upto"] for row in rows] == ["90.0%", "100.0%"]


def test_a_rep_sees_what_the_manager_sees_of_that_rep(
    rep: User, teammate: User, manager: User, client_of: SignIn
) -> None:
    sells(rep, "Mine", 70_000)
    sells(teammate, "Theirs", 80_000)
    own = page(client_of(rep), by="revenue").context
    seen = page(client_of(manager), by="revenue", rep=rep.pk).context
    assert own["rows"] == seen["rows"]
    assert own["feet"] == seen["feet"]
    assert [row["name"] for row in own["rows"]] == ["Mine"]


def test_no_name_of_an_unreadable_customer_is_on_the_page_nor_in_the_file(
    rep: User, teammate: User, client_of: SignIn
) -> None:
    moved = sells(rep, "Hidden Ltd", 70_000)
    Prospect.objects.filter(pk=moved.pk).update(owner=teammate)
    found = page(client_of(rep), by="revenue")
    assert "Hidden Ltd" not in found.content.decode()
    assert found.context["rows"] == []
    assert found.context["feet"][1]["name"] == "1 customer of others"


def test_a_group_opens_its_customers(rep: User, client_of: SignIn) -> None:
    who = sells(rep, "Acme", 70_000)
    client = client_of(rep)
    rows = page(client, of="client_type", by="revenue").context["rows"]
    assert [row["name"] for row in rows] == ["(none)"]
    assert page(client, of="nonsense", by="nonsense").context["choice"].of == "customer"
    assert who.client_type_id is None


def test_the_file_holds_what_the_page_shows(rep: User, client_of: SignIn) -> None:
    sells(rep, "Acme", 70_000)
    shown = page(client_of(rep), by="revenue").context
    request = RequestFactory().get("/", {"by": "revenue"})
    request.user = rep
    [sheet] = tables(request)
    assert len(sheet.columns) == 2 + len(shown["heads"])
    assert shown["rows"][0]["lived"] == ("3 Nov 2026", "3 Nov 2026")
    assert [row[1] for row in sheet.rows] == ["Acme", "Total"]
    place = shown["heads"].index("Revenue")
    assert sheet.rows[0][2 + place] == 70_000


def test_served_again_it_costs_few_queries_and_never_more_with_more_customers(
    rep: User, manager: User, client_of: SignIn
) -> None:
    client = client_of(manager)

    def asked() -> tuple[int, int]:
        caches["local"].clear()
        client.get(reverse("crm:notices"))
        with CaptureQueriesContext(connection) as anew:
            page(client)
        with CaptureQueriesContext(connection) as again:
            page(client)
        return len(anew), len(again)

    sells(rep, "One", 1_000)
    few = asked()
    for number in range(8):
        sells(rep, f"More {number}", 1_000)
    many = asked()
    assert many <= few
    assert few[1] <= 8, few


def test_the_total_is_the_figure_of_the_scope(
    rep: User, teammate: User, manager: User, client_of: SignIn
) -> None:
    sells(rep, "Mine", 70_000)
    sells(teammate, "Theirs", 80_000)
    found = page(client_of(manager), by="revenue")
    from kpis.views.parts.worth import asked_of
    from kpis.views.worth import read

    request = RequestFactory().get("/", {"by": "revenue"})
    request.user = manager
    asked_for, _choice = read(request)
    kpi = KPIS["revenue"]
    total = figures([kpi], asked_of(asked_for))[kpi.key][()]
    assert total.value == 150_000
    assert "1,500" in str(found.context["feet"][0]["cells"])


# -- how few bring most -----------------------------------------------------------------------


def test_each_column_of_the_chart_is_its_row_and_the_line_adds_them_up(
    rep: User, client_of: SignIn
) -> None:
    for name, amount in (("A", 60_000), ("B", 25_000), ("C", 10_000), ("D", 5_000)):
        sells(rep, name, amount)

    chart = page(client_of(rep), by="revenue").context["chart"]

    bars, line = chart["data"]["series"]
    assert bars["data"] == [0.6, 0.25, 0.1, 0.05]
    assert line["data"] == pytest.approx([0.6, 0.85, 0.95, 1.0])
    assert chart["sentence"] == ("1 customer of 4 brings half of it all. 2 bring 80%.")
    assert [mark["at"] for mark in chart["data"]["breaks"]] == [1]
    assert [row["cells"] for row in chart["table"]["rows"]][1] == [
        "B",
        "€250",
        "25.0%",
        "85.0%",
    ]


def test_many_customers_stand_together_and_lose_nothing(
    rep: User, client_of: SignIn
) -> None:
    for number in range(41):
        sells(rep, f"No {number}", 1_000 + number)

    chart = page(client_of(rep), by="revenue").context["chart"]

    bars, line = chart["data"]["series"]
    assert chart["data"]["labels"][0] == "1–3"
    assert chart["data"]["labels"][-1] == "40–41"
    assert sum(bars["data"]) == pytest.approx(1)
    assert line["data"][-1] == 1
    total = sum(range(1_000, 1_041))
    assert bars["data"][0] == pytest.approx((1_040 + 1_039 + 1_038) / total)


def test_what_nobody_here_may_name_is_missing_to_the_whole(
    rep: User, teammate: User, client_of: SignIn
) -> None:
    for name in ("A", "B", "C"):
        sells(rep, name, 10_000)
    moved = sells(rep, "Hidden Ltd", 70_000)
    Prospect.objects.filter(pk=moved.pk).update(owner=teammate)

    found = page(client_of(rep), by="revenue")

    chart = found.context["chart"]
    assert chart["data"]["series"][1]["data"][-1] == pytest.approx(0.3)
    assert chart["sentence"] == (
        "Half of it all comes from elsewhere. The rest is not named on this page."
    )
    assert "Hidden" not in found.content.decode()


def test_two_rows_are_not_drawn(rep: User, client_of: SignIn) -> None:
    sells(rep, "A", 60_000)
    sells(rep, "B", 25_000)
    assert page(client_of(rep), by="revenue").context["chart"] is None
    sells(rep, "C", 5_000)
    assert page(client_of(rep), by="revenue").context["chart"] is not None
    # They come from one source.
    assert page(client_of(rep), of="source", by="revenue").context["chart"] is None
