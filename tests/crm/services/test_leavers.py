"""Somebody leaves: what is open goes to others, past credit stays, the door closes last."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from crm.models import Activity, DealMovement, Prospect, ProspectStep, User
from crm.services import jobs, leavers
from tests import factories
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
        factories.complaint(by=rep, prospect=prospect)
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
        "activities": 4,
        "complaints": 4,
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
