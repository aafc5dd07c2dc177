"""Complaints: received, answered, resolved, corrected."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError

from crm.models import AuditEntry, Complaint, User, WayBack
from crm.services import complaint_acts, prospects, voice, way_back
from crm.services.errors import Conflict
from kpis.models import Mark
from tests import factories
from tests.crm.services.conftest import Tables
from tests.factories import NOW

YESTERDAY, TOMORROW = NOW - timedelta(days=1), NOW + timedelta(days=1)


def test_a_complaint_is_credited_to_who_is_in_charge_that_day(
    rep: User, teammate: User, manager: User
) -> None:
    company = factories.prospect(owner=rep)
    row = factories.complaint(by=manager, prospect=company)
    prospects.assign_prospect(
        prospect_id=company.pk, owner=teammate, by=manager, now=NOW
    )
    row.refresh_from_db()
    assert (row.rep, row.owner) == (rep, rep)


def test_a_complaint_of_nobody_known_is_credited_to_who_wrote_it_down(
    rep: User,
) -> None:
    assert factories.complaint(by=rep).rep == rep


def test_a_complaint_about_a_deal_is_its_prospects(rep: User, manager: User) -> None:
    company = factories.prospect(owner=rep)
    deal = factories.deal(owner=rep, prospect=company)
    row = factories.complaint(by=manager, deal=deal)
    assert (row.prospect, row.rep) == (company, rep)


def test_a_complaint_is_not_received_in_the_future(rep: User) -> None:
    with pytest.raises(ValidationError) as refused:
        voice.receive_complaint(
            by=rep, now=NOW, received_at=TOMORROW, reason=factories.complaint_reason()
        )
    assert list(refused.value.message_dict) == ["received_at"]


def test_a_deal_of_another_prospect_is_refused(rep: User) -> None:
    mine, other = factories.prospect(owner=rep), factories.prospect(owner=rep)
    deal = factories.deal(owner=rep, prospect=other)
    with pytest.raises(ValidationError) as refused:
        factories.complaint(by=rep, prospect=mine, deal=deal)
    assert list(refused.value.message_dict) == ["deal"]
    row = factories.complaint(by=rep, prospect=mine)
    with pytest.raises(ValidationError):
        voice.edit_complaint(complaint_id=row.pk, by=rep, now=NOW, deal=deal)


def test_the_first_answer_counts(rep: User) -> None:
    row = factories.complaint(by=rep, at=YESTERDAY)
    complaint_acts.answer_complaint(complaint_id=row.pk, by=rep, now=NOW)
    assert not complaint_acts.answer_complaint(
        complaint_id=row.pk, by=rep, now=TOMORROW
    )
    again = Complaint.objects.get()
    assert (again.answered_at, again.version) == (NOW, 2)


def test_a_resolution_is_an_answer_and_its_first_day_stays(rep: User) -> None:
    row = factories.complaint(by=rep, at=YESTERDAY)

    def resolve(words: str, now: object) -> None:
        complaint_acts.resolve_complaint(
            complaint_id=row.pk, resolution=words, by=rep, now=now
        )

    resolve("Refunded", NOW)
    resolve("Refunded in full", TOMORROW)
    again = Complaint.objects.get()
    assert (again.answered_at, again.resolved_at) == (NOW, NOW)
    assert again.resolution == "Refunded in full"
    assert not Complaint.objects.open().exists()


def test_a_complaint_is_received_before_it_is_resolved(rep: User) -> None:
    row = factories.complaint(by=rep, at=YESTERDAY)
    with pytest.raises(ValidationError):
        voice.edit_complaint(complaint_id=row.pk, by=rep, now=NOW, received_at=TOMORROW)
    complaint_acts.resolve_complaint(
        complaint_id=row.pk, resolution="", by=rep, now=NOW
    )
    with pytest.raises(ValidationError):
        voice.edit_complaint(
            complaint_id=row.pk, by=rep, now=TOMORROW, received_at=TOMORROW
        )


def test_credit_is_not_edited_and_an_older_version_changes_nothing(
    rep: User, teammate: User
) -> None:
    row = factories.complaint(by=rep)
    with pytest.raises(ValueError, match="not editable"):
        voice.edit_complaint(complaint_id=row.pk, by=rep, now=NOW, rep=teammate)
    voice.edit_complaint(complaint_id=row.pk, by=rep, now=NOW, seen=1, severity="high")
    with pytest.raises(Conflict):
        voice.edit_complaint(
            complaint_id=row.pk, by=rep, now=NOW, seen=1, severity="low"
        )


def test_a_deleted_complaint_stays_in_the_audit(rep: User) -> None:
    row = factories.complaint(by=rep)
    voice.delete_complaint(complaint_id=row.pk, by=rep, now=NOW)
    assert not Complaint.objects.exists()
    assert AuditEntry.objects.get(action="deleted").object_id == row.pk


ACTS: dict[str, Callable[..., WayBack | None]] = {
    "answered": complaint_acts.answer_complaint,
    "resolved": partial(complaint_acts.resolve_complaint, resolution="Sent again"),
    "reopened": complaint_acts.reopen_complaint,
}


@pytest.mark.parametrize("act", ACTS)
def test_each_is_undone_to_the_row_and_to_the_figure(
    act: str, rep: User, tables: Callable[[], Tables]
) -> None:
    row = factories.complaint(by=rep, at=YESTERDAY, severity="high")
    if act == "reopened":
        ACTS["resolved"](complaint_id=row.pk, by=rep, now=YESTERDAY)
    before = tables()
    back = ACTS[act](complaint_id=row.pk, by=rep, now=NOW)
    assert back is not None
    assert tables() != before
    Mark.objects.all().delete()

    way_back.undo(way_back_id=back.pk, by=rep, now=NOW)

    assert tables() == before
    assert Mark.objects.exists()
    assert AuditEntry.objects.filter(action=act, object_id=row.pk).exists()
