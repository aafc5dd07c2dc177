"""Writes on the people inside a prospect."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from crm import findable
from crm.announce import as_it_is
from crm.models import Contact, Prospect, User, WayBack
from crm.services.errors import Refused
from crm.services.history import difference, record
from crm.services.prospects import add_contact
from crm.services.way_back import way_back

EDITABLE = ["name", "job_title", "email", "phone", "mobile", "preferred_method"]

__all__ = ["EDITABLE", "add_contact", "archive_contact", "edit_contact", "make_main"]


@transaction.atomic
def edit_contact(
    *, contact: Contact, by: User | None, now: datetime, **values: Any
) -> Contact:
    """Change what describes a person; what they are found by follows."""
    if unknown := set(values) - set(EDITABLE):
        raise ValueError(f"not editable: {unknown}")
    found = _locked(contact)
    before = as_it_is(found)
    for name, value in values.items():
        setattr(found, name, value)
    found.save(update_fields=list(values))
    findable.refresh([found.prospect_id])
    if changes := difference(before, found, values):
        record(by=by, action="edited", row=found, at=now, changes=changes)
    return found


@transaction.atomic
def make_main(*, contact: Contact, by: User, now: datetime) -> WayBack | None:
    """The person to speak to first; None when they are already."""
    found = _locked(contact)
    if found.is_main:
        return None
    if found.archived_at is not None:
        raise Refused(_("This contact is archived. Bring it back first."))
    with way_back(by=by, now=now, action="main contact", label=found.name) as kept:
        _step_back(kept, found)
        kept.keep([found])
        found.is_main = True
        found.save(update_fields=["is_main"])
    record(
        by=by, action="edited", row=found, at=now, changes={"is_main": [False, True]}
    )
    return kept.way_back


def _step_back(kept: Any, found: Contact) -> None:
    main = Contact.objects.filter(prospect=found.prospect_id, is_main=True)
    kept.keep(main)
    main.update(is_main=False)


@transaction.atomic
def archive_contact(*, contact: Contact, by: User, now: datetime) -> WayBack | None:
    """Out of the lists; what happened with them stays. None when it is already."""
    found = _locked(contact)
    if found.archived_at is not None:
        return None
    prospect = Prospect.objects.filter(pk=found.prospect_id)
    with way_back(by=by, now=now, action="archived", label=found.name) as kept:
        kept.keep([found, *prospect])
        found.archived_at, found.is_main = now, False
        found.save(update_fields=["archived_at", "is_main"])
        findable.refresh([found.prospect_id])
    record(by=by, action="archived", row=found, at=now)
    return kept.way_back


def _locked(contact: Contact) -> Contact:
    """The row again, locked after its prospect: the main contact is decided there."""
    Prospect.objects.select_for_update().filter(pk=contact.prospect_id).first()
    return Contact.objects.select_for_update().get(pk=contact.pk)
