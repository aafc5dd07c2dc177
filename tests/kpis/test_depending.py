"""Which choices a figure depends on, and how a change of one is marked wherever it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from crm.models import Organisation, User
from crm.services import people
from kpis import snapshots
from kpis.catalogue import KPIS
from kpis.charts import marked
from kpis.depending import Break, breaks, breaks_of, fields_of, placed
from kpis.periods import between
from kpis.showing import breaks_in_trend
from tests.factories import NOW, paris, prospect, won_deal

JUNE, JULY = (between(date(2026, m, 1), date(2026, m, 30)) for m in (6, 7))


def choose(at: datetime = NOW, **choices: Any) -> None:
    people.edit_organisation(by=None, now=at, **choices)


@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("sales_cycle", "cycle_start"),
        ("complaint_rate", "complaint_basis"),
        ("customers", "churn_after_months"),
        ("retention", "churn_after_months"),
        ("customers_lost", "churn_after_months"),
        ("attainment", "working_week"),
        ("customers_silent", "silent_after_days"),
        ("cac", "cost_lag_months"),
        ("cac", "working_week"),
        ("clv_formula", "discount_rate_bp"),
        ("clv_formula", "churn_after_months"),
        ("ltv_to_cac", "cost_lag_months"),
    ],
)
def test_what_a_figure_depends_on_follows_from_its_formula(
    key: str, field: str
) -> None:
    assert field in fields_of(KPIS[key])
    assert field not in fields_of(KPIS["calls_made_all"])
    assert fields_of(KPIS[key]) <= {f.name for f in Organisation._meta.get_fields()}


def test_a_split_by_method_depends_on_its_rule() -> None:
    assert "method_rule" in fields_of(KPIS["revenue"], "method")
    assert "method_rule" not in fields_of(KPIS["revenue"], "source")


def test_every_day_depends_on_the_time_zone() -> None:
    assert all("time_zone" in fields_of(kpi) for kpi in KPIS.values())


def test_a_change_breaks_the_figures_it_touches(db: None) -> None:
    choose(paris(2026, 6, 12, 0, 30), cycle_start="opened")
    choose(paris(2026, 7, 2), cycle_start="detected")
    choose(paris(2026, 7, 3), minimum_sample=4, name="Delorme")

    found = breaks(KPIS["sales_cycle"])
    assert [(one.day, one.text) for one in found] == [
        (
            date(2026, 7, 2),
            "Start of the sales cycle: prospect detected instead of deal opened",
        ),
        (
            date(2026, 6, 12),
            "Start of the sales cycle: deal opened instead of first contact",
        ),
    ]
    assert found[1].sentence.startswith("Computed differently since 12 June 2026. ")
    assert breaks(KPIS["win_rate"]) == []
    both = breaks_of([KPIS["sales_cycle"], KPIS["win_rate"]])
    assert both == {"sales_cycle": found, "win_rate": []}


def test_a_break_stands_in_the_part_of_its_day() -> None:
    last, first = Break(date(2026, 7, 1), "b"), Break(date(2026, 6, 30), "a")
    marks = placed([last, first, Break(date(2025, 1, 1), "c")], [JUNE, JULY])

    assert marks == [(1, last), (0, first)]
    so_far = [between(date(2026, m, 1), date(2026, m, 20)) for m in (6, 7)]
    assert placed([first], so_far) == [(1, first)]
    assert placed([first], []) == []


def test_a_break_is_told_on_the_chart_in_its_words_and_in_its_table() -> None:
    rows: list[dict[str, Any]] = [{"cells": ["June", "3"]}, {"cells": ["July", "4"]}]
    chart = {"data": {"labels": []}, "sentence": "So.", "table": {"rows": rows}}
    one = Break(date(2026, 7, 1), "Start: opened instead of detected")

    found = marked(chart, [(1, one)])

    assert found["data"]["breaks"] == [{"at": 1, "label": "Computed differently"}]
    assert found["note"] == one.sentence
    assert found["sentence"] == f"So. {one.sentence}"
    assert [row["cells"][0] for row in rows] == [
        "June",
        "July, computed differently since",
    ]
    both = marked(chart | {"note": "Usually 3"}, [(1, one)])
    assert both["note"] == f"Usually 3. {one.sentence}"
    plain = marked(chart | {"note": "Usually 3"}, [])
    assert (plain["data"]["breaks"], plain["note"]) == ([], "Usually 3")


@pytest.fixture
def sold(rep: User) -> None:
    for month in (9, 10, 11):
        customer = prospect(owner=rep, at=paris(2026, month, 1))
        won_deal(
            owner=rep,
            prospect=customer,
            opened_at=paris(2026, month, 3),
            at=paris(2026, month, 6),
        )
    snapshots.drain(now=NOW)


def test_explain_says_since_when(
    sold: None,
    admin: User,
    frozen: Any,
    client_of: Callable[[User], Client],
) -> None:
    address = reverse("kpis:explain", args=["sales_cycle"])
    text = client_of(admin).get(address).content.decode()
    assert "omputed differently" not in text

    choose(paris(2026, 10, 14), cycle_start="opened")
    text = client_of(admin).get(address).content.decode()

    assert (
        "Computed differently since 14 October 2026. Start of the sales cycle:" in text
    )
    assert "version 1" in text


def test_the_trend_of_explain_is_marked(
    sold: None, admin: User, frozen: Any, client_of: Callable[[User], Client]
) -> None:
    address = reverse("kpis:explain", args=["sales_cycle"])
    client = client_of(admin)
    assert client.get(address).context["trend"]["chart"]["data"]["breaks"] == []

    choose(paris(2026, 10, 14), cycle_start="opened")
    chart = client.get(address).context["trend"]["chart"]

    # Twelve months so far end with November: October is the eleventh.
    assert chart["data"]["breaks"] == [{"at": 10, "label": "Computed differently"}]
    assert (
        chart["table"]["rows"][10]["cells"][0] == "1–20 Oct, computed differently since"
    )
    assert "Start of the sales cycle: deal opened" in chart["sentence"]


def test_a_split_by_month_says_where(
    sold: None, admin: User, frozen: Any, client_of: Callable[[User], Client]
) -> None:
    choose(paris(2026, 11, 14), cycle_start="opened")
    page = client_of(admin).get(
        reverse("kpis:explain", args=["sales_cycle"]),
        {"by": "month", "from": "2026-09-01", "to": "2026-11-20"},
    )

    rows = [row["cells"][0] for row in page.context["split"]["table"]["rows"]]
    assert rows == ["2026-09", "2026-10", "2026-11, computed differently since"]


def test_a_tile_marks_its_small_trend(sold: None, admin: User, frozen: Any) -> None:
    from crm.access import EVERYTHING
    from kpis.dashboard import tiles
    from kpis.picker import Picked
    from kpis.scope import Scope

    choose(paris(2026, 9, 2), cycle_start="opened")
    november = between(date(2026, 11, 1), date(2026, 11, 30))
    picked = Picked("month", november, NOW.date(), 1)
    shown = tiles(
        [KPIS["sales_cycle"], KPIS["deals_won"]],
        Scope(EVERYTHING),
        picked,
        organisation=Organisation.current(),
    )

    assert [breaks_in_trend(tile, picked) for tile in shown] == [
        [(9, shown[0].breaks[0].sentence)],
        [],
    ]
