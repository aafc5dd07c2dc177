"""The Celery edge of the facts: ticks in, one call into the domain.

A message is a hint: what is to do stands in the database, and the next tick finds what a lost
message left.
"""

from __future__ import annotations

from typing import Any

from celery import shared_task
from django.utils import timezone

from crm.services import (
    bulk,  # noqa: F401  # declares its steps
    cost_days,
    crediting,
    departures,
    exports,
    imports,  # noqa: F401  # declares its step
    jobs,
    leavers,  # noqa: F401  # declares its steps
    letters,
    reminders,
)
from crm.services.rates import coming


@shared_task(name="crm.tasks.run_job")
def run_job(*, job_id: int, **_extra: Any) -> None:
    """Do one piece of background work."""
    jobs.run(job_id=job_id)


@shared_task(name="crm.tasks.send_letters")
def send_letters(**_extra: Any) -> None:
    """Send the mails that wait."""
    letters.send_waiting(now=timezone.now())


@shared_task(name="crm.tasks.tick")
def tick(**_extra: Any) -> None:
    """Every minute: work nobody is doing, what is about to begin, prices and mails that wait."""
    now = timezone.now()
    reminders.remind(now=now)
    coming.price_stragglers(now=now)
    departures.settle_day(now=now)
    crediting.credit_forgotten(now=now)
    cost_days.spread_forgotten()
    exports.sweep(now=now)
    for job_id in jobs.left_over(now=now):
        run_job.delay(job_id=job_id)
    letters.send_waiting(now=now)
