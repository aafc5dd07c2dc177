"""Somebody leaves: what is open goes to others, past credit stays, the door closes last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from crm.models import Activity, DealMovement, Notice, Prospect, ProspectStep, User
from crm.services import jobs, leavers, way_back
from tests import factories
from tests.crm.services.conftest import Tables
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def work(rep: User) -> list[Prospect]:
    made = []
    for number in range(4):
        prospect = factories.prospect(owner=rep, name=f"P{number}")
        factories.deal(owner=rep, prospect=prospect)
        factories.won_deal(owner=rep, prospect=prospect)
        factories.activity(rep=rep, prospect=prospect)
        factories.activity(rep=rep, prospect=prospect, at=NOW + timedelta(days=1))
        factories.complaint(by=rep, prospect=prospect, severity="high")
        made.append(prospect)
    return made


def test_all_that_is_open_is_shared_and_the_past_stays(
    work: list[Prospect],
    rep: User,
    teammate: User,
    other_rep: User,
    admin: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(leavers, "PORTION", 3)
    assert leavers.preview(rep) == {
        "prospects": 4,
        "deals": 4,
        "complaints": 4,
        "activities": 8,
    }

    job = leavers.start_leaving(
        person=rep, heirs=[teammate, other_rep], by=admin, now=NOW
    )
    job = jobs.run(job_id=job.pk)

    rep.refresh_from_db()
    assert (job.state, job.done, rep.is_active) == ("done", 16, False)
    assert set(leavers.preview(rep).values()) == {0}
    for prospect in Prospect.objects.all():
        heir = prospect.owner
        assert heir in (teammate, other_rep)
        assert {deal.owner for deal in prospect.deals.open()} == {heir}
        assert {c.owner for c in prospect.complaints.all()} == {heir}
        planned = Activity.objects.planned().filter(prospect=prospect)
        assert {each.rep for each in planned} == {heir}
    assert {row.owner for row in Prospect.objects.all()} == {teammate, other_rep}
    assert set(DealMovement.objects.of("won").values_list("rep", flat=True)) == {rep.pk}
    assert set(ProspectStep.objects.values_list("rep", flat=True)) == {rep.pk}
    assert set(Activity.objects.held().values_list("rep", flat=True)) == {rep.pk}


def test_undo_brings_everybody_and_every_row_back(
    work: list[Prospect],
    rep: User,
    teammate: User,
    other_rep: User,
    admin: User,
    tables: Callable[[], Tables],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(leavers, "PORTION", 3)
    heirs = [teammate, other_rep]
    before, password = tables(), rep.password
    job = leavers.start_leaving(person=rep, heirs=heirs, by=admin, now=NOW)
    job = jobs.run(job_id=job.pk)
    assert tables() != before
    assert job.way_back is not None
    assert "password" not in str(job.way_back.images)
    User.objects.filter(pk=rep.pk).update(password="set meanwhile")
    assert {n.label for n in Notice.objects.filter(kind="reassigned")} == {
        f"the open work of {rep}"
    }

    way_back.undo(way_back_id=job.way_back.pk, by=admin, now=NOW)

    rep.refresh_from_db()
    assert (rep.is_active, rep.password) == (True, "set meanwhile")
    User.objects.filter(pk=rep.pk).update(password=password)
    assert tables() == before


def test_who_cannot_leave(rep: User, teammate: User, admin: User) -> None:
    for person, heirs, by in (
        (admin, [rep], admin),
        (rep, [], admin),
        (rep, [rep], admin),
        (admin, [rep], teammate),
    ):
        with pytest.raises(ValidationError):
            leavers.start_leaving(person=person, heirs=heirs, by=by, now=NOW)
    assert User.objects.filter(is_active=False).exclude(pk=0).count() == 0
