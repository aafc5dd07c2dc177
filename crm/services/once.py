"""Sent twice, written once: the key and the row go into the database together, or neither."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from crm.models import SentOnce, User


class KeyReused(Exception):
    """The key was already used for another request. Nothing was written."""


def sent_before(*, by: User, key: UUID | None, digest: str) -> int | None:
    """The id of the row that this very request wrote before, if it did."""
    sent = SentOnce.objects.filter(by=by, key=key).first() if key else None
    return _row_of(sent, digest) if sent else None


@transaction.atomic
def write_once(
    *,
    by: User,
    key: UUID | None,
    digest: str,
    now: datetime,
    write: Callable[[], Model],
) -> tuple[int, bool]:
    """(id of the row, whether it was written now).

    The same request sent at the same time waits here for the first one's end. What ``write``
    refuses leaves no key behind.
    """
    if key is None:
        return int(write().pk), True
    sent, new = SentOnce.objects.get_or_create(
        by=by, key=key, defaults={"digest": digest, "at": now}
    )
    if not new:
        return _row_of(sent, digest), False
    sent.object_id = write().pk
    sent.save(update_fields=["object_id"])
    return int(sent.object_id), True


def _row_of(sent: SentOnce, digest: str) -> int:
    if sent.digest != digest or sent.object_id is None:
        raise KeyReused
    return sent.object_id
