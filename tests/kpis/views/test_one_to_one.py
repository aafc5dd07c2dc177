"""One-to-one: who opens it, its numbers are the roll-up's, and what is written there."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from crm.models import Organisation, Team, User
from kpis import snapshots, wording
from kpis.catalogue import KPIS
from kpis.models import Agreement, CoachingNote
from kpis.periods import Period
from kpis.question import Question
from kpis.rollup import figures
from kpis.scope import ALL, narrowed
from kpis.team.agreements import agree
from kpis.team.coaching import write_note
from kpis.tiles import presets
from tests import factories
from tests.factories import NOW
from tests.kpis.test_both import a_busy_month

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]
TODAY = date(2026, 11, 20)
ROW = re.compile(r'<th scope="row"><a href="[^"]*">([^<]*)</a></th>\s*<td[^>]*>([^<]*)')


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    caches["local"].clear()


def page(client: Client, person: User) -> str:
    answer = client.get(reverse("kpis:one-to-one", args=[person.pk]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def told(text: str, title: str) -> dict[str, str]:
    """{figure: what the table under this heading says of it}."""
    part = text.split(f'id="{title}"', 1)[1].split("</section>", 1)[0]
    return {unescape(a): unescape(b) for a, b in ROW.findall(part)}


def rolled_up(keys: tuple[str, ...], rep: User, period: Period) -> dict[str, str]:
    kpis = [KPIS[key] for key in keys]
    found = figures(kpis, Question(narrowed(ALL, rep=rep.pk), period, TODAY))
    return {
        str(kpi.label): wording.figure(kpi, found[kpi.key][()], "EUR") for kpi in kpis
    }


def test_for_the_person_who_leads_them_and_admins_alone(
    rep: User,
    teammate: User,
    other_rep: User,
    manager: User,
    other_manager: User,
    admin: User,
    outsider: User,
    client_of: SignIn,
) -> None:
    url = reverse("kpis:one-to-one", args=[rep.pk])
    readers = (rep, manager, admin, teammate, other_rep, other_manager, outsider)

    codes = [client_of(user).get(url).status_code for user in readers]

    assert codes == [200] * 3 + [404] * 4
    nobody = client_of(admin).get(reverse("kpis:one-to-one", args=[0]))
    assert nobody.status_code == 404


def test_its_numbers_are_those_of_the_roll_up(
    rep: User, teammate: User, manager: User, client_of: SignIn
) -> None:
    a_busy_month(rep, teammate)
    month = Period(date(2026, 11, 1), date(2026, 11, 21))
    week = Period(date(2026, 11, 9), date(2026, 11, 16))

    text = page(client_of(manager), rep)

    assert told(text, "figures-title") == rolled_up(presets.TABLE, rep, month)
    assert told(text, "week-title") == rolled_up(presets.WEEK, rep, week)
    assert told(text, "figures-title")["Revenue, excl. tax"] != "€0"


def test_the_person_reads_the_figures_their_manager_reads(
    rep: User, teammate: User, manager: User, client_of: SignIn
) -> None:
    a_busy_month(rep, teammate)

    theirs, own = page(client_of(manager), rep), page(client_of(rep), rep)

    for title in ("figures-title", "week-title"):
        assert told(theirs, title) == told(own, title)


def test_a_rep_reads_where_they_stand_as_far_as_the_organisation_shows(
    rep: User, teammate: User, north: Team, manager: User, client_of: SignIn
) -> None:
    third = factories.person("Karim Haddad", team=north)
    a_busy_month(rep, teammate, third)
    client, organisation = client_of(rep), Organisation.current()

    assert "Median of the team" in page(client_of(manager), rep)
    text = page(client, rep)
    assert "Median of the team" not in text
    assert "Against the median" in text

    organisation.figures_seen_by_reps = Organisation.FiguresSeen.NOTHING
    organisation.save()
    caches["local"].clear()
    assert "Against the median" not in page(client, rep)


def test_topics_follow_from_what_is_behind(
    rep: User, manager: User, client_of: SignIn
) -> None:
    row = agree(person=rep, by=manager, now=NOW, text="Call", due_on=TODAY)
    Agreement.objects.filter(pk=row.pk).update(due_on=TODAY - timedelta(days=2))
    factories.deal(owner=rep, at=NOW - timedelta(days=1), name="Racks")
    factories.complaint(by=rep, prospect=factories.prospect(owner=rep))

    text = page(client_of(manager), rep)

    for said in (
        "1 agreement is overdue.",
        "1 open deal has nothing ahead.",
        "1 complaint is open.",
        "Overdue since",
        "Racks",
    ):
        assert said in text, said


def test_a_note_is_written_once_however_often_it_is_sent(
    rep: User, manager: User, client_of: SignIn
) -> None:
    client = client_of(manager)
    url = reverse("kpis:coaching-note-new", args=[rep.pk])
    sent = {"text": "Ask for the decision", "kpi": "win_rate", "token": str(uuid4())}

    answers = [client.post(url, sent).status_code for _ in range(2)]

    assert answers == [303, 303]
    [note] = CoachingNote.objects.all()
    assert (note.person, note.by, note.kpi) == (rep, manager, "win_rate")
    assert "Ask for the decision" in page(client_of(rep), rep)


def test_only_its_author_changes_a_note(
    rep: User, manager: User, admin: User, teammate: User, client_of: SignIn
) -> None:
    note = write_note(person=rep, by=manager, now=NOW, text="Ask sooner")
    url = reverse("kpis:coaching-note-edit", args=[note.pk])
    sent = {"text": "Changed"}

    assert client_of(rep).post(url, sent).status_code == 403
    assert client_of(admin).post(url, sent).status_code == 403
    assert client_of(teammate).post(url, sent).status_code == 404
    assert client_of(manager).post(url, sent).status_code == 303
    assert CoachingNote.objects.get().text == "Changed"
    gone = reverse("kpis:coaching-note-delete", args=[note.pk])
    assert client_of(rep).post(gone).status_code == 403
    assert client_of(manager).post(gone).status_code == 303
    assert not CoachingNote.objects.exists()


def test_either_ticks_what_was_agreed(
    rep: User, manager: User, client_of: SignIn
) -> None:
    client_of(manager).post(
        reverse("kpis:agreement-new", args=[rep.pk]),
        {"text": "Two demos", "due_on": "2026-11-27", "token": str(uuid4())},
    )
    [row] = Agreement.objects.all()
    url = reverse("kpis:agreement-tick", args=[row.pk])

    client_of(rep).post(url, {"done": "1"})
    assert Agreement.objects.get().done_at is not None
    client_of(manager).post(url, {"done": ""})
    assert Agreement.objects.get().done_at is None


def test_what_is_refused_stands_beside_its_field(
    rep: User, manager: User, client_of: SignIn
) -> None:
    url = reverse("kpis:agreement-new", args=[rep.pk])

    answer = client_of(manager).post(url, {"text": "Call", "due_on": "2026-11-01"})

    assert answer.status_code == 422
    assert "Choose today or a later day." in answer.content.decode()
    assert not Agreement.objects.exists()


def test_who_moved_away_is_met_by_the_new_manager(
    rep: User, south: Team, manager: User, other_manager: User, client_of: SignIn
) -> None:
    from crm.services import people

    write_note(person=rep, by=manager, now=NOW, text="Ask sooner")
    people.join_team(user=rep, team=south, by=None, now=NOW, from_on=TODAY)
    url = reverse("kpis:one-to-one", args=[rep.pk])
    snapshots.drain(now=NOW)

    assert client_of(manager).get(url).status_code == 404
    assert "Ask sooner" in page(client_of(other_manager), rep)
