"""What people do about an alert: acknowledge it, put it off, close it; each with its reason."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from crm.models import User
from crm.services.errors import Refused
from crm.services.history import record
from kpis.models import Alert


@transaction.atomic
def acknowledge(*, alert: Alert, reason: str, by: User, now: datetime) -> Alert:
    """Somebody looks after it: it stays open until its cause is gone."""
    return _write(
        alert,
        "acknowledged",
        by,
        now,
        reason=reason,
        acknowledged_at=now,
        snoozed_until=None,
    )


@transaction.atomic
def snooze(
    *, alert: Alert, until: date, reason: str, today: date, by: User, now: datetime
) -> Alert:
    """Put it off until that day; it closes by itself meanwhile if its cause goes."""
    if until <= today:
        raise Refused({"until": _("Choose a day to come.")})
    return _write(alert, "snoozed", by, now, reason=reason, snoozed_until=until)


@transaction.atomic
def close(*, alert: Alert, reason: str, by: User, now: datetime) -> Alert:
    """Close it by hand: the rule is quiet about this cause for its quiet days."""
    return _write(
        alert, "closed", by, now, reason=reason, closed_at=now, why=Alert.Why.HAND
    )


def _write(alert: Alert, action: str, by: User, now: datetime, **values: Any) -> Alert:
    """On the row as it is now: one that closed meanwhile stays as it closed."""
    row = Alert.objects.select_for_update().select_related(None).get(pk=alert.pk)
    if row.closed_at is not None:
        return row
    values["reason"] = values["reason"].strip()[:300]
    for name, value in values.items():
        setattr(row, name, value)
    row.acted_by = by
    row.save(update_fields=[*values, "acted_by"])
    changes = {"reason": ["", row.reason]}
    record(by=by, action=f"alert {action}", row=row, at=now, changes=changes)
    return row
