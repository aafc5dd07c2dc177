"""Who is given much at once is told once, not a row at a time."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.models import Job, Notice, User
from crm.services.letters import notify


def tell_given(*, to: User, number: int, job: Job, now: datetime) -> None:
    """*n* prospects from whoever changed many at once; nobody is told of their own work."""
    with translation.override(to.language):
        many = ngettext(
            "%(n)d prospect, by %(who)s", "%(n)d prospects, by %(who)s", number
        )
        _tell(to, many % {"n": number, "who": job.by}, job, now)


def tell_taken_over(*, to: User, leaver: User, job: Job, now: datetime) -> None:
    """What was open with somebody who left."""
    with translation.override(to.language):
        _tell(to, _("the open work of %(name)s") % {"name": leaver}, job, now)


def _tell(to: User, label: str, job: Job, now: datetime) -> None:
    if to.pk == job.by_id:
        return
    notify(
        user=to,
        key=f"given:{job.pk}",
        kind=Notice.Kind.REASSIGNED,
        label=label,
        address=f"{reverse('crm:prospects')}?owner={to.pk}",
        now=now,
    )
