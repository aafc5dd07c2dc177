"""One-to-ones: who holds one with whom, the notes of it, and what was agreed.

A note is written for the person it is about, who always reads it; besides them, whoever manages
their team today, and admins. Only its author changes it.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from crm import access
from crm.civil import civil_day
from crm.models import UNASSIGNED_ID, Organisation, User
from crm.services.errors import Refused
from crm.services.history import difference, record
from kpis.catalogue import KPIS
from kpis.models import Agreement, CoachingNote

LONGEST = 2000


def people_met(user: User) -> QuerySet[User, User]:
    """Whom this person holds one-to-ones with, themself included: people who sell."""
    people = User.objects.get_queryset().sellers().exclude(pk=UNASSIGNED_ID)
    return people.filter(access.changeable(user, "pk"))


@transaction.atomic
def write_note(
    *, person: User, by: User, now: datetime, text: str, kpi: str = ""
) -> CoachingNote:
    note = CoachingNote(person=person, by=by, at=now, text=_said(text), kpi=_known(kpi))
    note.save()
    record(by=by, action="created", row=note, at=now)
    return note


@transaction.atomic
def edit_note(
    *, note: CoachingNote, by: User, now: datetime, text: str, kpi: str = ""
) -> CoachingNote:
    """By its author; what it said before stays in the audit."""
    was = CoachingNote.objects.select_for_update().get(pk=note.pk)
    note.text, note.kpi = _said(text), _known(kpi)
    changes = difference(was, note, ("text", "kpi"))
    if changes:
        note.edited_at = now
        note.save()
        record(by=by, action="edited", row=note, at=now, changes=changes)
    return note


@transaction.atomic
def delete_note(*, note: CoachingNote, by: User, now: datetime) -> None:
    record(
        by=by, action="deleted", row=note, at=now, changes={"text": [note.text, None]}
    )
    note.delete()


@transaction.atomic
def agree(
    *, person: User, by: User, now: datetime, text: str, due_on: date | None = None
) -> Agreement:
    """Write down what was agreed; ``due_on`` today or later."""
    row = Agreement(person=person, by=by, at=now, text=_said(text))
    row.due_on = _ahead(due_on, now)
    row.save()
    record(by=by, action="created", row=row, at=now)
    return row


@transaction.atomic
def edit_agreement(
    *,
    agreement: Agreement,
    by: User,
    now: datetime,
    text: str,
    due_on: date | None = None,
) -> Agreement:
    """By its author. A day that has passed may stay, another one lies ahead."""
    was = Agreement.objects.select_for_update().get(pk=agreement.pk)
    agreement.text = _said(text)
    agreement.due_on = due_on if due_on == was.due_on else _ahead(due_on, now)
    changes = difference(was, agreement, ("text", "due_on"))
    if changes:
        agreement.edited_at = now
        agreement.save()
        record(by=by, action="edited", row=agreement, at=now, changes=changes)
    return agreement


@transaction.atomic
def tick(*, agreement: Agreement, done: bool, by: User, now: datetime) -> bool:
    """Done, or not done after all, by whomever it concerns; whether anything changed."""
    row = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if done == (row.done_at is not None):
        return False
    was, row.done_at = row.done_at, now if done else None
    row.save(update_fields=["done_at"])
    stamps = [was.isoformat() if was else None, now.isoformat() if done else None]
    action = "done" if done else "not done"
    record(by=by, action=action, row=row, at=now, changes={"done_at": stamps})
    return True


@transaction.atomic
def delete_agreement(*, agreement: Agreement, by: User, now: datetime) -> None:
    changes = {"text": [agreement.text, None]}
    record(by=by, action="deleted", row=agreement, at=now, changes=changes)
    agreement.delete()


def _said(text: str) -> str:
    text = text.strip()
    if not text:
        raise Refused({"text": _("Write a sentence.")})
    if len(text) > LONGEST:
        raise Refused({"text": _("This text is too long.")})
    return text


def _known(kpi: str) -> str:
    if kpi and kpi not in KPIS:
        raise Refused({"kpi": _("There is no such figure.")})
    return kpi


def _ahead(day: date | None, now: datetime) -> date | None:
    if day is not None and day < civil_day(now, Organisation.current().zone):
        raise Refused({"due_on": _("Choose today or a later day.")})
    return day
