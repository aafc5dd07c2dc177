"""Writes of the voice: complaints taken further, surveys, verbatims, reviews."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from crm.models import (
    Complaint,
    Prospect,
    Review,
    SurveyAnswer,
    SurveyInvitation,
    User,
    Verbatim,
)
from crm.services import (
    complaint_acts,
    reviews,
    survey_answers,
    verbatims,
)
from tests import factories
from tests.crm.views.write import Write
from tests.factories import NOW

FORM = "GET, HEAD, POST"
YESTERDAY = NOW - timedelta(days=1)


def customer(owner: User) -> Prospect:
    return factories.prospect(owner=owner, at=NOW - timedelta(days=3), name="Durand")


def received(owner: User) -> Complaint:
    return factories.complaint(by=owner, prospect=customer(owner), severity="low")


def resolved(owner: User) -> Complaint:
    row = received(owner)
    complaint_acts.resolve_complaint(
        complaint_id=row.pk, resolution="Sent again.", by=owner, now=NOW
    )
    row.refresh_from_db()
    return row


def answered(owner: User) -> SurveyAnswer:
    return survey_answers.record_answer(
        by=owner, now=NOW, survey="nps", score=9, prospect=customer(owner)
    )


def said(owner: User) -> Verbatim:
    return verbatims.record_verbatim(
        by=owner, now=NOW, kind="refund", text="Money back.", prospect=customer(owner)
    )


def reviewed(owner: User) -> Review:
    return reviews.add_review(
        by=owner,
        now=NOW,
        at=YESTERDAY,
        site="Google",
        rating=4,
        prospect=customer(owner),
    )


VOICE_WRITES = (
    Write(
        "complaint-reopen",
        resolved,
        lambda row: {},
        lambda row: Complaint.objects.get(pk=row.pk).resolved_at is None,
    ),
    Write(
        "complaint-assign",
        received,
        lambda row: {"owner": row.owner_id},
        lambda row: Complaint.objects.get(pk=row.pk).owner_id == row.owner_id,
        allow=FORM,
    ),
    Write(
        "complaint-edit",
        received,
        lambda row: {
            "reason": row.reason_id,
            "severity": "low",
            "received_at": "2026-11-20T09:00",
            "verbatim": "Twice broken.",
            "version": row.version,
        },
        lambda row: Complaint.objects.get(pk=row.pk).verbatim == "Twice broken.",
        allow=FORM,
    ),
    Write(
        "survey-send",
        customer,
        lambda row: {"survey": "nps", "language": "fr", "token": str(uuid4())},
        lambda row: SurveyInvitation.objects.filter(prospect=row).count() == 1,
        allow=FORM,
    ),
    Write(
        "survey-answer-delete",
        answered,
        lambda row: {},
        lambda row: not SurveyAnswer.objects.filter(pk=row.pk).exists(),
    ),
    Write(
        "verbatim-complain",
        said,
        lambda row: {"reason": factories.complaint_reason().pk, "severity": "low"},
        lambda row: Complaint.objects.filter(verbatims=row).count() == 1,
        allow=FORM,
    ),
    Write(
        "verbatim-delete",
        said,
        lambda row: {},
        lambda row: not Verbatim.objects.filter(pk=row.pk).exists(),
    ),
    Write(
        "review-delete",
        reviewed,
        lambda row: {},
        lambda row: not Review.objects.filter(pk=row.pk).exists(),
    ),
)
