"""What is done about a complaint: answered, resolved, reopened, each with a way back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from crm.announce import announce, as_it_is
from crm.models import Complaint, User, WayBack
from crm.services.history import difference, record
from crm.services.way_back import way_back
from crm.services.writing import put, take


@transaction.atomic
def answer_complaint(*, complaint_id: int, by: User, now: datetime) -> WayBack | None:
    """The customer got a first answer. None when they had one: only the first counts."""
    complaint = take(Complaint.objects.all(), complaint_id)
    if complaint.answered_at is not None:
        return None
    return _write(complaint, "answered", by, now, answered_at=now)


@transaction.atomic
def resolve_complaint(
    *, complaint_id: int, resolution: str, by: User, now: datetime
) -> WayBack:
    """Say how it ended. Said again, the words change and the day of the first time stays."""
    complaint = take(Complaint.objects.all(), complaint_id)
    return _write(
        complaint,
        "resolved",
        by,
        now,
        resolved_at=complaint.resolved_at or now,
        resolution=resolution,
        answered_at=complaint.answered_at or now,
    )


@transaction.atomic
def reopen_complaint(*, complaint_id: int, by: User, now: datetime) -> WayBack | None:
    """It was not over: what was said of its end stays in the audit, its first answer counts."""
    complaint = take(Complaint.objects.all(), complaint_id)
    if complaint.resolved_at is None:
        return None
    return _write(complaint, "reopened", by, now, resolved_at=None, resolution="")


def _write(
    complaint: Complaint, action: str, by: User, now: datetime, **values: Any
) -> WayBack:
    before = as_it_is(complaint)
    with way_back(by=by, now=now, action=action, label=str(complaint)) as kept:
        kept.keep([complaint])
        put(complaint, **values)
        announce(before, complaint)
    changes = difference(before, complaint, values)
    record(by=by, action=action, row=complaint, at=now, changes=changes)
    return kept.way_back
