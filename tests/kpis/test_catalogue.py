"""Declarations: what each must say, and that a new one appears everywhere by itself."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation

from crm.models import User
from kpis import checks, handbook
from kpis.catalogue import GROUPS, KPIS
from kpis.measures import MEASURES, SOURCES
from kpis.members import LABELS, splits_of
from kpis.models import Target
from kpis.periods import between
from kpis.spec import (
    SPLITS,
    Better,
    Closed,
    Kpi,
    Ratio,
    Source,
    Total,
    Unit,
    measures_of,
)
from tests.factories import NOW, activity
from tests.kpis.figures import NOVEMBER, figure

ASKED_BY_THE_ISSUE = {
    "leads_created",
    "leads_qualified",
    "prospects_contacted",
    "calls_made_all",
    "emails_sent",
    "meetings_prospect",
    "demos",
    "touches_per_rep",
    "opps_created",
    "deals_won",
    "deals_lost",
    "win_rate",
    "lead_conversion",
    "lead_conversion_period",
    "revenue",
    "avg_transaction",
    "sales_cycle",
    "pipeline_value",
    "open_deals",
    "attainment",
    "pace",
    "sales_growth",
    "complaints",
    "complaint_rate",
}


def test_what_the_issue_asks_for_is_declared() -> None:
    assert set(KPIS) >= ASKED_BY_THE_ISSUE


#: Useful beside the seeds' list, which does not name them.
ADDED = {
    "reach_rate",
    "demo_show_rate",
    "complaint_resolution",
    "gross_retention",
    "net_retention",
}


@pytest.mark.parametrize("kpi", KPIS.values(), ids=lambda kpi: kpi.key)
def test_every_kpi_says_what_why_how_and_what_to_do(kpi: Kpi) -> None:
    with translation.override("en"):
        said = [str(text) for text in (kpi.what, kpi.why, kpi.how, kpi.do)]
        assert all(text.endswith(".") and len(text) > 20 for text in said)
        assert len(set(said)) == 4
        assert str(kpi.label)
    assert KPIS[kpi.key] is kpi
    assert kpi.group in GROUPS
    assert set(measures_of(kpi.formula)) <= set(MEASURES)
    assert set(kpi.companions) <= set(KPIS) - {kpi.key}
    assert bool(kpi.articles) == (kpi.key not in ADDED), "asked for by a seed, or not"
    if isinstance(kpi.formula, Closed):
        assert kpi.formula.of in KPIS
    if isinstance(kpi.formula, Total):
        assert kpi.unit == MEASURES[kpi.formula.measure].unit


def test_the_declarations_pass_their_checks() -> None:
    assert checks.declarations() == []


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"formula": Total("no_such_measure")}, "kpis.E005"),
        ({"key": "Not A Key"}, "kpis.E004"),
        ({"group": "nowhere"}, "kpis.E006"),
        ({"do": ""}, "kpis.E007"),
        ({"unit": Unit.MONEY}, "kpis.E008"),
    ],
)
def test_a_wrong_declaration_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, change: dict[str, Any], complaint: str
) -> None:
    wrong = dataclasses.replace(KPIS["calls_made_all"], **change)
    monkeypatch.setitem(KPIS, "calls_made_all", wrong)

    assert complaint in {error.id for error in checks.declarations()}


def test_measures_name_known_sources_and_dimensions() -> None:
    for measure in MEASURES.values():
        assert measure.source in SOURCES
        assert measure.key.isidentifier()
    for source in SOURCES.values():
        assert isinstance(source, Source)
        assert set(source.dims) <= set(SPLITS)
    assert set(LABELS) == set(SPLITS)


def test_the_handbook_is_current() -> None:
    page = Path(__file__).parents[2] / "docs" / "kpis.md"

    assert page.read_text() == handbook.text(), "run: manage.py kpi --handbook"


@pytest.fixture
def throw_away(monkeypatch: pytest.MonkeyPatch) -> Kpi:
    """One entry in the catalogue, over measures that are there."""
    kpi = Kpi(
        "demos_per_call",
        "Demos per call",
        Ratio(("demos",), ("calls",)),
        Unit.RATE,
        Better.UP,
        "activity",
        what="How many demos come from a call.",
        why="Because this is a test of the catalogue.",
        how="Demos held divided by calls made.",
        do="Throw it away once the test is over.",
        articles=("S1",),
    )
    monkeypatch.setitem(KPIS, kpi.key, kpi)
    return kpi


@pytest.fixture
def some_work(rep: User) -> None:
    for kind in ("call", "call", "demo"):
        activity(rep=rep, kind=kind)


def test_a_new_kpi_answers_in_every_split(throw_away: Kpi, some_work: None) -> None:
    assert figure(throw_away.key) == 0.5
    for split in splits_of(throw_away):
        from tests.kpis.figures import values

        assert values(throw_away.key, NOVEMBER, split)


def test_a_new_kpi_is_in_the_command_and_the_handbook(
    throw_away: Kpi, some_work: None, frozen: Any
) -> None:
    figure(throw_away.key)
    out = StringIO()
    call_command("kpi", "--list", stdout=out)
    assert throw_away.key in out.getvalue()
    out = StringIO()
    call_command(
        "kpi", throw_away.key, "--from", "2026-11-01", "--to", "2026-11-30", stdout=out
    )
    assert json.loads(out.getvalue())["total"]["value"] == 0.5
    assert throw_away.key in handbook.text()
    assert checks.declarations() == []


@pytest.mark.parametrize(
    "page", ["kpis:catalogue", "kpis:catalogue-csv", "kpis:targets"]
)
def test_a_new_kpi_is_on_the_pages(
    throw_away: Kpi,
    admin: User,
    frozen: Any,
    client_of: Callable[[User], Client],
    page: str,
) -> None:
    answer = client_of(admin).get(reverse(page))

    assert answer.status_code == 200
    assert str(throw_away.label) in answer.getvalue().decode()


def test_a_new_kpi_takes_a_target_as_any_other(
    throw_away: Kpi,
    rep: User,
    some_work: None,
    admin: User,
    frozen: Any,
    client_of: Callable[[User], Client],
) -> None:
    figure(throw_away.key)
    client = client_of(admin)
    sent = {"kpi": throw_away.key, "team": "all", "on": "2026-11-01"}
    name = f"user-{rep.pk}-2026-11"

    client.post(reverse("kpis:targets"), sent | {name: "40 %"})

    target = Target.objects.get(kpi=throw_away.key)
    assert (target.user, target.value) == (rep, 4_000)
    page = client.get(reverse("kpis:targets"), sent).content.decode()
    assert f'name="{name}" value="40"' in page
    beside = client.get(reverse("kpis:target-beside"), sent | {"cell": name})
    assert "40%" in beside.content.decode()


def test_a_new_kpi_is_in_the_api(
    throw_away: Kpi,
    admin: User,
    some_work: None,
    frozen: Any,
    client_of: Callable[[User], Client],
) -> None:
    figure(throw_away.key)
    client = client_of(admin)
    listed = client.get("/api/v1/kpis/").json()
    assert throw_away.key in json.dumps(listed)
    answer = client.get(
        "/api/v1/kpis/values/",
        {"kpi": throw_away.key, "from": "2026-11-01", "to": "2026-11-30"},
    )
    assert answer.status_code == 200
    assert '"value": 0.5' in json.dumps(answer.json())


def test_periods_of_the_tests_are_what_they_say() -> None:
    assert between(NOVEMBER.first, NOVEMBER.last) == NOVEMBER
    assert NOW.date() in NOVEMBER
