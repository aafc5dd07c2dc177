"""An unhappy customer becomes work: a task on the next working morning and a notice, once each."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from crm.models import (
    UNASSIGNED_ID,
    Activity,
    Complaint,
    Notice,
    SentOnce,
    SurveyAnswer,
    User,
)
from crm.satisfaction import SCALES, mood_of
from crm.services.activities import log_activity
from crm.services.assigning import assign_activity
from crm.services.letters import notify
from crm.services.mornings import next_morning
from crm.services.once import write_once
from crm.services.way_back import Kept

#: Every follow-up has a key under this name, so that a row is followed up once, whoever asks.
SPACE = UUID("6f6a6f2c-5d0a-4d2e-9a55-3a6f6b2c7f10")
#: What a file tells of longer ago is history: nobody calls a customer back about last year.
FRESH = timedelta(days=30)
WORRYING = (Complaint.Severity.MEDIUM, Complaint.Severity.HIGH)


def follow_complaint(
    complaint: Complaint, *, by: User | None, now: datetime, kept: Kept | None = None
) -> bool:
    """A serious or critical complaint that is still open; told once, even if edited later.

    Whether it was told now. ``kept`` remembers the new rows for the way back.
    """
    if complaint.severity not in WORRYING or complaint.resolved_at is not None:
        return False
    address = reverse("crm:complaint", args=[complaint.pk])
    written = _follow(complaint, Notice.Kind.COMPLAINT, address, by, now)
    if written and kept:
        key = _key(Notice.Kind.COMPLAINT, complaint.pk)
        kept.made(SentOnce.objects.filter(by=UNASSIGNED_ID, key=key))
        kept.made(Activity.objects.filter(pk=written))
    return written is not None


def follow_answer(answer: SurveyAnswer, *, by: User | None, now: datetime) -> None:
    """A detractor (NPS 0-6) or a dissatisfied customer (CSAT 1-2)."""
    if mood_of(answer.survey, answer.score) == "unhappy":
        address = reverse("crm:survey-answer", args=[answer.pk])
        _follow(answer, Notice.Kind.DETRACTOR, address, by, now)


def _follow(
    row: Complaint | SurveyAnswer,
    kind: Notice.Kind,
    address: str,
    by: User | None,
    now: datetime,
) -> int | None:
    """The id of the task, if it was written now."""
    if row.owner_id == UNASSIGNED_ID or not row.owner.is_active:
        return None
    key = _key(kind, row.pk)
    task, new = write_once(
        by=User(pk=UNASSIGNED_ID),
        key=key,
        digest=key.hex,
        now=now,
        write=lambda: _plan(row, by or row.owner, now),
    )
    notify(
        user=row.owner,
        key=f"{kind}:{row.pk}",
        kind=kind,
        label=str(row.prospect or row),
        address=address,
        now=now,
    )
    return task if new else None


def pass_on(
    complaint: Complaint,
    *,
    was: int | None,
    by: User | None,
    now: datetime,
    kept: Kept | None = None,
) -> None:
    """The complaint's task follows it from ``was`` to its owner, unless done or taken by another."""
    if was == complaint.owner_id:
        return
    key = _key(Notice.Kind.COMPLAINT, complaint.pk)
    written = SentOnce.objects.filter(by=UNASSIGNED_ID, key=key).values("object_id")
    tasks = Activity.objects.planned().filter(pk__in=written, rep=was)
    for task in tasks:
        (kept or Kept()).keep([task])
        assign_activity(activity_id=task.pk, rep=complaint.owner, by=by, now=now)


def _key(kind: str, pk: int) -> UUID:
    return uuid5(SPACE, f"{kind}:{pk}")


def _plan(row: Complaint | SurveyAnswer, by: User, now: datetime) -> Activity:
    """The task of whoever is in charge, with the customer's words in the note."""
    with translation.override(row.owner.language):
        subject = _subject(row)
    return log_activity(
        by=by,
        now=now,
        kind=Activity.Kind.TASK,
        at=next_morning(now=now, person=row.owner),
        rep=row.owner,
        prospect=row.prospect,
        contact=row.contact,
        deal=row.deal,
        subject=subject[:200],
        note=_words(row),
    )


def _subject(row: Complaint | SurveyAnswer) -> str:
    if isinstance(row, Complaint):
        return _("Call back about the complaint: %(reason)s") % {"reason": row.reason}
    return _("Call back after an answer of %(score)d out of %(best)d (%(survey)s)") % {
        "score": row.score,
        "best": SCALES[row.survey][1],
        "survey": row.get_survey_display(),
    }


def _words(row: Complaint | SurveyAnswer) -> str:
    return row.verbatim if isinstance(row, Complaint) else row.comment
