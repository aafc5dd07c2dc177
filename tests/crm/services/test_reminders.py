"""Reminders: once each, before the hour, in the person's own language."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crm.models import Activity, Letter, Notice, User
from crm.services import activities
from crm.services.reminders import remind
from crm.services.today import doing
from crm.tasks import tick
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def plan(rep: User, minutes: float, **fields: object) -> Activity:
    prospect = factories.prospect(owner=rep, name="Durand")
    at = NOW + timedelta(minutes=minutes)
    values = {"prospect": prospect, "status": "planned"} | fields
    return factories.activity(rep=rep, at=at, **values)


@pytest.mark.parametrize(
    ("minutes", "told"),
    [(16, 0), (15, 1), (1, 1), (0, 1), (-59, 1), (-61, 0)],
)
def test_told_a_quarter_before_or_hardly_late(rep, minutes, told) -> None:
    plan(rep, minutes)
    assert remind(now=NOW) == told
    assert remind(now=NOW) == 0
    assert Notice.objects.count() == told


def test_each_person_chooses_how_long_before(rep, teammate, outsider) -> None:
    people = {rep: 60, teammate: 0, outsider: None}
    for person, minutes in people.items():
        User.objects.filter(pk=person.pk).update(remind_minutes=minutes)
        plan(person, 45)
    assert remind(now=NOW) == 1
    assert Notice.objects.get().user == rep


def test_only_what_is_planned_for_an_hour(rep) -> None:
    plan(rep, 5, all_day=True)
    plan(rep, -5, status="held")
    cancelled = plan(rep, 5)
    activities.finish_activity(
        activity_id=cancelled.pk, by=rep, now=NOW, status="cancelled"
    )
    assert remind(now=NOW) == 0


def test_who_left_is_told_nothing(rep) -> None:
    plan(rep, 5)
    User.objects.filter(pk=rep.pk).update(is_active=False)
    assert remind(now=NOW) == 0


def test_moved_it_is_told_again_and_the_first_is_read(rep) -> None:
    call = plan(rep, 10)
    remind(now=NOW)
    doing.move(activity=call, at=NOW + timedelta(hours=3), by=rep, now=NOW)
    assert not Notice.objects.unread().exists()
    assert remind(now=NOW + timedelta(hours=2, minutes=50)) == 1


def test_by_mail_in_the_language_of_the_person(rep) -> None:
    User.objects.filter(pk=rep.pk).update(reminded_by_mail=True, language="fr")
    plan(rep, 10)
    for _ in range(2):
        remind(now=NOW)
    letter, notice = Letter.objects.get(), Notice.objects.get()
    assert letter.to == rep.email
    assert "Durand" in letter.subject
    assert "10:40" in letter.subject
    assert notice.label.startswith("Appel")


@pytest.mark.usefixtures("frozen")
def test_the_tick_reminds(rep) -> None:
    plan(rep, 10)
    tick()
    assert Notice.objects.filter(user=rep, kind="reminder").count() == 1
