"""Subscriptions a file tells of again; and what any file of them keeps to."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from crm import announce
from crm.forms.imports import KIND_LABELS, kinds_for
from crm.models import (
    ImportRun,
    Job,
    Organisation,
    Product,
    Prospect,
    Subscription,
    User,
)
from crm.services import imports, jobs, prospects
from tests import factories
from tests.crm.importing.conftest import Importer
from tests.crm.importing.subscribing import HEAD, SPRING, all_rows, journal
from tests.factories import NOW, paris


@pytest.fixture
def durand(rep: User) -> Prospect:
    return factories.prospect(owner=rep, name="Durand", at=SPRING, external_id="P1")


@pytest.fixture
def martin(rep: User) -> Prospect:
    return factories.prospect(owner=rep, name="Martin", at=SPRING)


# -- known ones -----------------------------------------------------------------------------------


def test_a_known_one_changes_today_and_ends_on_its_day(
    importing: Importer, durand: Prospect, product: Product
) -> None:
    importing("subscriptions", HEAD + "S1,P1,,2026-04-10,,30,,\n")
    report = importing("subscriptions", HEAD + "S1,P1,Licence,2026-04-10,,50,,\n")
    assert (report.updated, report.unchanged) == (1, 0)
    assert [rest for *rest, _own in journal()] == [
        [paris(2026, 4, 10, 12), 3_000],
        [NOW, 2_000],
    ]
    row = Subscription.objects.get()
    assert (row.amount, row.base_amount, row.product) == (5_000, 5_000, product)
    soon = NOW + timedelta(days=3)
    text = HEAD + "S1,P1,,2026-04-10,2026-11-22,50,,Price\n"
    assert importing("subscriptions", text, now=soon).updated == 1
    assert sum(base or 0 for _at, base, _own in journal()) == 0
    row.refresh_from_db()
    assert (row.ended_on, str(row.churn_reason)) == (date(2026, 11, 22), "Price")


def test_the_same_file_again_changes_nothing(
    importing: Importer, durand: Prospect, product: Product
) -> None:
    text = (
        HEAD + "S1,P1,Licence,2026-04-10,2026-05-10,30,,Price\n"
        "S2,P1,Licence,2026-04-10,,0,,\nS3,P1,,2026-04-10,2026-06-10,30,,\n"
        ",P1,,2026-05-10,,40,,\n,P1,Licence,2026-05-10,2026-05-11,40,,\n"
    )
    assert importing("subscriptions", text).created == 5
    rows = all_rows()
    again = importing("subscriptions", text)
    assert (again.updated, again.unchanged, again.created) == (5, 5, 0)
    assert all_rows() == rows


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        ("S1,P1,,2026-04-11,,30,,", "started", "says otherwise"),
        ("S1,Martin,,2026-04-10,,30,,", "prospect", "says otherwise"),
        ("S1,P1,,2026-04-10,,30,USD,", "currency", "says otherwise"),
        ("S1,P1,,2026-04-10,,0,,", "amount a month", "end the subscription"),
        ("S1,P1,,2026-04-10,2026-05-10,40,,", "amount a month", "before it ended"),
        ("S2,P1,,2026-04-10,2026-05-11,30,,", "ended", "on another day"),
        ("S2,P1,,2026-04-10,2026-05-10,40,,", "", "has ended"),
    ],
)
def test_what_is_final_is_not_changed(
    importing: Importer,
    durand: Prospect,
    martin: Prospect,
    line: str,
    column: str,
    reason: str,
) -> None:
    importing(
        "subscriptions",
        HEAD + "S1,P1,,2026-04-10,,30,,\nS2,P1,,2026-04-10,2026-05-10,30,,\n",
    )
    rows = all_rows()
    report = importing("subscriptions", f"{HEAD}{line}\n")
    assert (report.updated, report.rejected) == (0, 1)
    assert (report.errors[0]["line"], report.errors[0]["column"]) == (2, column)
    assert reason in report.errors[0]["reason"]
    assert all_rows() == rows


def test_it_cannot_end_before_it_changed(importing: Importer, durand: Prospect) -> None:
    line = "S1,P1,,2026-04-10,{},{},,\n"
    importing("subscriptions", HEAD + line.format("", 30))
    importing("subscriptions", HEAD + line.format("", 50))
    report = importing("subscriptions", HEAD + line.format("2026-06-01", 50))
    (error,) = report.errors
    assert (error["column"], error["value"]) == ("ended", "2026-06-01")
    assert "It changed after that day" in error["reason"]


def test_the_reason_of_one_that_ended_is_corrected(
    importing: Importer, durand: Prospect
) -> None:
    line = "S1,P1,,2026-04-10,2026-05-10,30,,{}\n"
    importing("subscriptions", HEAD + line.format(""))
    report = importing("subscriptions", HEAD + line.format("Price"))
    assert (report.updated, report.unchanged) == (1, 0)
    assert str(Subscription.objects.get().churn_reason) == "Price"
    assert importing("subscriptions", HEAD + line.format("")).unchanged == 1
    assert str(Subscription.objects.get().churn_reason) == "Price"


@pytest.mark.parametrize(
    ("on_match", "counts"), [("skip", (0, 1, 0)), ("fail", (0, 0, 1))]
)
def test_a_known_one_may_be_left_alone(
    importing: Importer, durand: Prospect, on_match: str, counts: tuple[int, ...]
) -> None:
    importing("subscriptions", HEAD + "S1,P1,,2026-04-10,,30,,\n")
    rows = all_rows()
    text = HEAD + "S1,P1,,2026-04-10,,50,,\n"
    report = importing("subscriptions", text, on_match=on_match)
    assert (report.updated, report.skipped, report.rejected) == counts
    assert all_rows() == rows


def test_without_an_id_prospect_product_and_day_tell_them_apart(
    importing: Importer, durand: Prospect, product: Product
) -> None:
    head = "prospect,product,started,ended,mrr\n"
    report = importing(
        "subscriptions",
        head + "P1,,2026-04-10,,30\nP1,Licence,2026-04-10,,30\nP1,,2026-04-10,,40\n",
    )
    assert (report.created, report.rejected) == (2, 1)
    assert report.errors[0]["line"] == 4
    report = importing("subscriptions", head + "P1,,2026-04-10,2026-06-01,30\n")
    assert report.updated == 1
    assert Subscription.objects.get(product=None).ended_on == date(2026, 6, 1)
    importing("subscriptions", HEAD + "S1,P1,,2026-04-10,,30,,\n")
    report = importing("subscriptions", head + "P1,,2026-04-10,,30\n")
    assert "external id" in report.errors[0]["reason"]


# -- dry run, announcement, access ----------------------------------------------------------------


def test_a_dry_run_says_the_same_and_writes_nothing(
    importing: Importer, durand: Prospect
) -> None:
    text = (
        HEAD + "S1,P1,,2026-04-10,2026-05-10,30,,Price\nS2,P1,,2026-04-10,,0,,\n"
        "S3,P1,,2026-04-10,2026-12-31,30,,\nS4,Nobody,,2026-04-10,,30,,\n"
    )
    rows = all_rows()
    dry = importing("subscriptions", text, dry_run=True)
    assert all_rows() == rows
    wet = importing("subscriptions", text)
    assert {**dry.as_json(), "dry_run": False} == wet.as_json()
    assert all_rows() != rows


def test_the_journal_is_announced_at_once(
    importing: Importer, durand: Prospect, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[list[str]] = []

    class Spy:
        def rows_moved(self, rows: list[Any]) -> None:
            told.append([row._meta.model_name for row in rows])

    monkeypatch.setattr(announce, "LISTENERS", [Spy()])
    lines = "".join(f"S{n},P1,,2026-04-10,2026-05-10,30,,\n" for n in range(30))
    importing("subscriptions", HEAD + lines)
    assert told == [["mrrmovement"] * 60 + ["prospectstep"]]


def test_many_lines_take_no_more_statements_than_few(
    importing: Importer, rep: User
) -> None:
    def statements(first: int, count: int) -> int:
        for n in range(first, first + count):
            factories.prospect(owner=rep, name=f"C{n}", at=SPRING)
        lines = [f"S{n},C{n},,2026-04-10,,30,,\n" for n in range(first, first + count)]
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert importing("subscriptions", HEAD + "".join(lines)).created == count
        return len(seen)

    statements(0, 1)  # what is read once a process
    assert statements(1, 5) == statements(10, 60)


def test_a_rep_writes_for_customers_of_their_own(
    importing: Importer, durand: Prospect, rep: User, teammate: User, other_rep: User
) -> None:
    text = HEAD + "S1,P1,,2026-04-10,,30,,\n"
    hidden = importing("subscriptions", text, by=other_rep)
    assert "Unknown prospect" in hidden.errors[0]["reason"]
    Organisation.objects.update(records_seen_by_reps="team")
    readable = importing("subscriptions", text, by=teammate)
    assert readable.errors[0]["reason"] == "You may not change this prospect."
    assert importing("subscriptions", text, by=rep).created == 1
    prospects.assign_prospect(prospect_id=durand.pk, owner=teammate, by=rep, now=NOW)
    factories.prospect(owner=rep, name="Own")
    stolen = importing("subscriptions", text.replace("P1", "Own"), by=rep)
    assert stolen.errors[0]["reason"] == "This external id cannot be used."
    assert dict(kinds_for(rep))["subscriptions"] == KIND_LABELS["subscriptions"]


def test_a_file_dropped_in_the_browser(
    durand: Prospect, rep: User, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    data = "Client;Début;Fin;Montant mensuel\nDurand;13/04/2026;;1 100,50\n".encode()
    by: dict[str, Any] = {"by": rep, "now": NOW}
    run = imports.receive(kind="subscriptions", file_name="a.csv", data=data, **by)
    for write in (False, True):
        run = ImportRun.objects.get(pk=run.pk)
        job = imports.start(run=run, mapping={}, on_match="update", write=write, **by)
        assert jobs.run(job_id=job.pk).state == Job.State.DONE
        assert Subscription.objects.count() == write
    assert ImportRun.objects.get().report["created"] == 1
