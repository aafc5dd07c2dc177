"""The Celery edge: ticks in, one call into the domain.

Redis is a hint. A task carries no data and a lost one costs latency only: the ledger in the
database says what is left to do, and the next tick does it.
"""

from __future__ import annotations

from typing import Any

from celery import shared_task
from django.utils import timezone

from kpis import snapshots
from kpis.alerts import watching
from kpis.digests import sending
from kpis.forecast import freezing
from kpis.plans import measuring, steps

#: Rounds of one task: nothing over a second runs on the figures queue, the rest follows.
ROUNDS = 3


@shared_task(name="kpis.tasks.drain")
def drain(**_extra: Any) -> None:
    """Recompute what is marked. Sent on commit of any fact, and by every tick."""
    done = snapshots.drain(now=timezone.now(), limit=ROUNDS)
    if done.rounds == ROUNDS:
        drain.delay()


@shared_task(name="kpis.tasks.tick")
def tick(**_extra: Any) -> None:
    """Every minute: draw the days that began meanwhile, publish those that closed, drain.

    It asks the calendar what is missing instead of knowing the hour, so an absence of days and a
    clock change are the same case as any other minute.
    """
    now = timezone.now()
    snapshots.catch_up(now=now)
    snapshots.drain(now=now, limit=ROUNDS)
    if snapshots.changed_definitions():
        rebuild.delay()
    if freezing.missing(now):
        freeze.delay()


@shared_task(name="kpis.tasks.freeze")
def freeze(**_extra: Any) -> None:
    """Keep the forecast of each day that closed; what one call leaves, the next takes."""
    if freezing.freeze(now=timezone.now()):
        freeze.delay()


@shared_task(name="kpis.tasks.write_digests")
def write_digests(**_extra: Any) -> None:
    """Write the mails of figures whose period is settled; the outbox sends them."""
    sending.write_due(now=timezone.now())


@shared_task(name="kpis.tasks.watch")
def watch(**_extra: Any) -> None:
    """Every minute: once figures moved and are settled, judge the rules, measure the plans."""
    now = timezone.now()
    if watching.is_due(now):
        watching.watch(now=now)
    steps.remind_overdue(now=now)
    measuring.keep_effects(now=now)


@shared_task(name="kpis.tasks.rebuild")
def rebuild(**_extra: Any) -> None:
    """After an upgrade: columns stored under other definitions are computed again."""
    snapshots.begin_rebuild(timezone.now())


@shared_task(name="kpis.tasks.build")
def build(**_extra: Any) -> None:
    """Rebuild the whole history, in the background."""
    snapshots.build(now=timezone.now())
