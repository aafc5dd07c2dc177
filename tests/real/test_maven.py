"""A year of sales that nobody here wrote: 8,800 opportunities, 35 reps, 6 managers, 3 offices.

Every figure is compared with ``reference.json``, computed apart from the application: money to the
cent, rates to 1e-6, the rest to the digits the reference gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from crm.models import Deal, DealLine, DealMovement, Organisation, Prospect, User
from kpis.models import DailySnapshot, Mark
from tests.real.conftest import (
    READ_AT,
    YEAR,
    by,
    cents,
    command,
    data_folder,
    figure,
    imported,
)

RATE = 1e-6
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def maven(held: None, reference: dict[str, Any]) -> Iterator[dict[str, dict[str, Any]]]:
    """The four files imported by mapping, snapshots built by the Celery task; the reports."""
    yield from imported(data_folder("maven_crm") / "sales_pipeline.csv", "deals.json")


# -- what was read ------------------------------------------------------------------------------


def test_every_line_of_every_file_is_accounted_for(maven: dict[str, Any]) -> None:
    for name, report in maven.items():
        done = sum(
            report[part] for part in ("created", "updated", "skipped", "rejected")
        )
        assert report["read"] == done, name
        assert report["rejected"] == 0, (name, report["errors"][:3])
    assert maven["deals.json"]["created"] == 8800
    assert maven["deals.json"]["missing_opened_at"] == 500


def test_the_facts_stand_as_the_files_say(maven: dict[str, Any]) -> None:
    assert Deal.objects.count() == DealLine.objects.count() == 8800
    assert Deal.objects.filter(prospect=None).count() == 1425
    assert Prospect.objects.count() == 85
    assert User.objects.filter(role="rep", sells=True).count() == 35
    assert DealMovement.objects.filter(kind="opened").count() == 8800


def test_nothing_waits_and_cells_equal_the_rows(maven: dict[str, Any]) -> None:
    assert not Mark.objects.exists()
    assert DailySnapshot.objects.exists()
    assert command("snapshots", "verify")["differences"] == []


# -- the whole year -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "name"), [("deals_won", "won"), ("deals_lost", "lost")]
)
def test_deals_that_ended(maven: Any, reference: Any, key: str, name: str) -> None:
    assert figure(key)["total"]["value"] == reference["overall"][name]


def test_revenue(maven: Any, reference: Any) -> None:
    assert figure("revenue")["total"]["value"] == cents(reference["overall"]["revenue"])


def test_win_rate_and_its_parts(maven: Any, reference: Any) -> None:
    total = figure("win_rate")["total"]
    assert total["value"] == pytest.approx(reference["overall"]["win_rate"], abs=RATE)
    assert (total["numerator"], total["denominator"]) == (4238, 6711)


def test_average_deal(maven: Any, reference: Any) -> None:
    assert figure("avg_transaction")["total"]["value"] == cents(
        reference["overall"]["avg_deal"]
    )


def test_sales_cycle(maven: Any, reference: Any) -> None:
    spread = figure("sales_cycle")["total"]["value"]
    assert spread["n"] == reference["overall"]["won"]
    assert round(spread["mean"], 4) == reference["overall"]["avg_cycle_days_won"]
    assert spread["median"] == reference["overall"]["median_cycle_days_won"]


def test_open_deals_are_priced_at_their_list_price(maven: Any, reference: Any) -> None:
    today = READ_AT.date().isoformat()
    open_now = {"first": today, "last": today}
    value = figure("pipeline_value", **open_now)["total"]["value"]
    assert value == cents(reference["overall"]["open_list_price"])
    assert (
        figure("open_deals", **open_now)["total"]["value"]
        == reference["overall"]["open"]
    )


@pytest.mark.parametrize(
    ("split", "part"),
    [("rep", "by_rep"), ("team", "by_manager"), ("product", "by_product")],
)
def test_the_open_pipeline_splits(
    maven: Any, reference: Any, split: str, part: str
) -> None:
    today = READ_AT.date().isoformat()
    rows = by("pipeline_value", split, first=today, last=today)
    for name, wanted in reference[part].items():
        assert rows[name]["value"] == cents(wanted["open_list_price"]), name


# -- every split: revenue, wins, losses, win rate, cycle -----------------------------------------

SPLITS = [
    ("rep", "by_rep"),
    ("team", "by_manager"),
    ("product", "by_product"),
    ("category", "by_series"),
    ("sector", "by_sector"),
    ("region", "by_account_location"),
    ("month", "by_month"),
    ("quarter", "by_quarter"),
]


def named(name: str) -> str:
    """A reference name as the application writes it."""
    if name == "(no account)":
        return "(none)"
    return re.sub(r"^(\d{4})(Q\d)$", r"\1-\2", name)


@pytest.mark.parametrize(("split", "part"), SPLITS)
def test_revenue_splits_to_the_cent(
    maven: Any, reference: Any, split: str, part: str
) -> None:
    rows = by("revenue", split)
    for name, wanted in reference[part].items():
        if named(name) not in rows:
            assert not wanted["revenue"], name
            continue
        assert rows[named(name)]["value"] == cents(wanted["revenue"]), name
    total = sum(Decimal(row["value"]) for row in rows.values())
    assert str(total) == cents(reference["overall"]["revenue"])


@pytest.mark.parametrize(("split", "part"), SPLITS)
def test_win_rate_splits(maven: Any, reference: Any, split: str, part: str) -> None:
    rows = by("win_rate", split)
    for name, wanted in reference[part].items():
        row = rows.get(named(name))
        if not wanted["won"] + wanted["lost"]:
            assert row is None or row["value"] is None
            continue
        assert row is not None
        assert row["value"] == pytest.approx(wanted["win_rate"], abs=RATE), name
        assert (row["numerator"], row["denominator"]) == (
            wanted["won"],
            wanted["won"] + wanted["lost"],
        )


@pytest.mark.parametrize(("split", "part"), SPLITS)
def test_sales_cycle_splits(maven: Any, reference: Any, split: str, part: str) -> None:
    rows = by("sales_cycle", split)
    for name, wanted in reference[part].items():
        if wanted["won"]:
            assert round(rows[named(name)]["value"]["mean"], 4) == pytest.approx(
                wanted["avg_cycle_days_won"], abs=1.1e-4
            ), name


@pytest.mark.parametrize("office", ["Central", "East", "West"])
def test_a_regional_office_is_the_sum_of_its_teams(
    maven: Any, reference: Any, office: str
) -> None:
    wanted = reference["by_regional_office"][office]
    assert figure("revenue", team=office)["total"]["value"] == cents(wanted["revenue"])
    rate = figure("win_rate", team=office)["total"]["value"]
    assert rate == pytest.approx(wanted["win_rate"], abs=RATE)
    assert figure("deals_won", team=office)["total"]["value"] == wanted["won"]


def test_growth_by_month(maven: Any, reference: Any) -> None:
    rows = by("sales_growth", "month")
    for month, wanted in reference["by_month"].items():
        growth = wanted["revenue_growth_vs_previous"]
        if growth is None:
            assert rows[month]["value"] is None
            assert rows[month]["reason"] == "no_previous"
        else:
            assert rows[month]["value"] == pytest.approx(growth, abs=RATE), month


def test_the_ranking_is_by_money_won(maven: Any, reference: Any) -> None:
    rows = by("revenue", "rep")
    ours = sorted(rows, key=lambda name: -Decimal(rows[name]["value"]))
    theirs = [row["rep"] for row in reference["rep_rank_by_revenue_all_time"]]
    assert ours[: len(theirs)] == theirs


# -- the same through the other doors ------------------------------------------------------------


@pytest.fixture
def signed_in(maven: Any) -> Client:
    admin = User.objects.create_user(
        "boss@maven.example", role="admin", full_name="Boss", sells=False
    )
    client = Client()
    client.force_login(admin)
    return client


@pytest.mark.parametrize(("split", "part"), SPLITS)
def test_the_api_says_the_same(
    signed_in: Client, reference: Any, split: str, part: str
) -> None:
    asked = {"kpi": "revenue,win_rate", "by": split, **YEAR}
    revenue, rate = signed_in.get("/api/v1/kpis/values/", asked).json()["results"]
    amounts = {row["labels"][split]: row["value"] for row in revenue["rows"]}
    rates = {row["labels"][split]: row["value"] for row in rate["rows"]}
    for name, wanted in reference[part].items():
        if wanted["won"]:
            assert amounts[named(name)] == cents(wanted["revenue"])
            assert rates[named(name)] == pytest.approx(wanted["win_rate"], abs=RATE)


def table_of(page: str, place: str) -> dict[str, str]:
    """{first cell: figure} of the HTML table that stands in this place."""
    found = re.search(rf'id="{place}".*?</table>', page, re.S)
    assert found, f"no table in {place}"
    rows = {}
    for row in re.findall(r"<tr.*?</tr>", found.group(), re.S):
        cells = re.findall(r"<t[hd].*?</t[hd]>", row, re.S)
        texts = [unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in cells]
        if len(texts) > 1:
            rows[texts[0]] = texts[1]
    return rows


@pytest.mark.parametrize(("split", "part"), SPLITS)
def test_the_page_says_the_same(
    signed_in: Client, reference: Any, split: str, part: str
) -> None:
    address = reverse("kpis:explain", args=["revenue"])
    page = signed_in.get(address, {"by": split, **YEAR}).content.decode()
    shown = table_of(page, "split-table")
    for name, wanted in reference[part].items():
        if wanted["won"]:
            amount = re.sub(r"[^\d.]", "", shown[named(name)])
            assert Decimal(amount) == Decimal(wanted["revenue"]), (
                name,
                shown[named(name)],
            )


def test_the_organisation_counts_in_dollars(maven: Any) -> None:
    assert Organisation.current().base_currency == "USD"
    assert not Deal.objects.filter(base_amount=None).exists()
    assert Deal.objects.filter(won_at__date__lt=date(2017, 3, 1)).count() == 0
