"""Somebody who left is made nobody: no table holds their name or what was said of them; what they did stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from knox.models import AuthToken

from crm.models import AuditEntry, Deal, User, WayBack
from crm.services import leavers, office, people
from crm.services.anonymising import anonymise
from crm.services.errors import Refused
from crm.services.jobs import run
from crm.services.letters import notify, write_letter
from kpis import snapshots
from kpis.alerts.rules import Wanted, make_rule
from kpis.catalogue import KPIS
from kpis.commenting import say, take_back
from kpis.models import (
    ActionPlan,
    Agreement,
    Alert,
    AlertRule,
    CoachingNote,
    FigureComment,
)
from kpis.periods import between
from kpis.plans import writing
from kpis.plans.steps import Step
from kpis.question import Question
from kpis.rollup import figures
from kpis.scope import ALL
from kpis.subjects import Subject
from kpis.team import agreements, coaching
from tests import factories
from tests.access.state import state
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
TODAY = NOW.date()
MONTH = between(TODAY.replace(day=1), TODAY)
SAID = "said-of-camille"


@pytest.fixture
def told(rep: User, manager: User, teammate: User) -> User:
    """Everything that can be said of somebody, some of it changed, taken back or deleted since."""
    for by in (rep, manager):
        common = {"person": rep, "by": by, "now": NOW, "text": SAID}
        note, agreed = coaching.write_note(**common), agreements.agree(**common)
        coaching.edit_note(note=note, by=by, now=NOW, text=f"{SAID} again")
        coaching.delete_note(note=coaching.write_note(**common), by=by, now=NOW)
        agreements.tick(agreement=agreed, done=True, by=by, now=NOW)
        about = {"kpi": "revenue", "subject": Subject(rep=rep.pk), "period": MONTH}
        say(**about, text=SAID, proposal=True, by=by, now=NOW)
        back = say(**about, text=f"{SAID}, no", proposal=False, by=by, now=NOW)
        if by == rep:
            take_back(said=back, by=by, now=NOW)
    rule = make_rule(
        wanted=Wanted(kpi="revenue", kind="below", who="person", level=9, user=rep.pk),
        by=manager,
        now=NOW,
    )
    alert = Alert.objects.create(
        rule=rule,
        user=rep,
        subject=f"rep:{rep.pk}",
        opened_at=NOW,
        checked_at=NOW,
        reason=SAID,
    )
    wanted = writing.Wanted(SAID, "revenue", Subject(rep=rep.pk), rep.pk, TODAY, TODAY)
    writing.open_plan(
        wanted=wanted, steps=[Step(SAID)], alert=alert.pk, by=manager, now=NOW
    )
    return rep


def left(person: User, admin: User, heir: User) -> User:
    """As somebody leaves: what is open goes to others, and they are told from whom."""
    job = leavers.start_leaving(person=person, heirs=[heir], by=admin, now=NOW)
    run(job_id=job.pk)
    person.refresh_from_db()
    return person


def holding(*texts: str) -> set[str]:
    """Tables some row of which holds one of the texts."""
    return {
        table
        for table, rows in state().items()
        for row in rows
        for value in row
        if isinstance(value, str) and any(text in value for text in texts)
    }


def test_no_table_says_who_it_was_nor_what_was_said(
    told: User, admin: User, teammate: User, manager: User
) -> None:
    named, mailed = told.full_name, told.email
    factories.prospect(owner=told, at=NOW)
    write_letter(key="d", to=mailed, subject="S", text=SAID, now=NOW, user=told)
    tell = {"kind": "reassigned", "label": f"From {named}", "address": "/today/"}
    notify(user=teammate, key="given", now=NOW, **tell)
    AuthToken.objects.create(user=told)
    office.edit_person(person=told, by=admin, now=NOW, full_name=f"{named} ")
    told.full_name = named
    told.save()
    person = left(told, admin, teammate)
    assert {"kpis_coachingnote", "crm_auditentry", "crm_wayback"} <= holding(
        named, mailed, SAID
    )

    anonymise(person=person, by=admin, now=NOW + timedelta(days=1))

    assert holding(named, mailed, SAID) == set()
    person.refresh_from_db()
    assert person.full_name == f"Former colleague {person.pk}"
    assert not person.has_usable_password()
    for model in (CoachingNote, Agreement, FigureComment, ActionPlan, AlertRule, Alert):
        assert not model._default_manager.exists()
    # That it was written, and by whom, is still there.
    assert AuditEntry.objects.filter(by=manager, kind="coachingnote").exists()
    assert AuditEntry.objects.get(action="anonymised").label == person.full_name


def test_what_they_did_stays_to_the_cent(
    told: User, admin: User, manager: User
) -> None:
    factories.won_deal(owner=told, amount=123_400, at=NOW - timedelta(days=2))
    snapshots.build(now=NOW)
    asked = Question(ALL, MONTH, TODAY, ("rep",))
    kpis = [KPIS["revenue"], KPIS["deals_won"]]
    before = figures(kpis, asked)
    people.deactivate(user=told, by=admin, now=NOW)

    anonymise(person=told, by=admin, now=NOW)
    snapshots.build(now=NOW)

    assert figures(kpis, asked) == before
    assert Deal.objects.get().owner_id == told.pk


def test_what_is_said_of_others_stays(
    told: User, admin: User, manager: User, teammate: User
) -> None:
    kept = coaching.write_note(person=teammate, by=manager, now=NOW, text="Well done")
    plan = writing.Wanted(
        "More calls", "revenue", Subject(rep=teammate.pk), told.pk, TODAY, TODAY
    )
    opened = writing.open_plan(wanted=plan, by=manager, now=NOW)
    people.deactivate(user=told, by=admin, now=NOW)

    anonymise(person=told, by=admin, now=NOW)

    assert list(CoachingNote.objects.all()) == [kept]
    assert list(ActionPlan.objects.all()) == [opened]
    entry = AuditEntry.objects.get(kind="coachingnote", object_id=kept.pk)
    assert "Well done" in entry.label


def test_only_who_left_and_only_once(told: User, admin: User, teammate: User) -> None:
    with pytest.raises(Refused):
        anonymise(person=told, by=admin, now=NOW)
    with pytest.raises(Refused):
        anonymise(person=User.objects.get(pk=0), by=admin, now=NOW)
    people.deactivate(user=told, by=admin, now=NOW)
    anonymise(person=told, by=admin, now=NOW)
    entries = AuditEntry.objects.count()
    anonymise(person=told, by=admin, now=NOW)
    assert AuditEntry.objects.count() == entries
    told.refresh_from_db()
    with pytest.raises(Refused):
        office.reactivate(person=told, by=admin, now=NOW)
    assert not WayBack.objects.filter(label__contains="Camille").exists()


def test_an_admin_does_it_on_the_page_of_the_person(
    told: User, admin: User, client_of
) -> None:
    client: Client = client_of(admin)
    page = reverse("crm:setup-person", args=[told.pk])
    url = reverse("crm:setup-person-anonymise", args=[told.pk])
    assert url not in client.get(page).content.decode()
    assert client.post(url, {"sure": "on"}).status_code == 422
    people.deactivate(user=told, by=admin, now=NOW)
    assert url in client.get(page).content.decode()
    assert "cannot be undone" in client.get(url).content.decode()
    assert client.post(url).status_code == 422
    assert User.objects.get(pk=told.pk).anonymised_at is None

    assert client.post(url, {"sure": "on"}).status_code == 303

    body = client.get(page).content.decode()
    assert "Former colleague" in body
    assert url not in body
    assert "Camille" not in body
    again = reverse("crm:setup-person-reactivate", args=[told.pk])
    client.post(again)
    assert User.objects.get(pk=told.pk).is_active is False
