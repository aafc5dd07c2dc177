"""Each kind of entry as a branch: which rows, when they happened, what they say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from crm.models import Activity, Attachment, AuditEntry, ProspectStep, Quote
from crm.services.prospects import DECLARED
from crm.timeline import voices
from crm.timeline.columns import flag, told
from crm.timeline.moves import movements
from crm.timeline.subject import Subject

Branch = Callable[[Subject, int], QuerySet[Any]]

#: What the audit tells that no other row does.
EDITS = (
    "edited",
    "assigned",
    "merged",
    "told apart",
    "priced late",
    "archived",
    "restored",
    "objected",
    "objection withdrawn",
    *(f"{step} withdrawn" for step in DECLARED),
)
#: Steps that other rows tell better: contact and conversion by what made them.
FOLLOWING = ("contacted", "converted")


def activities(of: Subject, stream: int) -> QuerySet[Any]:
    return told(
        Activity.objects.filter(of.on),
        stream=stream,
        moment="at",
        ahead=Q(status="planned"),
        kind="kind",
        state="status",
        title="subject",
        text="note",
        extra="contact__name",
        who="outcome",
        other="duration_s",
        flag=flag(Q(all_day=True)),
    )


def _quotes(moment: str) -> Branch:
    """A quote is three facts: sent, then signed or refused."""

    def branch(of: Subject, stream: int) -> QuerySet[Any]:
        rows = Quote.objects.filter(of.on_deals, **{f"{moment}__isnull": False})
        return told(
            rows,
            stream=stream,
            moment=moment,
            title="number",
            extra="currency",
            who="rep__full_name",
            amount="amount",
            other="version",
            link="deal_id",
        )

    return branch


def files(of: Subject, stream: int) -> QuerySet[Any]:
    rows = Attachment.objects.filter(of.on | of.on_deals)
    return told(rows, stream=stream, moment="at", title="name", who="by__full_name")


def steps(of: Subject, stream: int) -> QuerySet[Any]:
    return told(
        ProspectStep.objects.filter(of.on).exclude(step__in=FOLLOWING),
        stream=stream,
        moment="at",
        kind="step",
        title="disqualify_reason__name",
        extra="churn_reason__name",
        text="note",
        who="rep__full_name",
        flag=flag(Q(withdrawn_at__isnull=False)),
    )


def edits(of: Subject, stream: int) -> QuerySet[Any]:
    rows = AuditEntry.objects.filter(of.edits, action__in=EDITS)
    return told(
        rows,
        stream=stream,
        moment="at",
        kind="kind",
        state="action",
        title="label",
        text="changes",
        who="by__full_name",
    )


BRANCHES: dict[str, Branch] = {
    "activity": activities,
    "movement": movements,
    "quote_sent": _quotes("sent_at"),
    "quote_signed": _quotes("signed_at"),
    "quote_refused": _quotes("refused_at"),
    "complaint": voices.complaints,
    "answer": voices.answers,
    "verbatim": voices.verbatims,
    "review": voices.reviews,
    "invitation": voices.invitations,
    "file": files,
    "step": steps,
    "edit": edits,
}
NAMES = tuple(BRANCHES)
#: What may be asked for in the address: a group of kinds.
GROUPS: dict[str, tuple[str, ...]] = {
    "": NAMES,
    "activities": ("activity",),
    "deals": ("movement", "quote_sent", "quote_signed", "quote_refused"),
    "voice": ("complaint", "answer", "verbatim", "review", "invitation"),
    "files": ("file",),
    "history": ("step", "edit"),
}
