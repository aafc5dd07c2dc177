"""Customers who left, from a file: the step on their life, its reason and its words."""

from __future__ import annotations

from typing import Any

import pytest

from crm import announce
from crm.models import (
    AuditEntry,
    ChurnReason,
    Organisation,
    Prospect,
    ProspectStep,
    User,
)
from crm.services import deals, prospects
from tests import factories
from tests.crm.importing.conftest import Importer
from tests.factories import NOW, paris

HEAD = "prospect,left,reason,note\n"


@pytest.fixture
def durand(rep: User) -> Prospect:
    """A customer since 11 April 2026, three in the afternoon."""
    return _customer(rep, "Durand", external_id="P1")


@pytest.fixture
def martin(rep: User) -> Prospect:
    return _customer(rep, "Martin")


def _customer(rep: User, name: str, **fields: Any) -> Prospect:
    at = paris(2026, 4, 11, 15)
    made = factories.prospect(owner=rep, name=name, at=paris(2026, 3, 1), **fields)
    factories.won_deal(owner=rep, prospect=made, at=at)
    made.refresh_from_db()
    return made


def _left() -> list[tuple[Any, ...]]:
    """(prospect, when, reason, note) of the departures that stand."""
    rows = ProspectStep.objects.of("churned").order_by("at", "pk")
    return list(rows.values_list("prospect__name", "at", "churn_reason__name", "note"))


def _rows() -> list[Any]:
    tables: tuple[Any, ...] = (ProspectStep, ChurnReason, Prospect)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def test_a_departure_is_the_step_the_page_would_record(
    importing: Importer, durand: Prospect, martin: Prospect, rep: User
) -> None:
    report = importing(
        "departures", HEAD + "P1,2026-06-30,Price,Too dear\nmartin,2026-07-01,,\n"
    )
    assert (report.created, report.errors) == (2, [])
    assert report.filled == {"churn_reason": 1}
    assert report.created_values == {"churn_reason": ["Price"]}
    assert _left() == [
        ("Durand", paris(2026, 6, 30, 12), "Price", "Too dear"),
        ("Martin", paris(2026, 7, 1, 12), "Not recorded", ""),
    ]
    durand.refresh_from_db()
    assert durand.churned_at == paris(2026, 6, 30, 12)
    assert str(durand.churn_reason) == "Price"
    assert ProspectStep.objects.of("churned").first().rep == rep  # type: ignore[union-attr]
    assert AuditEntry.objects.filter(action="churned").count() == 2


@pytest.mark.parametrize(
    "text",
    [
        "﻿Client;Parti le;Motif\nDurand;13/06/2026;Prix\n",
        "account,churn_date,reason_code\nDurand,06/13/2026,Prix\n",
        "﻿account,churn date,reason\nP1,13-06-2026,Prix\n",
    ],
)
def test_days_are_read_in_the_order_of_the_file(
    importing: Importer, durand: Prospect, text: str
) -> None:
    assert importing("departures", text).created == 1
    assert _left() == [("Durand", paris(2026, 6, 13, 12), "Prix", "")]


def test_the_day_they_came_they_left_after_they_came(
    importing: Importer, durand: Prospect, martin: Prospect
) -> None:
    importing("departures", HEAD + "P1,2026-04-11,,\nMartin,2026-11-20,,\n")
    assert [at for _name, at, *_rest in _left()] == [paris(2026, 4, 11, 15), NOW]


BAD = [
    ("Nobody,2026-06-30,,", "prospect", "Nobody"),
    ("Durand,,,", "left", "required"),
    ("Durand,2026-06-31,,", "left", "not a date"),
    ("Durand,2026-11-21,,", "left", "in the future"),
    ("Durand,2026-04-10,,", "left", "customer since April 11, 2026"),
    ("Durand,2026-04-11 14:59,,", "left", "customer since April 11, 2026"),
    ("Prospect only,2026-06-30,,", "prospect", "Only a customer"),
    (f"Durand,2026-06-30,,{'x' * 301}", "note", "Too long"),
]


@pytest.mark.parametrize(("line", "column", "reason"), BAD)
def test_a_bad_line_is_named_with_its_column(
    importing: Importer,
    durand: Prospect,
    martin: Prospect,
    rep: User,
    line: str,
    column: str,
    reason: str,
) -> None:
    factories.prospect(owner=rep, name="Prospect only", at=paris(2026, 3, 1))
    report = importing("departures", f"{HEAD}Martin,2026-06-30,,\n{line}\n")
    assert (report.created, report.rejected) == (1, 1)
    (error,) = report.errors
    assert (error["line"], error["column"]) == (3, column)
    assert reason in error["reason"]
    assert [name for name, *_rest in _left()] == ["Martin"]


def test_a_customer_leaves_once(
    importing: Importer, durand: Prospect, martin: Prospect
) -> None:
    report = importing(
        "departures",
        HEAD + "P1,2026-06-30,Price,\nMartin,2026-06-30,,\nP1,2026-05-30,Late,\n"
        "P1,2026-06-30,Price,\nP1,2026-06-30,Late,\n",
    )
    assert (report.created, report.skipped, report.rejected) == (2, 1, 2)
    again, same = report.errors
    assert (again["line"], again["column"]) == (4, "left")
    assert again["reason"] == "This customer left on June 30, 2026 already."
    assert (same["line"], same["reason"][:6]) == (6, "Line 2")
    later = importing("departures", HEAD + "P1,2026-07-30,Late,\n")
    assert later.errors[0]["reason"] == again["reason"]
    assert [reason for _name, _at, reason, _note in _left()] == [
        "Price",
        "Not recorded",
    ]


