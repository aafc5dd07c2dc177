"""Which cells a fact marks: where it was, where it is, and where it echoes."""

from __future__ import annotations

from datetime import date, timedelta

from crm.models import Team, User
from crm.services import activities, deals, people, voice
from kpis import ledger, snapshots
from kpis.models import Mark
from tests.factories import NOW, activity, complaint, deal, paris, prospect, won_deal

TODAY, MONDAY = date(2026, 11, 20), date(2026, 11, 16)


def marked() -> set[tuple[date, int]]:
    found = set(Mark.objects.values_list("day", "rep_id"))
    Mark.objects.all().delete()
    return found


def test_a_correction_marks_the_day_it_leaves_and_the_day_it_enters(rep: User) -> None:
    called = activity(rep=rep)
    assert marked() == {(TODAY, rep.pk)}
    activities.edit_activity(
        activity_id=called.pk, by=rep, now=NOW, at=paris(2026, 11, 16)
    )
    assert marked() == {(TODAY, rep.pk), (MONDAY, rep.pk)}
    activities.delete_activity(activity_id=called.pk, by=rep, now=NOW)
    assert marked() == {(MONDAY, rep.pk)}


def test_a_conversion_echoes_on_the_day_of_detection(rep: User, teammate: User) -> None:
    company = prospect(owner=teammate, at=paris(2026, 3, 2))
    opened = deal(owner=rep, prospect=company)
    marked()
    deals.win_deal(deal_id=opened.pk, by=rep, now=NOW)
    assert marked() == {(TODAY, rep.pk), (date(2026, 3, 2), teammate.pk)}


def test_reopening_marks_the_day_of_the_win_and_today(rep: User) -> None:
    won = won_deal(owner=rep, at=paris(2026, 11, 16))
    marked()
    deals.reopen_deal(deal_id=won.pk, by=rep, now=NOW)
    assert marked() == {(MONDAY, rep.pk), (TODAY, rep.pk)}


def test_a_deleted_deal_marks_every_day_it_touched(rep: User, teammate: User) -> None:
    opened = deal(owner=rep, at=paris(2026, 11, 16))
    deals.assign_deal(deal_id=opened.pk, owner=teammate, by=rep, now=NOW)
    marked()
    deals.delete_deal(deal_id=opened.pk, by=rep, now=NOW)
    assert marked() == {(MONDAY, rep.pk), (TODAY, rep.pk), (TODAY, teammate.pk)}


def test_a_complaint_moved_to_another_day(rep: User) -> None:
    received = complaint(by=rep)
    marked()
    voice.edit_complaint(
        complaint_id=received.pk, by=rep, now=NOW, received_at=paris(2026, 11, 16)
    )
    assert marked() == {(MONDAY, rep.pk), (TODAY, rep.pk)}


def test_a_move_to_another_team_marks_the_days_from_then_on(
    rep: User, south: Team
) -> None:
    for back in (0, 1, 4):
        activity(rep=rep, at=NOW - timedelta(days=back))
    snapshots.drain(now=NOW)
    activity(rep=rep, at=NOW - timedelta(days=2))
    marked()
    people.join_team(user=rep, team=south, by=None, now=NOW, from_on=date(2026, 11, 18))
    assert (ledger.pending(), marked()) == (1, set())
    assert ledger.spread_moves()
    assert not ledger.spread_moves()
    assert marked() == {(TODAY, rep.pk), (date(2026, 11, 19), rep.pk)}


def test_marks_are_appended_and_drained(rep: User) -> None:
    snapshots.drain(now=NOW)
    for _ in range(3):
        activity(rep=rep)
    assert ledger.pending() == 3
    assert ledger.oldest_pending() == TODAY
    done = snapshots.drain(now=NOW)
    assert (done.marks, done.cells_written, done.rounds) == (3, 1, 1)
    assert ledger.pending() == 0
