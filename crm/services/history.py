"""The audit trail: one entry a write, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model

from crm.models import AuditEntry, User


def record(
    *,
    by: User | None,
    action: str,
    row: Model,
    at: datetime,
    changes: dict[str, list[Any]] | None = None,
) -> AuditEntry:
    return AuditEntry.objects.create(
        at=at,
        by=by,
        action=action,
        kind=row._meta.model_name or "",
        object_id=row.pk,
        label=str(row)[:200],
        changes=changes or {},
    )


def difference(
    before: Model, after: Model, fields: Iterable[str]
) -> dict[str, list[Any]]:
    """{field: [was, is]} for the fields that differ, in plain JSON values."""
    pairs = {
        name: [
            _plain(getattr(before, _column(before, name))),
            _plain(getattr(after, _column(after, name))),
        ]
        for name in fields
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _column(row: Model, name: str) -> str:
    return str(getattr(row._meta.get_field(name), "attname", name))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
