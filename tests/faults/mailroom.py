"""Digests written by processes that are killed: what they do, and what is left of it.

A run is a week of its own; ``seed`` says how many weeks back.
"""

from __future__ import annotations

import itertools
import json
import os
import signal
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from crm.models import Letter, User
from crm.services.letters import write_letters
from kpis.digests import sending
from kpis.models import DigestChoice, DigestSent
from kpis.periods import Period, whole

#: Few enough for several transactions a run.
SMALL = 2
#: One who dies does so after one of its first commits: two groups, where each takes two of them.
DIES_AFTER = 3
LONG_AGO = timedelta(days=4000)
#: A week before all runs: written once by the parent, so that children are born with templates
#: and translations read.
BEFORE_ALL = 1000


def everybody_asks() -> int:
    """A weekly digest for every person; how many they are."""
    at = timezone.now() - LONG_AGO
    people = User.objects.get_queryset().active().exclude(email="")
    held = set(DigestChoice.objects.values_list("user_id", flat=True))
    DigestChoice.objects.bulk_create(
        DigestChoice(user=user, rhythm="week", at=at)
        for user in people
        if user.pk not in held
    )
    return int(people.count())


def week(seed: int) -> Period:
    return whole("week", date(2026, 11, 16) - timedelta(weeks=seed))


def warm() -> None:
    if not Letter.objects.filter(key__startswith="digest:").exists():
        sending.write_period("week", week(BEFORE_ALL), timezone.now())


def die_after(commits: int) -> None:
    """This process kills itself the moment that commit is done: nothing comes after it."""
    commit, number = connection.commit, itertools.count(1)

    def last() -> None:
        commit()
        if next(number) == commits:
            os.kill(os.getpid(), signal.SIGKILL)

    connection.commit = last  # type: ignore[method-assign]


def write_digests(seed: int) -> None:
    sending.BATCH = SMALL
    while sending.write_period("week", week(seed), timezone.now()) or True:
        time.sleep(0.01)


def write_digests_wrongly(seed: int) -> None:
    """The planted bug: the note is committed before the mail."""

    def keep(letters: list[Letter], rhythm: str, period: Period, now: datetime) -> int:
        with transaction.atomic():
            DigestSent.objects.bulk_create(
                DigestSent(
                    user=one.user, rhythm=rhythm, period_start=period.first, at=now
                )
                for one in letters
            )
        write_letters(letters)
        return len(letters)

    sending.keep_all = keep  # type: ignore[assignment]
    write_digests(seed)


def mailed() -> str:
    """{people, notes: {week: how many}, mails: {week: how many}, twice}."""
    people = everybody_asks()
    warm()
    counted = DigestSent.objects.values_list("period_start").annotate(n=Count("pk"))
    # Notes first: a mail that comes between the two questions is not taken for a lost one.
    notes = list(counted)
    mails: dict[str, int] = {}
    keys = list(Letter.objects.filter(key__startswith="digest:").values_list("key"))
    for (key,) in keys:
        start = key.rsplit(":", 1)[1]
        mails[start] = mails.get(start, 0) + 1
    found = {
        "people": people,
        "notes": {str(start): n for start, n in notes},
        "mails": mails,
        "twice": len(keys) - len(set(keys)),
    }
    connection.close()
    return json.dumps(found)


def dying(write: Callable[[int], None]) -> Callable[[int], None]:
    def until_dead(seed: int) -> None:
        die_after(1 + seed % DIES_AFTER)
        write(seed)

    return until_dead


WRITERS: dict[str, Callable[[int], None]] = {
    "digests": write_digests,
    "wrong-digests": write_digests_wrongly,
}
WORK = WRITERS | {f"dying-{name}": dying(write) for name, write in WRITERS.items()}
