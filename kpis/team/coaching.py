"""One-to-ones: who holds one with whom, the notes of it, and what was agreed.

A note is written for the person it is about, who always reads it; besides them, whoever manages
their team today, and admins. Only its author changes it.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from crm import access
from crm.models import UNASSIGNED_ID, User
from crm.services.errors import Refused
from crm.services.history import difference, record
from kpis.catalogue import KPIS
from kpis.models import CoachingNote

LONGEST = 2000


def people_met(user: User) -> QuerySet[User, User]:
    """Whom this person holds one-to-ones with, themself included: people who sell."""
    people = User.objects.get_queryset().sellers().exclude(pk=UNASSIGNED_ID)
    return people.filter(access.changeable(user, "pk"))


@transaction.atomic
def write_note(
    *, person: User, by: User, now: datetime, text: str, kpi: str = ""
) -> CoachingNote:
    note = CoachingNote(
        person=person, by=by, at=now, text=said_in(text), kpi=_known(kpi)
    )
    note.save()
    record(by=by, action="created", row=note, at=now)
    return note


@transaction.atomic
def edit_note(
    *, note: CoachingNote, by: User, now: datetime, text: str, kpi: str = ""
) -> CoachingNote:
    """By its author; what it said before stays in the audit."""
    was = CoachingNote.objects.select_for_update().get(pk=note.pk)
    note.text, note.kpi = said_in(text), _known(kpi)
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


def said_in(text: str) -> str:
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
