"""The branches of what customers say."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Coalesce, NullIf

from crm.models import Complaint, Review, SurveyAnswer, SurveyInvitation, Verbatim
from crm.timeline.columns import told
from crm.timeline.subject import Subject


def complaints(of: Subject, stream: int) -> QuerySet[Any]:
    state = Case(
        When(resolved_at__isnull=False, then=Value("resolved")),
        When(answered_at__isnull=False, then=Value("answered")),
        default=Value("waiting"),
        output_field=TextField(),
    )
    said = Coalesce(NullIf("resolution", Value("")), "verbatim")
    return told(
        Complaint.objects.filter(of.on),
        stream=stream,
        moment="received_at",
        kind="severity",
        state=state,
        title="reason__name",
        text=said,
        who="owner__full_name",
    )


def answers(of: Subject, stream: int) -> QuerySet[Any]:
    rows: Any = SurveyAnswer.objects.filter(of.on)
    return told(
        rows,
        stream=stream,
        moment="at",
        kind="survey",
        text="comment",
        who=Coalesce("contact__name", "respondent"),
        other="score",
    )


def verbatims(of: Subject, stream: int) -> QuerySet[Any]:
    rows: Any = Verbatim.objects.filter(of.on)
    return told(
        rows,
        stream=stream,
        moment="at",
        kind="kind",
        text="text",
        extra="origin",
        who="contact__name",
    )


def reviews(of: Subject, stream: int) -> QuerySet[Any]:
    rows: Any = Review.objects.filter(of.on)
    return told(
        rows, stream=stream, moment="at", title="site", text="text", other="rating"
    )


def invitations(of: Subject, stream: int) -> QuerySet[Any]:
    """Surveys sent and not answered yet; an answer tells itself."""
    rows: Any = SurveyInvitation.objects.filter(of.on, Q(answered_at__isnull=True))
    return told(
        rows,
        stream=stream,
        moment="created_at",
        kind="survey",
        title="email",
        who="by__full_name",
    )
