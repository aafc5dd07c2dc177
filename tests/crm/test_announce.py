"""Facts announce themselves to whoever listens, as they were and as they are."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

import pytest
from django.db.models import Model

from crm import announce
from crm.models import Activity, DealMovement, Organisation, ProspectStep, Team, User
from crm.services import activities, complaint_acts, deals, people, voice
from tests import factories
from tests.factories import NOW, paris


class Recorder:
    """A listener that remembers."""

    def __init__(self) -> None:
        self.rows: list[Model] = []
        self.people: list[tuple[int, date | None, date | None]] = []
        self.calendars = 0

    def rows_moved(self, rows: Sequence[Model]) -> None:
        self.rows.extend(rows)

    def person_moved(
        self, user_id: int, from_on: date | None, to_on: date | None
    ) -> None:
        self.people.append((user_id, from_on, to_on))

    def calendar_changed(self, now: datetime) -> None:
        self.calendars += 1

    def of(self, model: type[Model]) -> list[Model]:
        return [row for row in self.rows if isinstance(row, model)]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorder]:
    recorder = Recorder()
    monkeypatch.setattr(announce, "LISTENERS", [recorder])
    return recorder


def test_nothing_is_announced_when_nothing_moved(heard: Recorder) -> None:
    announce.announce(None, None)
    announce.announce_many([])
    assert heard.rows == []


def test_a_copy_taken_before_a_change_keeps_what_was(rep: User) -> None:
    company = factories.prospect(owner=rep, name="Delorme")
    before = announce.as_it_is(company)
    company.name = "Delorme & Fils"
    assert (before.name, before.pk) == ("Delorme", company.pk)


def test_an_edited_activity_is_announced_with_its_former_and_its_present_day(
    rep: User, heard: Recorder
) -> None:
    call = factories.activity(rep=rep, at=paris(2026, 11, 18))
    heard.rows.clear()
    activities.edit_activity(
        activity_id=call.pk, by=rep, now=NOW, at=paris(2026, 11, 17)
    )
    assert [row.at for row in heard.of(Activity)] == [
        paris(2026, 11, 18),
        paris(2026, 11, 17),
    ]


def test_a_deleted_activity_is_announced_as_it_was(rep: User, heard: Recorder) -> None:
    call = factories.activity(rep=rep)
    heard.rows.clear()
    activities.delete_activity(activity_id=call.pk, by=rep, now=NOW)
    (gone,) = heard.of(Activity)
    assert (gone.at, gone.rep_id) == (NOW, rep.pk)


def test_every_row_a_deal_writes_is_announced(rep: User, heard: Recorder) -> None:
    company = factories.prospect(owner=rep)
    deal = factories.won_deal(owner=rep, prospect=company)
    written = set(deal.movements.values_list("pk", flat=True))
    assert {row.pk for row in heard.of(DealMovement)} == written
    assert "converted" in {row.step for row in heard.of(ProspectStep)}


def test_a_withdrawn_win_is_announced_before_and_after(
    rep: User, heard: Recorder
) -> None:
    deal = factories.won_deal(owner=rep)
    heard.rows.clear()
    deals.reopen_deal(deal_id=deal.pk, by=rep, now=NOW)
    wins = [row for row in heard.of(DealMovement) if row.kind == "won"]
    assert [row.withdrawn_at for row in wins] == [None, NOW]


def test_a_deleted_deal_announces_every_day_it_was_counted_on(
    rep: User, heard: Recorder
) -> None:
    deal = factories.won_deal(
        owner=rep, opened_at=paris(2026, 10, 1), at=paris(2026, 11, 2)
    )
    heard.rows.clear()
    deals.delete_deal(deal_id=deal.pk, by=rep, now=NOW)
    assert {row.at for row in heard.rows} == {paris(2026, 10, 1), paris(2026, 11, 2)}


def test_a_complaint_is_announced_when_it_comes_changes_and_goes(
    rep: User, heard: Recorder
) -> None:
    row = factories.complaint(by=rep)
    complaint_acts.resolve_complaint(
        complaint_id=row.pk, resolution="Refunded", by=rep, now=NOW
    )
    voice.delete_complaint(complaint_id=row.pk, by=rep, now=NOW)
    assert len(heard.rows) == 1 + 2 + 1


def test_who_changes_team_is_announced_from_that_day_on(
    rep: User, south: Team, heard: Recorder
) -> None:
    day = date(2026, 11, 10)
    people.join_team(user=rep, team=south, by=None, now=NOW, from_on=day)
    assert heard.people == [(rep.pk, day, None)]


def test_only_the_time_zone_and_the_fiscal_year_redraw_every_day(
    organisation: Organisation, admin: User, heard: Recorder
) -> None:
    people.edit_organisation(by=admin, now=NOW, name="Delorme")
    assert heard.calendars == 0
    people.edit_organisation(by=admin, now=NOW, time_zone="America/St_Johns")
    people.edit_organisation(by=admin, now=NOW, fiscal_first_month=4)
    assert heard.calendars == 2
