"""Answers to surveys: given through a link, or written down by a colleague."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from crm.announce import announce, as_it_is
from crm.models import (
    Contact,
    Deal,
    Prospect,
    SurveyAnswer,
    SurveyInvitation,
    User,
    WayBack,
)
from crm.services.errors import Refused
from crm.services.follow_ups import follow_answer
from crm.services.history import record
from crm.services.surveys import digest_of, forget_letter
from crm.services.way_back import way_back


class LinkGone(Exception):
    """No such link, or it is too old: which of the two is nobody's business."""


class AlreadyAnswered(Exception):
    """The link was used. Nothing was written."""


def invitation_of(*, secret: str, now: datetime) -> SurveyInvitation:
    """Whom the link asks; raises ``LinkGone``."""
    rows = SurveyInvitation.objects.filter(digest=digest_of(secret), expires_at__gt=now)
    asked = rows.first()
    if asked is None:
        raise LinkGone
    return asked


@transaction.atomic
def answer_by_link(
    *, secret: str, score: int, comment: str, now: datetime
) -> SurveyAnswer:
    """The customer's own answer, once; raises ``LinkGone`` or ``AlreadyAnswered``."""
    known = invitation_of(secret=secret, now=now)
    rows = SurveyInvitation.objects.select_for_update()
    asked = rows.get(pk=known.pk)
    if asked.answered_at is not None:
        raise AlreadyAnswered
    answer = _write(
        by=None,
        now=now,
        at=now,
        survey=asked.survey,
        score=score,
        comment=comment,
        prospect=asked.prospect,
        contact=asked.contact,
        deal=asked.deal,
        respondent="" if asked.contact_id else asked.email.lower(),
    )
    asked.answer, asked.answered_at = answer, now
    asked.save(update_fields=["answer", "answered_at"])
    forget_letter(asked)
    return answer


@transaction.atomic
def record_answer(
    *,
    by: User,
    now: datetime,
    survey: str,
    score: int,
    prospect: Prospect,
    at: datetime | None = None,
    contact: Contact | None = None,
    deal: Deal | None = None,
    comment: str = "",
) -> SurveyAnswer:
    """An answer somebody heard or read, written down by hand."""
    at = at or now
    if at > now:
        raise Refused({"at": _("An answer cannot be given in the future.")})
    if contact is not None and contact.prospect_id != prospect.pk:
        raise Refused({"contact": _("This contact belongs to another prospect.")})
    if deal is not None and deal.prospect_id != prospect.pk:
        raise Refused({"deal": _("This deal belongs to another prospect.")})
    return _write(
        by=by,
        now=now,
        at=at,
        survey=survey,
        score=score,
        comment=comment,
        prospect=prospect,
        contact=contact,
        deal=deal,
    )


def _write(*, by: User | None, now: datetime, **values: Any) -> SurveyAnswer:
    """The row, credited to the person in charge of the customer, and what it sets off."""
    owner = values["prospect"].owner
    answer = SurveyAnswer.objects.create(owner=owner, rep=owner, **values)
    announce(None, answer)
    record(by=by, action="answered", row=answer, at=now)
    follow_answer(answer, by=by, now=now)
    return answer


@transaction.atomic
def delete_answer(*, answer_id: int, by: User, now: datetime) -> WayBack:
    """An answer written down by mistake. What the customer said through a link stays."""
    answer = SurveyAnswer.objects.select_for_update().get(pk=answer_id)
    if SurveyInvitation.objects.filter(answer=answer).exists():
        raise Refused(_("The customer gave this answer: it cannot be deleted."))
    with way_back(by=by, now=now, action="deleted", label=str(answer)) as kept:
        kept.keep([answer])
        before = as_it_is(answer)
        record(by=by, action="deleted", row=answer, at=now)
        answer.delete()
        announce(before, None)
    return kept.way_back
