"""Writes on complaints: received, given on, corrected, deleted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from crm.announce import announce, as_it_is
from crm.models import Complaint, ComplaintReason, Deal, Notice, Prospect, User
from crm.services.errors import Refused
from crm.services.follow_ups import follow_complaint, pass_on
from crm.services.history import difference, record
from crm.services.letters import notify
from crm.services.way_back import Kept
from crm.services.writing import put, take

EDITABLE = ["reason", "severity", "received_at", "deal", "product", "verbatim", "owner"]


@transaction.atomic
def receive_complaint(
    *,
    by: User,
    now: datetime,
    reason: ComplaintReason,
    prospect: Prospect | None = None,
    received_at: datetime | None = None,
    owner: User | None = None,
    **fields: Any,
) -> Complaint:
    """A complaint, credited to the person in charge of the customer that day."""
    at = received_at or now
    if at > now:
        raise Refused(
            {"received_at": _("A complaint cannot be received in the future.")}
        )
    deal = fields.get("deal")
    prospect = prospect or (deal.prospect if deal else None)
    _refuse_foreign(deal, prospect)
    in_charge = owner or (prospect.owner if prospect else by)
    complaint = Complaint.objects.create(
        reason=reason,
        prospect=prospect,
        received_at=at,
        owner=in_charge,
        rep=in_charge,
        **fields,
    )
    announce(None, complaint)
    record(by=by, action="received", row=complaint, at=now)
    follow_complaint(complaint, by=by, now=now)
    return complaint


def _refuse_foreign(deal: Deal | None, prospect: Prospect | None) -> None:
    if deal is not None and deal.prospect_id != (prospect and prospect.pk):
        raise Refused({"deal": _("This deal belongs to another prospect.")})


@transaction.atomic
def assign_complaint(
    *,
    complaint_id: int,
    owner: User,
    by: User,
    now: datetime,
    kept: Kept | None = None,
    told: bool = True,
) -> Complaint:
    """Give it to somebody, who is told; credit stays with who was in charge that day.

    Its follow-up goes along while it is planned, and begins where nobody had it. ``kept`` remembers the rows for the way back.
    """
    complaint = take(Complaint.objects.all(), complaint_id)
    if complaint.owner_id == owner.pk:
        return complaint
    kept = kept or Kept()
    kept.keep([complaint])
    before = as_it_is(complaint)
    put(complaint, owner=owner)
    announce(before, complaint)
    pass_on(complaint, was=before.owner_id, by=by, now=now, kept=kept)
    changes = difference(before, complaint, ["owner"])
    record(by=by, action="reassigned", row=complaint, at=now, changes=changes)
    followed = follow_complaint(complaint, by=by, now=now, kept=kept)
    if told and not followed and owner.pk != by.pk:
        _tell(complaint, now)
    return complaint


def _tell(complaint: Complaint, now: datetime) -> None:
    notify(
        user=complaint.owner,
        key=f"complaint-given:{complaint.pk}:{complaint.version}",
        kind=Notice.Kind.REASSIGNED,
        label=str(complaint),
        address=reverse("crm:complaint", args=[complaint.pk]),
        now=now,
    )


@transaction.atomic
def edit_complaint(
    *,
    complaint_id: int,
    by: User | None,
    now: datetime,
    seen: int | None = None,
    **values: Any,
) -> Complaint:
    if unknown := set(values) - set(EDITABLE):
        raise ValueError(f"not editable: {unknown}")
    complaint = take(Complaint.objects.all(), complaint_id, seen=seen)
    before = as_it_is(complaint)
    latest = complaint.resolved_at or now
    if values.get("received_at", complaint.received_at) > latest:
        raise Refused(
            {"received_at": _("A complaint is received before it is resolved.")}
        )
    if "deal" in values:
        _refuse_foreign(values["deal"], complaint.prospect)
    put(complaint, **values)
    announce(before, complaint)
    pass_on(complaint, was=before.owner_id, by=by, now=now)
    changes = difference(before, complaint, values)
    record(by=by, action="edited", row=complaint, at=now, changes=changes)
    follow_complaint(complaint, by=by, now=now)
    return complaint


@transaction.atomic
def delete_complaint(*, complaint_id: int, by: User, now: datetime) -> None:
    complaint = take(Complaint.objects.all(), complaint_id)
    before = as_it_is(complaint)
    record(by=by, action="deleted", row=complaint, at=now)
    complaint.delete()
    announce(before, None)
