"""Background work: started by a person, done in steps by a worker, safe to kill and to run twice."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.urls import reverse
from django.utils import timezone

from crm.models import Job, Notice, User
from crm.services.letters import notify

logger = logging.getLogger(__name__)

#: Work whose worker gave no sign of life for this long is taken up by another.
SILENT_FOR = timedelta(minutes=2)
#: How often a step is tried that the database breaks off: a deadlock, a lock waited for too long.
TRIES = 3

#: One step of a kind of work: does the next rows after ``job.done`` and says how many it did;
#: 0 ends the work. It runs in one transaction with the job's progress, so a step never happens twice.
Step = Callable[[Job], int]
STEPS: dict[str, Step] = {}


def step_of(kind: str) -> Callable[[Step], Step]:
    """Declare the step of a kind of work."""

    def declared(step: Step) -> Step:
        STEPS[kind] = step
        return step

    return declared


def start_job(
    *, kind: str, by: User, now: datetime, args: dict[str, Any], total: int
) -> Job:
    """Write the work down; a worker is told on commit, the tick finds it if the message is lost."""
    if kind not in STEPS:
        raise ValueError(f"unknown work: {kind}")
    job = Job.objects.create(kind=kind, by=by, args=args, total=total, created_at=now)
    transaction.on_commit(lambda: hint(job.pk), robust=True)
    return job


def hint(job_id: int) -> None:
    from crm.tasks import run_job

    run_job.delay(job_id=job_id)


def run(*, job_id: int) -> Job:
    """Do the work step by step until it ends. Taken by one worker at a time."""
    job = _claim(job_id)
    while job is not None and job.state == Job.State.RUNNING:
        try:
            job = _tried_again(job_id)
        except ValidationError as refusal:
            return _end(job_id, Job.State.FAILED, " ".join(refusal.messages))
        except Exception as fault:
            _end(job_id, Job.State.FAILED, f"{type(fault).__name__}: {fault}")
            raise
    return job or Job.objects.get(pk=job_id)


def left_over(*, now: datetime) -> list[int]:
    """Ids of work nobody is doing: never taken, or its worker is silent."""
    late = now - SILENT_FOR
    waiting = Job.objects.filter(state=Job.State.WAITING, created_at__lt=late)
    silent = Job.objects.filter(state=Job.State.RUNNING, beat_at__lt=late)
    return sorted((waiting | silent).values_list("pk", flat=True))


@transaction.atomic
def _claim(job_id: int) -> Job | None:
    job = Job.objects.select_for_update().get(pk=job_id)
    now = timezone.now()
    fresh = job.beat_at is not None and now - job.beat_at < SILENT_FOR
    if job.state in (Job.State.DONE, Job.State.FAILED) or fresh:
        return None
    job.state, job.beat_at = Job.State.RUNNING, now
    job.save(update_fields=["state", "beat_at"])
    return job


def _tried_again(job_id: int) -> Job:
    """The next step; begun again when the database broke it off, which left nothing of it."""
    for _try in range(TRIES - 1):
        try:
            return _next_step(job_id)
        except OperationalError:
            logger.warning("job %s: a step is begun again", job_id, exc_info=True)
    return _next_step(job_id)


@transaction.atomic
def _next_step(job_id: int) -> Job:
    # Not the person: whatever they write meanwhile would wait for the end of the step.
    rows = Job.objects.select_for_update(of=("self",)).select_related("by")
    job = rows.get(pk=job_id)
    did = STEPS[job.kind](job)
    job.done += did
    job.beat_at = timezone.now()
    if not did:
        _finish(job, Job.State.DONE)
    job.save()
    return job


@transaction.atomic
def _end(job_id: int, state: str, error: str) -> Job:
    job = Job.objects.select_for_update().get(pk=job_id)
    job.error = error[:500]
    _finish(job, state)
    job.save()
    return job


def _finish(job: Job, state: str) -> None:
    job.state = state
    job.finished_at = timezone.now()
    notify(
        user=job.by,
        key=f"job:{job.pk}",
        kind=Notice.Kind.JOB,
        label=job.kind,
        address=reverse("crm:job", args=[job.pk]),
        now=job.finished_at,
    )
