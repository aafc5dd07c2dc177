"""Sources by industry: worked by hand, equal to the figure of the scope, judged by a visible rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client, RequestFactory
from django.urls import reverse

from crm.models import Sector, Source, User
from kpis import snapshots
from kpis.catalogue import KPIS
from kpis.customers import prospecting
from kpis.customers.prospecting import LESS, MORE, OF_SOURCE, Review, verdict
from kpis.periods import between
from kpis.question import Question
from kpis.rollup import figures
from kpis.scope import scope_of
from kpis.values import Value, divided
from kpis.views.prospecting import tables
from tests import factories
from tests.factories import NOW, paris

SignIn = Callable[[User], Client]
YEAR = between(date(2026, 1, 1), date(2026, 12, 31))
CONVERSION = KPIS["lead_conversion"]


# -- the rule ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("converted", "leads", "told"),
    [
        # Usual is 20 % of 100 cases: chance moves it by the root of 0.2 * 0.8 / 100, four points.
        (29, 100, MORE),
        (28, 100, ""),
        (12, 100, ""),
        (11, 100, LESS),
        # All of few is no proof.
        (4, 4, ""),
    ],
)
def test_a_source_is_judged_beyond_twice_chance(
    converted: int, leads: int, told: str
) -> None:
    usual = divided(2_000, 10_000)
    assert verdict(CONVERSION, divided(converted, leads), usual, 10) == told


def test_what_is_not_defined_is_not_judged() -> None:
    assert verdict(CONVERSION, Value(None), divided(1, 5), 1) == ""
    assert verdict(CONVERSION, divided(1, 5), None, 1) == ""


# -- the table --------------------------------------------------------------------------------


@pytest.fixture
def world(rep: User, teammate: User) -> dict[str, Any]:
    """Fair: 3 leads of Health, 1 of Retail, of which 2 and 0 bought; Web: 1 lead without industry."""
    fair, web = (Source.objects.create(name=name) for name in ("Fair", "Web"))
    health, retail = (Sector.objects.create(name=name) for name in ("Health", "Retail"))

    def lead(owner: User, source: Source, sector: Sector | None, won: int = 0) -> None:
        who = factories.prospect(
            owner=owner, source=source, sector=sector, at=paris(2026, 2, 2)
        )
        if won:
            factories.won_deal(
                owner=owner, prospect=who, at=paris(2026, 3, 3), amount=won
            )

    lead(rep, fair, health, 50_000)
    lead(rep, fair, health, 30_000)
    lead(teammate, fair, health)
    lead(teammate, fair, retail)
    lead(rep, web, None)
    snapshots.drain(now=NOW)
    return {"fair": fair, "web": web, "health": health, "retail": retail}


def read(user: User) -> Review:
    kpis = [KPIS[key] for key in OF_SOURCE]
    return prospecting.review(kpis, Question(scope_of(user), YEAR, NOW.date()), 10)


def told(values: Any, *keys: str) -> list[Fraction | None]:
    return [values[key].value for key in keys]


@pytest.mark.django_db
def test_sources_hold_their_industries_most_leads_first(
    world: dict[str, Any], manager: User
) -> None:
    found = read(manager)
    assert [line.member for line in found.sources] == [
        world["fair"].pk,
        world["web"].pk,
    ]
    fair = found.sources[0]
    keys = ("leads_created", "new_customers", "lead_conversion", "revenue")
    assert told(fair.values, *keys) == [4, 2, Fraction(2, 4), 80_000]
    assert [line.member for line in fair.sectors] == [
        world["health"].pk,
        world["retail"].pk,
    ]
    assert told(fair.sectors[0].values, *keys) == [3, 2, Fraction(2, 3), 80_000]
    assert told(fair.sectors[1].values, *keys) == [1, 0, 0, 0]
    # Nobody writes costs by industry.
    assert "cac" not in fair.sectors[0].values
    assert found.sources[1].sectors[0].member is None


@pytest.mark.django_db
def test_industries_add_up_to_their_source_and_sources_to_the_figure(
    world: dict[str, Any], manager: User, rep: User
) -> None:
    for user in (manager, rep):
        found = read(user)
        question = Question(scope_of(user), YEAR, NOW.date())
        for key in ("leads_created", "leads_qualified", "new_customers", "revenue"):
            whole = figures([KPIS[key]], question)[key][()].value
            assert found.totals[key].value == whole
            assert sum(line.values[key].value or 0 for line in found.sources) == whole
            for line in found.sources:
                inside = sum(one.values[key].value or 0 for one in line.sectors)
                assert inside == line.values[key].value


# -- the page ---------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.usefixtures("frozen")
def test_a_rep_sees_what_the_manager_sees_of_that_rep(
    world: dict[str, Any], rep: User, manager: User, client_of: SignIn
) -> None:
    caches["local"].clear()
    address = reverse("kpis:prospecting")
    own = client_of(rep).get(address).context
    seen = client_of(manager).get(address, {"rep": rep.pk}).context
    # What is spent is a figure for who leads.
    cut = len(own["heads"])
    assert seen["heads"][:cut] == own["heads"]
    assert [s["cells"][:cut] for s in seen["sources"]] == [
        s["cells"] for s in own["sources"]
    ]
    assert "No source stands out" in own["advice"][0]


@pytest.mark.django_db
@pytest.mark.usefixtures("frozen")
def test_the_file_and_the_empty_page(
    rep: User, manager: User, client_of: SignIn, request: pytest.FixtureRequest
) -> None:
    caches["local"].clear()
    empty = client_of(rep).get(reverse("kpis:prospecting")).content.decode()
    assert "No lead was detected" in empty
    request.getfixturevalue("world")
    asking = RequestFactory().get("/")
    asking.user = manager
    [sheet] = tables(asking)
    assert [row[:4] for row in sheet.rows] == [
        ["Fair", "All", 4, 0],
        ["Fair", "Health", 3, 0],
        ["Fair", "Retail", 1, 0],
        ["Web", "All", 1, 0],
        ["Web", "(none)", 1, 0],
        ["Total", "", 5, 0],
    ]
