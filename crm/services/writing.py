"""What every edit does: take the row as the person saw it, change it, keep the version."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from crm.services.errors import Conflict

Row = TypeVar("Row", bound=Model)


def take(rows: QuerySet[Row], pk: int, *, seen: int | None = None) -> Row:
    """Lock and return the row; ``Conflict`` when it is no longer at the version the person saw.

    ``seen`` travels in the form. Reading the version just before writing would protect nothing.
    """
    # Without joins: PostgreSQL checks a row again after it waited for it, and a joined stage that
    # is no longer the deal's makes the deal vanish from the answer.
    row = rows.select_related(None).select_for_update().get(pk=pk)
    if seen is not None and row.version != seen:  # type: ignore[attr-defined]
        raise Conflict(row, seen=seen)
    return row


def lock(row: Model) -> None:
    """Take the row for this transaction and read it again: what was loaded earlier may be old."""
    rows = type(row)._default_manager.select_for_update()
    row.refresh_from_db(from_queryset=rows)


def put(row: Any, **values: Any) -> None:
    """Set the values, raise the version, save only what changed."""
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*values, "version"])
