"""Two figures together: a sentence, a cloud and its table; nothing under eight points."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from crm.models import User
from kpis import snapshots
from tests import factories
from tests.factories import NOW, paris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]
PAIR = {"x": "calls_made_all", "y": "deals_won"}


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    caches["local"].clear()
    yield
    caches["local"].clear()


def page(client: Client, **query: Any) -> str:
    snapshots.drain(now=NOW)
    found = client.get(reverse("kpis:correlation"), PAIR | query)
    assert found.status_code == 200
    return found.content.decode()


def months(who: User, count: int, deals: Callable[[int], int]) -> None:
    """One call more each month until October, with the deals that the month's number gives."""
    for number in range(1, count + 1):
        at = paris(2026, 10 - count + number, 10)
        for _ in range(number):
            factories.activity(rep=who, at=at, kind="call", direction="out")
        for _ in range(deals(number)):
            factories.won_deal(owner=who, at=at)


def test_figures_that_rise_together_are_said_to_with_n_and_no_cause(
    rep: User, client_of: SignIn
) -> None:
    months(rep, 8, lambda number: number)

    text = page(client_of(rep))

    assert "Where Calls made is higher, Deals won tends to be higher too." in text
    assert "Rank correlation +1.00 over 8 points" in text
    assert "within ±0.74 nineteen times in twenty" in text
    assert "It is not a cause" in text


def test_figures_that_move_apart_are_said_to(rep: User, client_of: SignIn) -> None:
    months(rep, 9, lambda number: 10 - number)

    text = page(client_of(rep))

    assert "Where Calls made is higher, Deals won tends to be lower." in text
    assert "−1.00" in text


def test_a_link_within_chance_is_none(rep: User, client_of: SignIn) -> None:
    order = [3, 1, 4, 2, 5, 3, 2, 4]
    months(rep, 8, lambda number: order[number - 1])

    assert "No clear link between Calls made and Deals won" in page(client_of(rep))


def test_nothing_is_said_under_eight_points(rep: User, client_of: SignIn) -> None:
    months(rep, 7, lambda number: number)

    text = page(client_of(rep))

    assert "7 points: nothing is said under 8." in text
    assert "tends to be" not in text
    assert "<canvas" not in text
    assert "5 points are left out: nothing happened there." in text


def test_the_cloud_and_its_table_hold_the_same_points(
    rep: User, client_of: SignIn
) -> None:
    months(rep, 8, lambda number: number + 1)

    text = page(client_of(rep))

    found = re.search(r'<script id="cloud-data"[^>]*>(.*?)</script>', text, re.DOTALL)
    assert found is not None
    data = json.loads(found.group(1))
    assert data["points"][0] == {"x": 1.0, "y": 2.0, "label": "2026-03"}
    assert len(data["points"]) == 8
    assert text.count("2026-0") >= 2 * 7


def test_people_are_points_for_who_sees_them(
    rep: User, teammate: User, other_rep: User, manager: User, client_of: SignIn
) -> None:
    for who in (rep, teammate, other_rep):
        months(who, 4, lambda number: number)

    text = page(client_of(manager), by="rep")

    assert "Hugo Bernard: 2026-07" in text
    assert "Léa Garnier" not in text
    own = page(client_of(rep), by="rep")
    assert "Hugo Bernard" not in own


def test_weeks_are_points_too(rep: User, client_of: SignIn) -> None:
    months(rep, 8, lambda number: number)

    text = page(client_of(rep), grain="week")

    # Of the last 26 weeks, from the end of May on, five hold the tenth of a month.
    assert "5 points: nothing is said under 8." in text
    assert "21 points are left out" in text


def test_a_figure_goes_with_itself(rep: User, client_of: SignIn) -> None:
    assert "Choose two different figures" in page(client_of(rep), y="calls_made_all")


@pytest.mark.parametrize("query", [{"x": "nothing"}, {"y": "%00"}])
def test_a_figure_that_is_not_there_is_a_missing_page(
    query: dict[str, str], rep: User, client_of: SignIn
) -> None:
    found = client_of(rep).get(reverse("kpis:correlation"), PAIR | query)

    assert found.status_code == 404


@pytest.mark.parametrize(
    "query", [{"by": "moon", "grain": "moon"}, {"x": "attainment"}, {"y": "pace"}]
)
def test_what_cannot_be_measured_falls_back(
    query: dict[str, str], rep: User, client_of: SignIn
) -> None:
    assert page(client_of(rep), **query)
