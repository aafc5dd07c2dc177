"""How often a person is sent their figures: their own choice, else the usual of their role."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core import signing
from django.db import transaction

from crm.models import User
from crm.services.history import record
from kpis.models import DigestChoice, Rhythm

SALT = "kpis.digest"


def usual(user: User) -> str:
    """Who leads is sent a mail a week; who sells asks for it."""
    return Rhythm.WEEK if user.is_manager or user.is_admin else Rhythm.NONE


def rhythm_of(user: User) -> str:
    held = DigestChoice.objects.filter(user=user).first()
    return held.rhythm if held else usual(user)


def choices_of(users: Iterable[User]) -> dict[int, tuple[str, datetime | None]]:
    """{person: (how often, since when it is their own choice)}, in one query."""
    held = {row.user_id: (row.rhythm, row.at) for row in DigestChoice.objects.all()}
    return {user.pk: held.get(user.pk, (usual(user), None)) for user in users}


@transaction.atomic
def choose(*, user: User, rhythm: str, by: User | None, now: datetime) -> None:
    """Raises ValueError for a rhythm that is none. Choosing the same again changes nothing."""
    if rhythm not in Rhythm.values:
        raise ValueError(rhythm)
    held = DigestChoice.objects.select_for_update().filter(user=user).first()
    if held is not None and held.rhythm == rhythm:
        return
    was = held.rhythm if held else usual(user)
    row, _new = DigestChoice.objects.update_or_create(
        user=user, defaults={"rhythm": rhythm, "at": now}
    )
    changes = {"rhythm": [was, rhythm]}
    record(by=by, action="digest chosen", row=row, at=now, changes=changes)


def stop_token(user: User) -> str:
    """What the link under every digest holds: good for that person alone, and for nothing else."""
    return signing.dumps(user.pk, salt=SALT)


def person_of(token: str) -> User | None:
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=pk, is_active=True).first()
