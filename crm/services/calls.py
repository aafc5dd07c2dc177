"""A call made from a page: when it began, how long it took, how it ended."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from crm.models import Activity, Contact, Prospect, User
from crm.services.activities import log_activity

#: Longer than any call: the page was simply left open.
LONGEST_S = 4 * 3600


@transaction.atomic
def log_call(
    *,
    prospect: Prospect,
    contact: Contact | None,
    outcome: str,
    at: datetime,
    minutes: int | None,
    by: User,
    now: datetime,
    client_uuid: UUID | None,
) -> Activity:
    """The call as held. A start in the future (a phone's wrong clock) is now."""
    seconds = min(minutes * 60, LONGEST_S) if minutes else None
    return log_activity(
        by=by,
        now=now,
        kind=Activity.Kind.CALL,
        at=min(at, now),
        prospect=prospect,
        contact=contact,
        outcome=outcome,
        duration_s=seconds,
        client_uuid=client_uuid,
        status=Activity.Status.HELD,
    )
