"""One complaint as its page shows it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crm import access
from crm.models import Complaint, User
from crm.views.parts.service_level import promise_chip
from crm.views.parts.words import full, why_seen


def page_of_complaint(
    complaint: Complaint, reader: User, now: datetime
) -> dict[str, Any]:
    return {
        "complaint": complaint,
        "chip": promise_chip(complaint, now),
        "changeable": access.may_change(reader, complaint),
        "why": why_seen(complaint.owner, reader),
        "received": full(complaint.received_at, now),
        "answered": full(complaint.answered_at, now) if complaint.answered_at else "",
        "resolved": full(complaint.resolved_at, now) if complaint.resolved_at else "",
    }
