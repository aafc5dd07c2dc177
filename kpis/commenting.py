"""What people say of a figure: remarks and proposals, by whom and days; a proposal is answered."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from crm.models import User
from crm.services.history import record
from kpis.models import FigureComment
from kpis.periods import Period
from kpis.subjects import Subject, led_by


def thread(kpi: str, subject: Subject, period: Period) -> QuerySet[FigureComment]:
    """What was said of exactly this figure over exactly these days, the oldest first.

    Whoever may open the figure may read it: the page that asks has narrowed the scope.
    """
    rows = FigureComment.objects.filter(
        kpi=kpi, first=period.first, last=period.last, **subject.columns
    )
    return rows.select_related("author", "plan").order_by("at", "pk")


def proposals_of(user: User) -> QuerySet[FigureComment]:
    """Proposals without an answer that this person may turn into a plan."""
    rows = FigureComment.objects.filter(
        proposal=True, plan__isnull=True, declined_at__isnull=True
    )
    if not (user.is_manager or user.is_admin):
        return rows.none()
    return rows.filter(led_by(user)).select_related("author", "user", "team")


@transaction.atomic
def say(
    *,
    kpi: str,
    subject: Subject,
    period: Period,
    text: str,
    proposal: bool,
    by: User,
    now: datetime,
) -> FigureComment:
    """The same words sent twice are said once."""
    same = thread(kpi, subject, period).filter(author=by, text=text, proposal=proposal)
    known = same.first()
    if known is not None:
        return known
    row = FigureComment.objects.create(
        kpi=kpi,
        **subject.columns,
        first=period.first,
        last=period.last,
        author=by,
        at=now,
        text=text,
        proposal=proposal,
    )
    record(
        by=by, action="action proposed" if proposal else "commented", row=row, at=now
    )
    return row


@transaction.atomic
def take_back(*, said: FigureComment, by: User, now: datetime) -> None:
    """Its author withdraws it; a plan that came of it stays."""
    record(by=by, action="comment withdrawn", row=said, at=now)
    said.delete()


@transaction.atomic
def decline(*, said: FigureComment, by: User, now: datetime) -> bool:
    row = FigureComment.objects.select_for_update().get(pk=said.pk)
    if not row.proposal or row.plan_id is not None or row.declined_at is not None:
        return False
    row.declined_at = now
    row.save(update_fields=["declined_at"])
    record(by=by, action="proposal declined", row=row, at=now)
    return True
