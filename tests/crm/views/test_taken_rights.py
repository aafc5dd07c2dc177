"""Files written in the background: for whom, within which rights, how many at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from crm.models import Job, Organisation, Team, User
from crm.services import exports, jobs, people
from crm.services.exports import MOST, start_export, step, token_of
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(exports, "PORTION", 3)


@pytest.fixture(autouse=True)
def many(rep: User) -> None:
    for n in range(8):
        factories.prospect(owner=rep, name=f"Prospect {n}", at=NOW)


def start(by: User, query: str = "") -> Job:
    source = "list:prospects"
    found = exports.portioned(source=source, query=QueryDict(query), by=by, now=NOW)
    asked = {"source": source, "query": query, "form": "csv"}
    return start_export(**asked, total=found.total, by=by, now=NOW)


def link_of(job: Job) -> str:
    return f"{reverse('crm:taken', args=[job.pk])}?key={token_of(job)}"


def demoted(manager: User, _north: Team) -> None:
    User.objects.filter(pk=manager.pk).update(role=User.Role.REP)


def leading_nothing(_manager: User, north: Team) -> None:
    people.set_managers(team=north, managers=[], by=None, now=NOW)


def without_the_person(_manager: User, north: Team) -> None:
    rep = User.objects.get(email="camille.roux@boussole.test")
    day = timezone.now().date()
    people.join_team(user=rep, team=north.parent, by=None, now=NOW, from_on=day)


LOSSES = (demoted, leading_nothing, without_the_person)


@pytest.mark.parametrize("loses", LOSSES)
def test_a_file_written_within_other_rights_is_handed_out_no_more(
    manager: User, north: Team, client_of: SignIn, loses: Any
) -> None:
    job, client = jobs.run(job_id=start(manager).pk), client_of(manager)
    assert b"Prospect 3" in client.get(link_of(job)).content

    loses(manager, north)

    answer = client.get(link_of(job))
    assert answer.status_code == 410
    assert b"Prospect 3" not in answer.content


@pytest.mark.parametrize("loses", LOSSES)
def test_what_is_half_written_is_given_up_with_its_portions(
    manager: User, north: Team, loses: Any
) -> None:
    job = start(manager)
    job.done += step(job)
    job.save()
    assert default_storage.listdir("exports")[1]
    loses(manager, north)

    job = jobs.run(job_id=job.pk)

    assert job.state == Job.State.FAILED
    assert "rights" in job.error
    assert default_storage.listdir("exports")[1] == []


def test_a_rep_whose_team_shares_its_records_no_more(
    teammate: User, client_of: SignIn
) -> None:
    seen = Organisation.RecordsSeen
    people.edit_organisation(by=None, now=NOW, records_seen_by_reps=seen.TEAM)
    job, client = jobs.run(job_id=start(teammate).pk), client_of(teammate)
    assert client.get(link_of(job)).status_code == 200

    people.edit_organisation(by=None, now=NOW, records_seen_by_reps=seen.OWN)

    assert client.get(link_of(job)).status_code == 410


def test_the_link_is_its_owners_alone(
    rep: User, manager: User, admin: User, client_of: SignIn
) -> None:
    """Another person's link, a forged one and one to nothing are one answer."""
    job, other = (jobs.run(job_id=start(by).pk) for by in (rep, manager))
    address = reverse("crm:taken", args=[job.pk])
    missing = client_of(admin).get(reverse("crm:taken", args=[10**9]) + "?key=x")
    forged = (
        link_of(job),
        address,
        f"{address}?key={token_of(other)}",
        f"{address}?key={token_of(job)[:-1]}",
    )
    for who in (manager, admin):
        for url in forged:
            answer = client_of(who).get(url)
            assert answer.status_code == 404, url
            assert answer.content == missing.content
        progress = client_of(who).get(reverse("crm:job", args=[job.pk]))
        assert progress.status_code == 404
    for url in forged[1:]:
        assert client_of(rep).get(url).status_code == 404


def test_who_left_fetches_nothing(rep: User, admin: User, client_of: SignIn) -> None:
    job, client = jobs.run(job_id=start(rep).pk), client_of(rep)
    people.deactivate(user=rep, by=admin, now=NOW)

    assert client.get(link_of(job)).status_code == 302
    assert Client().get(link_of(job)).status_code == 302


def test_few_files_are_written_at_once(rep: User, client_of: SignIn) -> None:
    waiting = [start(rep, f"q={n}") for n in range(MOST)]
    client = client_of(rep)
    url = f"{reverse('crm:take', args=['prospects'])}?format=csv"

    answer = client.post(url, follow=True)

    assert Job.objects.count() == MOST
    assert "are being written for you" in answer.content.decode()
    jobs.run(job_id=waiting[0].pk)
    client.post(url)
    assert Job.objects.count() == MOST + 1


def test_nobody_takes_files_without_end(
    rep: User, teammate: User, client_of: SignIn
) -> None:
    client, url = client_of(rep), reverse("crm:deals-csv")
    others = (
        reverse("crm:take", args=["prospects"]),
        reverse("kpis:export", args=["my-figures"]),
        reverse("kpis:rows-csv", args=["revenue"]),
        reverse("crm:voice-csv"),
    )

    codes = [client.get(url).status_code for _ in range(60)]
    refused = [client.get(other) for other in others]

    assert set(codes) == {200}
    assert {answer.status_code for answer in refused} == {429}
    assert "Wait a moment" in refused[0].content.decode()
    assert client_of(teammate).get(url).status_code == 200
    assert client.get(reverse("kpis:my-figures")).status_code == 200
