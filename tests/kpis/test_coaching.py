"""Notes and agreements: for whom they are, what is kept of a change, what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from crm.models import AuditEntry, User
from kpis.models import Agreement, CoachingNote
from kpis.team.agreements import agree, delete_agreement, edit_agreement, tick
from kpis.team.coaching import delete_note, edit_note, people_met, write_note
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
TODAY = date(2026, 11, 20)


def note(
    person: User, by: User, text: str = "Ask sooner", kpi: str = ""
) -> CoachingNote:
    return write_note(person=person, by=by, now=NOW, text=text, kpi=kpi)


def audited() -> list[str]:
    rows = AuditEntry.objects.filter(kind__in=["coachingnote", "agreement"])
    return list(rows.order_by("pk").values_list("action", flat=True))


def test_a_note_is_for_the_person_who_leads_them_today_and_admins(
    rep: User,
    teammate: User,
    other_rep: User,
    manager: User,
    other_manager: User,
    admin: User,
    outsider: User,
) -> None:
    note(rep, manager)
    readers = (rep, teammate, other_rep, manager, other_manager, admin, outsider)

    seen = [u for u in readers if CoachingNote.objects.visible_to(u).exists()]

    assert seen == [rep, manager, admin]


def test_one_to_ones_are_held_with_people_who_sell(
    rep: User, teammate: User, other_rep: User, manager: User, admin: User
) -> None:
    assert set(people_met(manager)) == {rep, teammate}
    assert set(people_met(rep)) == {rep}
    assert set(people_met(admin)) == {rep, teammate, other_rep}


def test_what_a_note_said_before_stays_in_the_audit(rep: User, manager: User) -> None:
    row = note(rep, manager)
    later = NOW + timedelta(hours=1)
    edit_note(note=row, by=manager, now=later, text="Ask earlier", kpi="demos")
    edit_note(note=row, by=manager, now=later, text="Ask earlier", kpi="demos")
    delete_note(note=row, by=manager, now=later)

    assert audited() == ["created", "edited", "deleted"]
    changes = AuditEntry.objects.get(kind="coachingnote", action="edited").changes
    assert changes == {"text": ["Ask sooner", "Ask earlier"], "kpi": ["", "demos"]}
    assert not CoachingNote.objects.exists()


@pytest.mark.parametrize(
    ("text", "kpi", "field"),
    [("  ", "", "text"), ("x" * 2001, "", "text"), ("Yes", "no_such", "kpi")],
)
def test_a_note_says_something_about_a_figure_that_exists(
    text: str, kpi: str, field: str, rep: User, manager: User
) -> None:
    with pytest.raises(ValidationError) as refused:
        note(rep, manager, text, kpi)

    assert list(refused.value.message_dict) == [field]


def test_an_agreement_is_ticked_once_and_opened_again(rep: User, manager: User) -> None:
    row = agree(person=rep, by=manager, now=NOW, text="Call", due_on=TODAY)

    assert tick(agreement=row, done=True, by=rep, now=NOW)
    assert not tick(agreement=row, done=True, by=manager, now=NOW)
    assert Agreement.objects.get().done_at == NOW
    assert tick(agreement=row, done=False, by=manager, now=NOW)
    assert Agreement.objects.get().done_at is None
    assert audited() == ["created", "done", "not done"]


def test_an_agreement_is_due_today_or_later_and_keeps_a_day_that_passed(
    rep: User, manager: User
) -> None:
    said = {"by": manager, "text": "Call"}
    with pytest.raises(ValidationError):
        agree(person=rep, now=NOW, due_on=TODAY - timedelta(days=1), **said)
    row = agree(person=rep, now=NOW, due_on=TODAY, **said)

    later = NOW + timedelta(days=3)
    edit_agreement(agreement=row, by=manager, now=later, text="Call them", due_on=TODAY)
    other = TODAY + timedelta(days=1)
    with pytest.raises(ValidationError):
        edit_agreement(agreement=row, by=manager, now=later, text="x", due_on=other)
    assert Agreement.objects.get().text == "Call them"

    delete_agreement(agreement=row, by=manager, now=later)
    assert not Agreement.objects.exists()


def test_what_is_open_comes_first_the_earliest_due_before_no_day(
    rep: User, manager: User
) -> None:
    days = {"none": None, "late": TODAY + timedelta(days=9), "soon": TODAY}
    rows = {
        name: agree(person=rep, by=manager, now=NOW, text=name, due_on=day)
        for name, day in days.items()
    }
    done = agree(person=rep, by=manager, now=NOW, text="done")
    tick(agreement=done, done=True, by=rep, now=NOW)

    order = [row.text for row in Agreement.objects.about(rep).open_first()]

    assert order == ["soon", "late", "none", "done"]
    assert Agreement.objects.waiting().count() == len(rows)


def test_the_database_holds_no_empty_note_and_no_tick_before_it_was_agreed(
    rep: User, manager: User
) -> None:
    row = agree(person=rep, by=manager, now=NOW, text="Call")
    wrong = [
        CoachingNote(person=rep, by=manager, at=NOW, text=""),
        Agreement(
            pk=row.pk,
            person=rep,
            by=manager,
            at=NOW,
            text="Call",
            done_at=NOW - timedelta(days=1),
        ),
    ]
    for each in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            each.save()
