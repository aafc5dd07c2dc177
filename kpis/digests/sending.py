"""Digests written exactly once: the note that it was sent and the mail share a transaction.

Two workers may begin together, and any may die at any moment: the unique row decides, the loser
reads again who is left.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from crm.civil import civil_day
from crm.models import Letter, Organisation, User
from crm.remember import remembering
from crm.services.letters import write_letters
from kpis.alerts.reading import first_open_of_each
from kpis.digests.alerts import MOST
from kpis.digests.choice import choices_of
from kpis.digests.due import due, ended_at
from kpis.digests.gathered import gather
from kpis.digests.letter import letter_of
from kpis.digests.tiles import readers
from kpis.models import DigestSent, Rhythm
from kpis.periods import Period

logger = logging.getLogger(__name__)

RHYTHMS = (Rhythm.DAY, Rhythm.WEEK, Rhythm.MONTH)
#: Mails of one transaction.
BATCH = 50


def write_due(*, now: datetime) -> int:
    """Write every digest whose period is settled and that nobody was sent; how many."""
    wanted = {rhythm: due(rhythm, now) for rhythm in RHYTHMS}
    return sum(
        write_period(rhythm, period, now) for rhythm, period in wanted.items() if period
    )


def left(rhythm: str, period: Period) -> list[User]:
    """Who asked for this rhythm before the period ended, and was not sent it."""
    sent = DigestSent.objects.filter(rhythm=rhythm, period_start=period.first)
    people = User.objects.get_queryset().active().exclude(email="")
    people = people.exclude(pk__in=sent.values("user")).order_by("pk")
    users = list(people)
    choices, end = choices_of(users), ended_at(period)
    found = []
    for user in users:
        chosen, since = choices[user.pk]
        if chosen == rhythm and (since is None or since < end):
            found.append(user)
    return found


def write_period(rhythm: str, period: Period, now: datetime) -> int:
    """The digests of this period that are left to write; how many."""
    users = left(rhythm, period)
    if not users:
        return 0
    # As in a request: the organisation is the same for everybody.
    with remembering():
        return _write(users, rhythm, period, now)


def _write(users: Sequence[User], rhythm: str, period: Period, now: datetime) -> int:
    today = civil_day(now, Organisation.current().zone)
    people = readers(users, today)
    lines = gather(people, rhythm, period, today)
    written, alerts = 0, first_open_of_each(users, MOST)
    for start in range(0, len(people), BATCH):
        group = people[start : start + BATCH]
        letters = []
        for reader in group:
            who = reader.user.pk
            own = alerts.get(who, [])
            letters.append(
                letter_of(reader, lines[who], rhythm, period, now, alerts=own)
            )
        written += _keep(letters, rhythm, period, now)
    return written


def _keep(letters: Sequence[Letter], rhythm: str, period: Period, now: datetime) -> int:
    """The group, or what another worker left of it."""
    try:
        return keep_all(letters, rhythm, period, now)
    except IntegrityError:
        logger.info("digests: another worker wrote some of these")
    sent = DigestSent.objects.filter(rhythm=rhythm, period_start=period.first)
    gone = set(sent.values_list("user_id", flat=True))
    rest = [letter for letter in letters if letter.user_id not in gone]
    return keep_all(rest, rhythm, period, now) if rest else 0


@transaction.atomic
def keep_all(
    letters: Sequence[Letter], rhythm: str, period: Period, now: datetime
) -> int:
    """Notes and mails together; IntegrityError when one of them was written before."""
    DigestSent.objects.bulk_create(
        DigestSent(user=letter.user, rhythm=rhythm, period_start=period.first, at=now)
        for letter in letters
    )
    write_letters(letters)
    return len(letters)
