"""The quick log: what was done and its next step, in one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from crm.models import Activity, User
from crm.services.activities import delete_activity, log_activity


@transaction.atomic
def quick_log(
    *,
    by: User,
    now: datetime,
    done: dict[str, Any],
    planned: dict[str, Any] | None = None,
) -> tuple[Activity, Activity | None]:
    """Write both or none; sent twice with the same ``client_uuid`` they are written once."""
    first = log_activity(by=by, now=now, **done)
    following = log_activity(by=by, now=now, **planned) if planned else None
    return first, following


@transaction.atomic
def undo_log(*, ids: list[int], by: User, now: datetime) -> None:
    """Delete what this person just logged; rows of others or already gone are left alone."""
    own = Activity.objects.filter(pk__in=ids, logged_by=by).values_list("pk", flat=True)
    for pk in sorted(own):
        delete_activity(activity_id=pk, by=by, now=now)
