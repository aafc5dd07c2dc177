"""What a person was told is read: one notice, or all of them."""

from __future__ import annotations

from datetime import datetime

from crm.models import Notice, User


def mark_read(*, notice: Notice, now: datetime) -> None:
    """Read now, unless it was before."""
    Notice.objects.unread().filter(pk=notice.pk).update(read_at=now)


def mark_all_read(*, user: User, now: datetime) -> int:
    """How many there were."""
    return Notice.objects.unread().filter(user=user).update(read_at=now)
