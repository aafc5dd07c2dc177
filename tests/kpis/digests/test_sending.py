"""Digests: the figures a person may see, in their language, once a person and period."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from fractions import Fraction
from html import unescape

import pytest
from django.core.mail import EmailMessage
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from crm.models import Letter, Organisation, Team, User
from crm.services.letters import send_waiting
from kpis import dashboard, showing, snapshots
from kpis.alerts import watching
from kpis.alerts.rules import Wanted, make_rule
from kpis.digests import sending
from kpis.digests.choice import choose, stop_token
from kpis.digests.due import due
from kpis.digests.gathered import gather
from kpis.digests.letter import row_of
from kpis.digests.sending import left, write_due, write_period
from kpis.digests.tiles import readers
from kpis.models import DigestSent
from kpis.periods import Period
from kpis.picker import Picked
from kpis.scope import narrowed, scope_of
from kpis.targets.aiming import set_target
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
            row = row_of(line, organisation)
            judged = showing.judged(tile, "EUR")
            moved = showing.moved_by(tile, "EUR")
            assert row["judged"] == (judged.text if judged else ""), line.kpi.key
            said = f"{moved.glyph} {moved.text}".strip() if moved else ""
            assert row["change"] == said, line.kpi.key
    assert lines[rep.pk][0].value.value == Fraction(100_000)


def test_what_still_matures_is_not_called_missed(
    rep: User, manager: User, north: Team, organisation: Organisation
) -> None:
    """Twelve leads of the week, none a customer yet, against a level of 16 percent."""
    for day in (10, 11, 17, 18):
        for _number in range(6):
            factories.prospect(owner=rep, at=paris(2026, 11, day))
    set_target(
        by=manager,
        now=NOW,
        kpi="lead_conversion",
        period="month",
        starts_on=date(2026, 11, 1),
        value=1_600,
        team=north,
    )
    settle(MONDAY)

    def said(today: date) -> dict[str, str]:
        lines = gather(readers([manager], today), "week", WEEK, today)[manager.pk]
        [line] = [line for line in lines if line.kpi.key == "lead_conversion"]
        return row_of(line, organisation)

    soon, later = said(date(2026, 11, 23)), said(date(2027, 1, 20))
    assert (soon["judged"], soon["change"]) == ("Too early to judge", "")
    assert later["judged"] == "16.0 pts short"
    assert later["change"] == "No change"


@pytest.mark.usefixtures("sold")
@pytest.mark.parametrize("site", ["https://crm.test", "http://localhost:8000"])
def test_its_headers_stop_it(
    manager: User, site: str, settings, mailoutbox: list[EmailMessage]
) -> None:
    settings.SITE_URL = site
    write_due(now=MONDAY)
    send_waiting(now=MONDAY)

    [mail] = [mail for mail in mailoutbox if mail.to == [manager.email]]
    way = f"{site}/digest/stop/{stop_token(manager)}/"
    one_press = {"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    asked = one_press if site.startswith("https") else {}
    assert mail.extra_headers == {"List-Unsubscribe": f"<{way}>"} | asked
    # As it travels: folded after the name, otherwise in one piece.
    assert f"List-Unsubscribe: \n <{way}>" in mail.message().as_string()
    assert way in mail.body


def words_of(html: str) -> set[str]:
    """What a reader of the formatted mail reads, and where its links lead."""
    body = html.split("<body>")[1].split("<thead>")[0] + html.split("</thead>")[1]
    links = re.findall(r'href="([^"]+)"', body)
    texts = re.sub(r"<[^>]+>", "\n", body).splitlines()
    return {unescape(text).strip() for text in (*texts, *links)} - {"", "·"}


@pytest.mark.usefixtures("alerted")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_plain_text_says_the_same(
    manager: User, language: str, french_is_compiled: None
) -> None:
    User.objects.filter(pk=manager.pk).update(language=language)
    write_due(now=MONDAY)

    [letter] = of(manager)
    said = words_of(letter.html)
    assert len(said) > 20
    assert {words for words in said if words not in letter.text} == set()


@pytest.mark.usefixtures("alerted")
def test_ten_times_the_people_are_no_more_questions(rep: User, north: Team) -> None:
    def asked(monday: date) -> tuple[int, int]:
        period = Period(monday, monday + timedelta(weeks=1))
        with CaptureQueriesContext(connection) as queries:
            written = write_period("week", period, MONDAY)
        return written, len(queries)

    def all_ask() -> None:
        for user in User.objects.filter(is_active=True, role=User.Role.REP):
            choose(user=user, rhythm="week", by=None, now=paris(2026, 1, 1))

    all_ask()
    few, questions = asked(date(2026, 11, 9))
    for number in range(30):
        role = User.Role.MANAGER if number % 3 else User.Role.REP
        person = factories.person(f"Person {number}", role=role, team=north)
        if person.is_manager:
            north.managers.add(person)
    all_ask()
    assert asked(date(2026, 11, 2)) == (few + 30, questions)


@pytest.fixture
def alerted(rep: User, manager: User, north: Team) -> None:
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


@pytest.mark.usefixtures("alerted")
def test_open_alerts_stand_in_the_mail(manager: User) -> None:
    write_due(now=MONDAY)

    [letter] = of(manager)
    assert "Open alerts" in letter.text
    assert "Camille Roux" in letter.text
    assert "/alerts/" in letter.html
