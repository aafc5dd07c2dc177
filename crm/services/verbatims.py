"""Words of customers that are kept: recorded, deleted, turned into a complaint."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from crm.announce import announce, as_it_is
from crm.models import (
    Complaint,
    ComplaintReason,
    Deal,
    Prospect,
    User,
    Verbatim,
    WayBack,
)
from crm.services.errors import Refused
from crm.services.history import record
from crm.services.voice import receive_complaint
from crm.services.way_back import way_back


@transaction.atomic
def record_verbatim(
    *,
    by: User,
    now: datetime,
    kind: str,
    text: str,
    at: datetime | None = None,
    prospect: Prospect | None = None,
    **fields: Any,
) -> Verbatim:
    """What somebody said, credited to the person in charge of the customer."""
    at = at or now
    if at > now:
        raise Refused({"at": _("Nothing can be said in the future.")})
    for name in ("contact", "deal"):
        row = fields.get(name)
        if row is not None and row.prospect_id != (prospect and prospect.pk):
            raise Refused({name: _("This belongs to another prospect.")})
    owner = prospect.owner if prospect else by
    row = Verbatim.objects.create(
        kind=kind, text=text, at=at, prospect=prospect, owner=owner, rep=owner, **fields
    )
    announce(None, row)
    record(by=by, action="recorded", row=row, at=now)
    return row


@transaction.atomic
def complain(
    *,
    verbatim_id: int,
    by: User,
    now: datetime,
    reason: ComplaintReason,
    severity: str,
    deal: Deal | None = None,
    **fields: Any,
) -> Complaint:
    """Make a complaint of these words, once; it was received when they were said."""
    said = Verbatim.objects.select_for_update().get(pk=verbatim_id)
    if said.complaint_id is not None:
        raise Refused(_("A complaint was already made of these words."))
    complaint = receive_complaint(
        by=by,
        now=now,
        reason=reason,
        severity=severity,
        prospect=said.prospect,
        contact=said.contact,
        deal=deal or said.deal,
        received_at=said.at,
        owner=said.owner,
        verbatim=said.text,
        **fields,
    )
    before = as_it_is(said)
    said.complaint = complaint
    said.save(update_fields=["complaint"])
    announce(before, said)
    return complaint


@transaction.atomic
def delete_verbatim(*, verbatim_id: int, by: User, now: datetime) -> WayBack:
    row = Verbatim.objects.select_for_update().get(pk=verbatim_id)
    with way_back(by=by, now=now, action="deleted", label=str(row)) as kept:
        kept.keep([row])
        before = as_it_is(row)
        record(by=by, action="deleted", row=row, at=now)
        row.delete()
        announce(before, None)
    return kept.way_back
