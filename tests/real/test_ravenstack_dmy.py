"""The same tables through a spreadsheet (byte-order mark, DD-MM-YYYY, TRUE): the same facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db.models import Count

from crm.models import Complaint, ProspectStep
from tests.real.ravenstack import (
    READ_AT,
    cents,
    facts,
    loaded,
    plain_tables,
    reference_figures,
    spreadsheet_tables,
    told,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def reference() -> dict[str, Any]:
    return reference_figures()


@pytest.fixture(scope="module")
def spreadsheets(
    held: None, reference: dict[str, Any]
) -> Iterator[dict[str, dict[str, Any]]]:
    yield from loaded(spreadsheet_tables())


@pytest.fixture(autouse=True)
def _same_day() -> Iterator[None]:
    with time_machine.travel(READ_AT, tick=False):
        yield


def test_every_line_is_accounted_for(spreadsheets: dict[str, Any]) -> None:
    counts = {
        name: (report["created"], report["skipped"], report["rejected"])
        for name, report in spreadsheets.items()
    }
    assert counts == {
        "products": (3, 497, 0),
        "prospects": (500, 0, 0),
        "subscriptions": (5000, 0, 0),
        "departures": (330, 0, 270),
        "complaints": (2000, 0, 0),
        "answers": (1175, 825, 0),
    }


def test_subscriptions_are_the_same(spreadsheets: Any, reference: Any) -> None:
    wanted = told(reference, "mrr_by_month", "mrr")
    assert facts.mrr(list(wanted)) == cents(wanted)
    ended = told(reference, "mrr_by_month", "subscriptions_ended")
    assert facts.ended() == {month: n for month, n in ended.items() if n}


def test_departures_are_the_same(spreadsheets: Any) -> None:
    files = plain_tables()
    expected = facts.Departures(files["churn_events"], files["subscriptions"])
    assert facts.left() == expected.by_month()
    assert facts.left_by_reason() == expected.by_reason()
    said = ProspectStep.objects.of("churned").exclude(note="")
    words = [row["feedback_text"] for row in expected.taken.values()]
    assert said.count() == sum(map(bool, words)) > 0


def test_tickets_are_the_same(spreadsheets: Any, reference: Any) -> None:
    assert facts.tickets() == told(reference, "tickets", "tickets")
    wanted = told(reference, "tickets", "csat_mean")
    assert facts.satisfaction() == pytest.approx(wanted, abs=5.1e-5)
    counted = Complaint.objects.values_list("severity").annotate(n=Count("pk"))
    assert dict(counted) == {"low": 485, "medium": 491, "high": 1024}
    assert not Complaint.objects.filter(resolved_at=None).exists()


def test_accounts_are_the_same(spreadsheets: Any, reference: Any) -> None:
    steps = ProspectStep.objects.of("detected")
    assert facts.by_month(steps, "at") == reference["accounts"]["signups_by_month"]
