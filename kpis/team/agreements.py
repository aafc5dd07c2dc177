"""What was agreed in a one-to-one: written down, ticked off by whomever it concerns, deleted."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from crm.civil import civil_day
from crm.models import Organisation, User
from crm.services.errors import Refused
from crm.services.history import difference, record
from kpis.models import Agreement
from kpis.team.coaching import said_in


@transaction.atomic
def agree(
    *, person: User, by: User, now: datetime, text: str, due_on: date | None = None
) -> Agreement:
    """Write down what was agreed; ``due_on`` today or later."""
    row = Agreement(person=person, by=by, at=now, text=said_in(text))
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
    agreement.text = said_in(text)
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


def _ahead(day: date | None, now: datetime) -> date | None:
    if day is not None and day < civil_day(now, Organisation.current().zone):
        raise Refused({"due_on": _("Choose today or a later day.")})
    return day
