"""Digests: the figures a person may see, in their language, once a person and period."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction

from crm.models import Letter, Organisation, Team, User
from kpis import dashboard, snapshots
from kpis.alerts import watching
from kpis.alerts.rules import Wanted, make_rule
from kpis.digests import sending
from kpis.digests.choice import choose
from kpis.digests.due import due
from kpis.digests.gathered import gather
from kpis.digests.sending import left, write_due
from kpis.digests.tiles import readers
from kpis.models import DigestSent
from kpis.periods import Period
from kpis.picker import Picked
from kpis.scope import narrowed, scope_of
from kpis.tiles.chosen import of_person
from tests import factories
from tests.factories import NOW, paris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
#: Monday, the week of the 16th is over.
MONDAY = paris(2026, 11, 23, 7)
WEEK = Period(date(2026, 11, 16), date(2026, 11, 23))


@pytest.fixture
def sold(rep: User, teammate: User, manager: User, other_manager: User) -> None:
    """The week: 1,000.00 by Camille, 500.00 by her teammate; the week before 400.00 by Camille."""
    factories.won_deal(owner=rep, at=paris(2026, 11, 10), amount=40_000)
    factories.won_deal(owner=rep, at=paris(2026, 11, 17), amount=100_000)
    factories.won_deal(owner=teammate, at=paris(2026, 11, 18), amount=50_000)
    settle(MONDAY)


def settle(now: datetime) -> None:
    snapshots.drain(now=NOW)
    snapshots.catch_up(now=now)
    snapshots.drain(now=now)


def of(user: User) -> list[Letter]:
    return list(Letter.objects.filter(user=user).order_by("pk"))


@pytest.mark.usefixtures("sold")
def test_a_rep_gets_own_figures_and_their_change(rep: User) -> None:
    choose(user=rep, rhythm="week", by=rep, now=NOW)
    write_due(now=MONDAY)

    [letter] = of(rep)
    assert "€1,000" in letter.text
    assert "€1,500" not in letter.text
    assert "+150" in letter.text
    assert "16–22 Nov 2026" in letter.subject
    assert "<td" in letter.html
    assert "<img" not in letter.html
    assert "style" not in letter.html


@pytest.mark.usefixtures("sold")
def test_a_manager_gets_the_team_without_asking_and_a_rep_nothing(
    manager: User, rep: User, other_manager: User
) -> None:
    write_due(now=MONDAY)

    [letter] = of(manager)
    assert "€1,500" in letter.text
    assert "€1,500" not in of(other_manager)[0].text
    assert of(rep) == []


@pytest.mark.usefixtures("sold")
def test_it_is_written_in_the_language_of_its_reader(manager: User) -> None:
    User.objects.filter(pk=manager.pk).update(language="fr")
    write_due(now=MONDAY)

    assert "1\u202f500\u00a0€" in of(manager)[0].text


@pytest.mark.usefixtures("sold")
def test_twice_is_once(manager: User) -> None:
    assert write_due(now=MONDAY) > 0
    assert write_due(now=MONDAY) == 0
    assert write_due(now=MONDAY + timedelta(hours=5)) == 0
    assert len(of(manager)) == 1


@pytest.mark.usefixtures("sold")
def test_after_an_absence_only_the_latest_week_is_sent(manager: User) -> None:
    later = MONDAY + timedelta(weeks=4)
    settle(later)
    write_due(now=later)

    [letter] = of(manager)
    assert DigestSent.objects.get(user=manager).period_start == date(2026, 12, 14)
    assert "14–20 Dec 2026" in letter.subject


@pytest.mark.usefixtures("sold")
def test_nothing_is_sent_before_the_figures_are_settled(rep: User) -> None:
    assert due("week", MONDAY.replace(hour=5)) is None
    assert due("week", MONDAY) == WEEK
    factories.won_deal(owner=rep, at=paris(2026, 11, 19), amount=1_000)
    assert due("week", MONDAY) is None


def test_a_day_on_which_nobody_works_has_no_digest(rep: User) -> None:
    factories.won_deal(owner=rep, at=paris(2026, 11, 18), amount=1_000)
    settle(MONDAY)
    assert due("day", MONDAY) is None
    saturday = MONDAY - timedelta(days=2)
    assert due("day", saturday) == Period(date(2026, 11, 20), date(2026, 11, 21))


@pytest.mark.usefixtures("sold")
def test_who_chose_after_the_period_waits_for_the_next(rep: User) -> None:
    choose(user=rep, rhythm="week", by=rep, now=MONDAY)
    assert rep not in left("week", WEEK)
    assert rep in left("week", Period(date(2026, 11, 23), date(2026, 11, 30)))


@pytest.mark.usefixtures("sold")
def test_another_worker_in_the_middle_leaves_no_second_mail(
    manager: User, other_manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one writes a mail after this one looked who is left."""
    found = left("week", WEEK)
    monkeypatch.setattr(
        sending, "left", lambda *_args: [manager] if first.pop(0) else found
    )
    first = [True, False]
    assert write_due(now=MONDAY) == 1
    assert write_due(now=MONDAY) == len(found) - 1
    assert len(of(manager)) == len(of(other_manager)) == 1


@pytest.mark.usefixtures("sold")
def test_mail_and_note_stand_or_fall_together(
    manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_args: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(sending, "write_letters", dies)
        with pytest.raises(RuntimeError):
            write_due(now=MONDAY)
    assert not DigestSent.objects.exists()
    assert write_due(now=MONDAY) > 0
    row = DigestSent.objects.get(user=manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        DigestSent.objects.create(
            user=manager, rhythm="week", period_start=row.period_start, at=MONDAY
        )


@pytest.mark.usefixtures("sold")
def test_the_mail_says_what_the_page_shows(
    rep: User, manager: User, north: Team, organisation: Organisation
) -> None:
    picked = Picked("week", WEEK, date(2026, 11, 23), 1)
    lines = gather(readers([rep, manager], picked.today), "week", WEEK, picked.today)
    own = narrowed(scope_of(rep), rep=rep.pk)
    team = narrowed(scope_of(manager), team=north.pk)
    for user, scope in ((rep, own), (manager, team)):
        mine = of_person(user).kpis(user)
        tiles = dashboard.tiles(mine, scope, picked, organisation=organisation)
        shown = {tile.kpi.key: tile for tile in tiles}
        assert len(lines[user.pk]) >= 4
        for line in lines[user.pk]:
            tile = shown[line.kpi.key]
            assert line.value == tile.value, line.kpi.key
            assert line.standing == tile.standing, line.kpi.key
    assert lines[rep.pk][0].value.value == Fraction(100_000)


def test_open_alerts_stand_in_the_mail(rep: User, manager: User, north: Team) -> None:
    factories.activity(rep=rep, at=paris(2026, 11, 10))
    asked = Wanted(
        kpi="calls_made_all",
        kind="below",
        who="each",
        period="week",
        margin=0,
        level=3,
        team=north.pk,
    )
    make_rule(wanted=asked, by=None, now=NOW)
    snapshots.drain(now=NOW)
    watching.watch(now=NOW)
    settle(MONDAY)
    write_due(now=MONDAY)

    [letter] = of(manager)
    assert "Open alerts" in letter.text
    assert "Camille Roux" in letter.text
    assert "/alerts/" in letter.html
