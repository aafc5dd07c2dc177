"""Two snappers and a writer at once, on PostgreSQL: never a deadlock, never a lost mark."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection, transaction

from crm.models import User
from crm.services import activities, people
from kpis import ledger, snapshots, tasks
from kpis.models import CivilDay, DailySnapshot, Mark, Restatement
from kpis.verify import verify
from tests.factories import NOW, activity, person


@pytest.fixture
def postgres_only(db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time: nothing to prove there")


def at_once(*works: Callable[[], None]) -> list[BaseException]:
    """Run each in a thread with a connection of its own; what they raised."""
    raised: list[BaseException] = []

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:  # the test shows it
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads), "a deadlock"
    return raised


@pytest.mark.django_db(transaction=True)
def test_two_drains_and_a_writer(transactional_db: None, postgres_only: None) -> None:
    rep = person("Camille Roux")
    done = threading.Event()

    def write() -> None:
        for number in range(60):
            activities.log_activity(
                by=rep, now=NOW, kind="call", at=NOW - timedelta(days=number % 7)
            )
        done.set()

    def snap() -> None:
        while not done.is_set():
            snapshots.drain(now=NOW)

    assert at_once(write, snap, snap) == []
    snapshots.drain(now=NOW)
    assert sum(DailySnapshot.objects.values_list("calls", flat=True)) == 60
    assert verify().differences == []
    assert not Mark.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_fact_committed_while_a_snapper_works_waits_for_the_next_round(
    transactional_db: None, postgres_only: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    rep = person("Camille Roux")
    activity(rep=rep)
    right = snapshots._recompute
    late: list[Callable[[], object]] = [lambda: activity(rep=rep)]

    def recompute(*given: object, **named: object) -> tuple[int, int]:
        found = right(*given, **named)  # type: ignore[arg-type]
        if late:
            assert at_once(late.pop()) == []  # type: ignore[arg-type]
        return found

    monkeypatch.setattr(snapshots, "_recompute", recompute)

    assert snapshots.drain(now=NOW).rounds == 2
    assert DailySnapshot.objects.get(rep_id=rep.pk).calls == 2


@pytest.mark.django_db(transaction=True)
def test_a_team_that_changes_while_the_first_cell_is_made(
    transactional_db: None, postgres_only: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cell is not there yet when the membership looks for cells to mark."""
    rep = person("Camille Roux")
    team = people.add_team(by=None, now=NOW, name="North")
    activity(rep=rep)
    right = snapshots._recompute

    def join() -> None:
        people.join_team(user=rep, team=team, by=None, now=NOW)

    late = [join]

    def recompute(*given: object, **named: object) -> tuple[int, int]:
        found = right(*given, **named)  # type: ignore[arg-type]
        if late:
            assert at_once(late.pop()) == []
        return found

    monkeypatch.setattr(snapshots, "_recompute", recompute)
    snapshots.drain(now=NOW)

    assert DailySnapshot.objects.get(rep_id=rep.pk, calls=1).team_id == team.pk


@pytest.mark.django_db(transaction=True)
def test_a_cell_made_while_the_change_of_team_is_not_committed(
    transactional_db: None, postgres_only: None
) -> None:
    """Neither sees the other: the fact comes after the change looked, the cell before it is seen."""
    rep = person("Camille Roux")
    team = people.add_team(by=None, now=NOW, name="North")
    with transaction.atomic():
        people.join_team(user=rep, team=team, by=None, now=NOW)
        assert at_once(lambda: activity(rep=rep)) == []  # type: ignore[arg-type, return-value]
        assert at_once(lambda: snapshots.drain(now=NOW)) == []  # type: ignore[arg-type, return-value]
        assert DailySnapshot.objects.get().team_id != team.pk

    assert ledger.pending() == 1
    assert snapshots.drain(now=NOW).marks == 1
    assert DailySnapshot.objects.get().team_id == team.pk
    assert ledger.pending() == 0


def test_a_mark_of_an_open_transaction_is_nobody_elses(db: None, rep: User) -> None:
    """A fact that is rolled back leaves no mark."""
    with transaction.atomic():
        activity(rep=rep)
        assert Mark.objects.exists()
        transaction.set_rollback(True)

    assert not Mark.objects.exists()


def test_only_claimed_cells_are_written(rep: User, teammate: User) -> None:
    activity(rep=rep)
    activity(rep=teammate)
    assert snapshots.drain(now=NOW).cells_written == 2
    DailySnapshot.objects.filter(rep_id=teammate.pk).update(calls=7)
    activity(rep=rep)

    assert snapshots.drain(now=NOW).cells_written == 1
    calls = dict(DailySnapshot.objects.values_list("rep_id", "calls"))
    assert calls == {rep.pk: 2, teammate.pk: 7}


def test_what_vanished_is_zero_again(rep: User) -> None:
    called = activity(rep=rep)
    snapshots.drain(now=NOW)
    activities.delete_activity(activity_id=called.pk, by=rep, now=NOW)
    snapshots.drain(now=NOW)

    assert DailySnapshot.objects.get(rep_id=rep.pk).calls == 0


def test_today_is_not_published_yesterday_is(rep: User) -> None:
    activity(rep=rep)
    activity(rep=rep, at=NOW - timedelta(days=1))
    snapshots.drain(now=NOW)

    shown = dict(CivilDay.objects.values_list("day", "published_at"))
    assert shown == {date(2026, 11, 19): NOW, date(2026, 11, 20): None}
    activity(rep=rep)
    snapshots.drain(now=NOW)
    assert not Restatement.objects.exists()


def test_a_changed_definition_restates_nothing(
    rep: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    activity(rep=rep, at=NOW - timedelta(days=1))
    snapshots.build(now=NOW)
    assert snapshots.changed_definitions() == []
    DailySnapshot.objects.filter(rep_id=rep.pk).update(calls=9)
    right = snapshots.fingerprint
    monkeypatch.setattr(
        snapshots, "fingerprint", lambda key: "new" if key == "calls" else right(key)
    )

    assert snapshots.changed_definitions() == ["calls"]
    snapshots.build(now=NOW)
    assert not Restatement.objects.exists()
    assert sum(DailySnapshot.objects.values_list("calls", flat=True)) == 1
    assert ledger.pending() == 0


def test_an_upgrade_rebuilds_what_it_defines_anew_once(
    rep: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    activity(rep=rep, at=NOW - timedelta(days=1))
    snapshots.build(now=NOW)
    DailySnapshot.objects.filter(rep_id=rep.pk).update(calls=9)
    assert not snapshots.begin_rebuild(NOW)
    right, sent = snapshots.fingerprint, []
    monkeypatch.setattr(
        snapshots, "fingerprint", lambda key: "new" if key == "calls" else right(key)
    )
    monkeypatch.setattr(tasks.rebuild, "delay", lambda: sent.append(1))

    with time_machine.travel(NOW, tick=False):
        tasks.tick()
        assert sent == [1]
        tasks.rebuild()
        waiting = ledger.pending()
        tasks.rebuild()
    assert waiting == ledger.pending() > 0
    assert snapshots.changed_definitions() == ["calls"]

    snapshots.drain(now=NOW)
    assert sum(DailySnapshot.objects.values_list("calls", flat=True)) == 1
    assert not Restatement.objects.exists()
    assert snapshots.changed_definitions() == []
    assert not snapshots.begin_rebuild(NOW)
