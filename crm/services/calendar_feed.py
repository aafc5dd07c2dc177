"""The private address of a person's calendar: made, renewed, revoked. Only its digest is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from crm.models import CalendarFeed, User
from crm.services.history import record

#: A calendar asks many times a day; when it last did is written once an hour.
SEEN_EVERY = timedelta(hours=1)


@transaction.atomic
def make_feed(*, user: User, now: datetime) -> str:
    """A new address for this person, shown once; the one before stops working. Returns its secret."""
    token = secrets.token_urlsafe(32)
    values = {"digest": digest_of(token), "created_at": now, "read_at": None}
    feed, new = CalendarFeed.objects.update_or_create(user=user, defaults=values)
    record(by=user, action="created" if new else "renewed", row=feed, at=now)
    return token


@transaction.atomic
def revoke_feed(*, user: User, now: datetime) -> bool:
    """The address stops working at once; False when there was none."""
    feed = CalendarFeed.objects.filter(user=user).first()
    if feed is None:
        return False
    record(by=user, action="revoked", row=feed, at=now)
    feed.delete()
    return True


def reader_of(*, token: str, now: datetime) -> User | None:
    """Whose calendar the address shows; None for a wrong or revoked one, or who left."""
    feed = (
        CalendarFeed.objects.select_related("user")
        .filter(digest=digest_of(token), user__is_active=True)
        .first()
    )
    if feed is None:
        return None
    if feed.read_at is None or now - feed.read_at > SEEN_EVERY:
        CalendarFeed.objects.filter(pk=feed.pk).update(read_at=now)
    return feed.user


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
