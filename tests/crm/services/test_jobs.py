"""Background work: steps that happen once, whoever dies."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from crm.models import Job, Notice
from crm.services import jobs
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def counting(monkeypatch):
    """Work that counts to its total, two at a time."""
    monkeypatch.setitem(
        jobs.STEPS, "count", lambda job: min(2, max(0, job.total - job.done))
    )


def start(rep, total: int = 5) -> Job:
    return jobs.start_job(kind="count", by=rep, now=NOW, args={}, total=total)


def test_work_ends_and_says_so(rep, counting) -> None:
    job = jobs.run(job_id=start(rep).pk)

    assert (job.state, job.done) == (Job.State.DONE, 5)
    assert Notice.objects.get().key == f"job:{job.pk}"


def test_run_twice_is_done_once(rep, counting) -> None:
    job = start(rep)
    jobs.run(job_id=job.pk)

    assert jobs.run(job_id=job.pk).done == 5
    assert Notice.objects.count() == 1


def test_a_refusal_is_shown_and_nothing_goes_on(rep, monkeypatch) -> None:
    def refuse(job: Job) -> int:
        raise ValidationError("Not today.")

    monkeypatch.setitem(jobs.STEPS, "count", refuse)

    job = jobs.run(job_id=start(rep).pk)

    assert (job.state, job.error) == (Job.State.FAILED, "Not today.")


def test_work_of_a_dead_worker_goes_on_where_it_stood(rep, counting) -> None:
    job = start(rep)
    with time_machine.travel(NOW, tick=False):
        Job.objects.filter(pk=job.pk).update(state="running", done=4, beat_at=NOW)
        assert jobs.left_over(now=NOW) == []
        assert jobs.run(job_id=job.pk).done == 4, "another worker has it"

    late = NOW + timedelta(minutes=3)
    assert jobs.left_over(now=late) == [job.pk]
    with time_machine.travel(late, tick=False):
        assert jobs.run(job_id=job.pk).done == 5


def test_unknown_work_is_refused(rep) -> None:
    with pytest.raises(ValueError, match="unknown work"):
        jobs.start_job(kind="dream", by=rep, now=NOW, args={}, total=1)