def test_who_bought_again_may_leave_again(
    importing: Importer, durand: Prospect, rep: User
) -> None:
    importing("departures", HEAD + "P1,2026-06-30,Price,\n")
    factories.won_deal(owner=rep, prospect=durand, at=paris(2026, 8, 1))
    assert _left() == []
    assert importing("departures", HEAD + "P1,2026-09-30,Late,\n").created == 1
    assert _left() == [("Durand", paris(2026, 9, 30, 12), "Late", "")]


def test_a_known_departure_takes_another_reason(
    importing: Importer, durand: Prospect
) -> None:
    importing("departures", HEAD + "P1,2026-06-30,Price,Too dear\n")
    report = importing("departures", HEAD + "P1,2026-06-30,Late,\n")
    assert (report.updated, report.unchanged) == (1, 0)
    assert _left() == [("Durand", paris(2026, 6, 30, 12), "Late", "Too dear")]
    durand.refresh_from_db()
    assert str(durand.churn_reason) == "Late"
    rows = _rows()
    for line in ("P1,2026-06-30,,\n", "P1,2026-06-30,late,Too dear\n"):
        again = importing("departures", HEAD + line)
        assert (again.updated, again.unchanged) == (1, 1)
    assert _rows() == rows


@pytest.mark.parametrize(
    ("on_match", "counts"), [("skip", (0, 1, 0)), ("fail", (0, 0, 1))]
)
def test_a_known_departure_may_be_left_alone(
    importing: Importer, durand: Prospect, on_match: str, counts: tuple[int, ...]
) -> None:
    importing("departures", HEAD + "P1,2026-06-30,Price,\n")
    rows = _rows()[0]
    text = HEAD + "P1,2026-06-30,Late,\n"
    report = importing("departures", text, on_match=on_match)
    assert (report.updated, report.skipped, report.rejected) == counts
    assert _rows()[0] == rows


def test_a_dry_run_says_the_same_and_writes_nothing(
    importing: Importer, durand: Prospect
) -> None:
    text = HEAD + "P1,2026-06-30,Price,\nNobody,2026-06-30,,\nP1,2026-07-01,,\n"
    rows = _rows()
    dry = importing("departures", text, dry_run=True)
    assert _rows() == rows
    wet = importing("departures", text)
    assert {**dry.as_json(), "dry_run": False} == wet.as_json()
    assert _rows() != rows


def test_what_is_written_is_announced(
    importing: Importer, durand: Prospect, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str | None] = []

    class Spy:
        def rows_moved(self, rows: list[ProspectStep]) -> None:
            told.extend(row.churn_reason and row.churn_reason.name for row in rows)

    monkeypatch.setattr(announce, "LISTENERS", [Spy()])
    importing("departures", HEAD + "P1,2026-06-30,Price,\n")
    assert told == ["Price"]
    importing("departures", HEAD + "P1,2026-06-30,Late,\n")
    assert told == ["Price", "Price", "Late"]


def test_subscriptions_then_departures(importing: Importer, rep: User) -> None:
    factories.prospect(owner=rep, name="Payer", at=paris(2026, 3, 1))
    text = HEAD + "Payer,2026-06-30,Price,\n"
    assert importing("departures", text).rejected == 1
    importing("subscriptions", "prospect,started,mrr\nPayer,2026-04-10,30\n")
    assert importing("departures", text).created == 1
    # Read again, the subscription moves neither the conversion nor the departure.
    importing("subscriptions", "prospect,started,mrr\nPayer,2026-04-10,40\n")
    assert _left() == [("Payer", paris(2026, 6, 30, 12), "Price", "")]


def test_a_rep_writes_for_customers_of_their_own(
    importing: Importer, durand: Prospect, rep: User, teammate: User, other_rep: User
) -> None:
    ChurnReason.objects.create(name="Price")
    text = HEAD + "P1,2026-06-30,Price,\n"
    hidden = importing("departures", text, by=other_rep)
    assert "Unknown prospect" in hidden.errors[0]["reason"]
    Organisation.objects.update(records_seen_by_reps="team")
    readable = importing("departures", text, by=teammate)
    assert readable.errors[0]["reason"] == "You may not change this prospect."
    fresh = importing("departures", text.replace("Price", "New"), by=rep)
    assert "New" in fresh.errors[0]["reason"]
    assert importing("departures", text, by=rep).created == 1


def test_a_departure_from_a_file_is_withdrawn_on_the_page(
    importing: Importer, durand: Prospect, rep: User
) -> None:
    importing("departures", HEAD + "P1,2026-06-30,Price,\n")
    said: dict[str, Any] = {"by": rep, "now": NOW}
    prospects.undo_step(prospect_id=durand.pk, step="churned", why="No", **said)
    assert _left() == []
    assert importing("departures", HEAD + "P1,2026-06-30,Price,\n").created == 1
    won = durand.deals.get()
    deals.reopen_deal(deal_id=won.pk, **said)
    assert _left() == []
