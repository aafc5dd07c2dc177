"""Stages go out of use, never away: their open deals move on, their history stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from crm.models import Stage, User
from crm.services.deal_masses import move_all
from crm.services.errors import Refused
from crm.services.history import record
from crm.services.writing import lock, put


@transaction.atomic
def archive_stage(
    *, stage: Stage, to: Stage | None, by: User | None, now: datetime
) -> int:
    """Take an open stage out of use; its open deals move to ``to``. Returns how many moved.

    Archiving an archived stage changes nothing.
    """
    _lock_both(stage, to)
    if stage.archived_at is not None:
        return 0
    _may_go(stage)
    moved = 0
    if stage.deals.filter(state="open").exists():
        moved = move_all(stage, may_take(to, stage), by=by, now=now)
    put(stage, archived_at=now)
    record(by=by, action="archived", row=stage, at=now)
    return moved


def _lock_both(stage: Stage, to: Stage | None) -> None:
    """In one order, so that two stages archived into each other do not wait for ever."""
    for row in sorted([stage, *([to] if to else [])], key=lambda row: row.pk or 0):
        lock(row)


@transaction.atomic
def restore_stage(*, stage: Stage, by: User | None, now: datetime) -> Stage:
    """Put an archived stage back into use; a stage in use stays as it is."""
    lock(stage)
    if stage.archived_at is not None:
        put(stage, archived_at=None)
        record(by=by, action="restored", row=stage, at=now)
    return stage


def may_take(to: Stage | None, stage: Stage) -> Stage:
    """The stage that takes the deals in, or what is wrong with it."""
    if to is None:
        raise Refused({"to": _("Say where its open deals go.")})
    if to.pk == stage.pk or to.kind != Stage.Kind.OPEN or not to.in_use:
        raise Refused({"to": _("Choose another open stage that is in use.")})
    return to


def _may_go(stage: Stage) -> None:
    if stage.kind != Stage.Kind.OPEN:
        raise Refused(_("A pipeline needs its won and its lost stage."))
    others = Stage.objects.current().open().filter(pipeline=stage.pipeline_id)
    if not others.exclude(pk=stage.pk).exists():
        raise Refused(_("A pipeline needs an open stage: add another one first."))
