"""Long tables in the background: every row once, safe to kill, fetched by one person for a day."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from crm.models import Job, Prospect, User
from crm.services import exports, jobs
from crm.services.exports import KEPT_FOR, start_export, step, sweep, token_of
from crm.writers.formats import FORMATS
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(exports, "PORTION", 3)


@pytest.fixture
def many(rep: User, teammate: User) -> list[Prospect]:
    factories.prospect(owner=teammate, name="Not theirs", at=NOW)
    return [
        factories.prospect(owner=rep, name=f"Prospect {n}", at=NOW) for n in range(8)
    ]


def start(by: User, form: str = "xlsx", source: str = "list:prospects") -> Job:
    found = exports.portioned(source=source, query=QueryDict(""), by=by, now=NOW)
    return start_export(
        source=source, query="", form=form, total=found.total, by=by, now=NOW
    )


def rows_of(job: Job) -> list[tuple[Any, ...]]:
    content = exports.content_of(job)
    assert content is not None
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [row for row in sheet.iter_rows(values_only=True) if any(row[1:])]


@pytest.mark.usefixtures("many")
def test_every_row_is_in_the_file_once(rep: User) -> None:
    job = jobs.run(job_id=start(rep).pk)

    names = [row[1] for row in rows_of(job)[1:]]
    assert sorted(names) == [f"Prospect {n}" for n in range(8)]
    assert (job.done, job.total, job.state) == (8, 8, Job.State.DONE)
    assert default_storage.listdir("exports")[1] == [job.args["token"]]


@pytest.mark.usefixtures("many")
def test_progress_is_shown_portion_by_portion(rep: User) -> None:
    job, seen = start(rep), []
    while did := step(job):
        job.done += did
        seen.append(job.done)

    assert seen == [3, 6, 8]


@pytest.mark.usefixtures("many")
def test_a_step_done_again_repeats_nothing(rep: User) -> None:
    job = start(rep)
    assert step(job) == 3  # its worker died: the file is there, the progress is not
    job = jobs.run(job_id=job.pk)

    assert len(rows_of(job)) == 9


@pytest.mark.usefixtures("many")
def test_the_same_file_asked_twice_is_one_work(rep: User) -> None:
    assert start(rep).pk == start(rep).pk
    assert start(rep, "pdf").pk != start(rep).pk


@pytest.mark.usefixtures("many")
def test_a_long_list_is_offered_then_written_then_fetched(
    rep: User, teammate: User, client_of: SignIn
) -> None:
    client, url = client_of(rep), reverse("crm:take", args=["prospects"])
    offered = client.get(url, {"format": "xlsx"})
    assert offered.status_code == 200
    assert "8 rows" in offered.content.decode()
    assert not Job.objects.exists()

    started = client.post(f"{url}?format=xlsx")
    job = Job.objects.get()
    assert started.url == reverse("crm:job", args=[job.pk])
    job = jobs.run(job_id=job.pk)
    page = client.get(started.url).content.decode()
    link = f"{reverse('crm:taken', args=[job.pk])}?key={token_of(job)}"
    assert link in page
    assert client.get(link).content[:2] == b"PK"
    assert client.get(link.partition("?")[0]).status_code == 404
    assert client_of(teammate).get(link).status_code == 404


@pytest.mark.usefixtures("many")
def test_after_a_day_the_link_says_so_and_the_file_is_deleted(
    rep: User, client_of: SignIn
) -> None:
    job = jobs.run(job_id=start(rep).pk)
    link = f"{reverse('crm:taken', args=[job.pk])}?key={token_of(job)}"
    finished = timezone.now() - KEPT_FOR
    Job.objects.filter(pk=job.pk).update(finished_at=finished + timedelta(minutes=5))
    assert client_of(rep).get(link).status_code == 200
    assert sweep(now=timezone.now()) == 0

    Job.objects.filter(pk=job.pk).update(finished_at=finished)
    assert client_of(rep).get(link).status_code == 410
    assert sweep(now=timezone.now()) == 1
    assert sweep(now=timezone.now()) == 0
    job.refresh_from_db()
    assert token_of(job) == ""


@pytest.mark.usefixtures("many")
def test_a_short_list_comes_at_once_in_each_format(
    teammate: User, client_of: SignIn
) -> None:
    client = client_of(teammate)
    for name in ("prospects", "deals", "activities", "complaints"):
        for form in FORMATS:
            answer = client.get(reverse("crm:take", args=[name]), {"format": form})
            assert answer.status_code == 200, (name, form)
            assert "attachment" in answer["Content-Disposition"], (name, form)
    assert client.get(reverse("crm:take", args=["nothing"])).status_code == 404


@pytest.mark.usefixtures("frozen")
def test_rows_behind_a_figure_are_written_in_portions(
    rep: User, client_of: SignIn
) -> None:
    for n in range(7):
        factories.activity(rep=rep, at=NOW - timedelta(hours=n), kind="call")
    query = "key=calls_made_all&period=year"
    client = client_of(rep)
    client.post(f"{reverse('kpis:export', args=['rows'])}?format=xlsx&{query}")
    job = Job.objects.get()
    assert job.total == 7
    job = jobs.run(job_id=job.pk)

    days = [row[0] for row in rows_of(job)[1:] if row[5] == 1]
    assert len(days) == 7
