"""Writes on activities: log, plan, do, move, correct."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from crm.announce import announce, as_it_is
from crm.models import Activity, ContactMethod, Prospect, User
from crm.models.activities import CONTACT_KINDS
from crm.services import crediting
from crm.services.errors import Refused
from crm.services.history import difference, record
from crm.services.prospects import settle_contact
from crm.services.writing import lock, put, take

#: The contact method an activity has unless another is chosen.
METHOD_OF_KIND = {"call": "call", "email": "email", "meeting": "visit", "demo": "video"}

EDITABLE = [
    "kind",
    "direction",
    "outcome",
    "at",
    "all_day",
    "duration_s",
    "prospect",
    "contact",
    "deal",
    "product",
    "method",
    "subject",
    "note",
]


def target_on(prospect: Prospect | None, at: datetime) -> str:
    """What the prospect was at that instant: a customer from its first win to its churn."""
    if prospect is None or prospect.converted_at is None or at <= prospect.converted_at:
        return Activity.Target.PROSPECT
    if prospect.churned_at is not None and at >= prospect.churned_at:
        return Activity.Target.PROSPECT
    return Activity.Target.CUSTOMER


@transaction.atomic
def log_activity(*, by: User, client_uuid: UUID | None = None, **told: Any) -> Activity:
    """``write_activity`` in a transaction of its own.

    Sent twice with the same ``client_uuid`` it is written once, and the first row is returned,
    whatever became of what it names.
    """
    return _already_sent(by, client_uuid) or write_activity(
        by=by, client_uuid=client_uuid, **told
    )


def write_activity(
    *,
    by: User,
    now: datetime,
    kind: str,
    at: datetime,
    rep: User | None = None,
    prospect: Prospect | None = None,
    client_uuid: UUID | None = None,
    status: str | None = None,
    **fields: Any,
) -> Activity:
    """Log what was done or plan what is to do: the date decides, unless ``status`` says.

    Part of the caller's transaction, which a refusal must end.
    """
    status = status or (Activity.Status.PLANNED if at > now else Activity.Status.HELD)
    _check_moment(status, at, now)
    _check_same_prospect(prospect, fields)
    if fields.get("method") is None and kind in METHOD_OF_KIND:
        fields["method"] = ContactMethod.objects.filter(
            code=METHOD_OF_KIND[kind]
        ).first()
    values = dict(
        kind=kind,
        at=at,
        planned_at=at if status == Activity.Status.PLANNED else None,
        status=status,
        rep=rep or by,
        prospect=prospect,
        target_kind=target_on(prospect, at),
        logged_at=now,
        **fields,
    )
    activity, made = _write_once(by, client_uuid, values)
    if not made:
        return activity
    announce(None, activity)
    _follow(activity, now)
    record(
        by=by,
        action="logged" if not activity.is_planned else "planned",
        row=activity,
        at=now,
    )
    return activity


def _already_sent(by: User, client_uuid: UUID | None) -> Activity | None:
    if client_uuid is None:
        return None
    return Activity.objects.filter(logged_by=by, client_uuid=client_uuid).first()


def _write_once(
    by: User, client_uuid: UUID | None, values: dict[str, Any]
) -> tuple[Activity, bool]:
    """(the row, whether it is new): a phone may send the same call twice at the same time."""
    if client_uuid is None:
        return Activity.objects.create(logged_by=by, **values), True
    try:
        with transaction.atomic():
            row = Activity.objects.create(
                logged_by=by, client_uuid=client_uuid, **values
            )
    except IntegrityError:
        sent = Activity.objects.filter(logged_by=by, client_uuid=client_uuid)
        known = sent.first()
        if known is None:
            raise
        return known, False
    return row, True


@transaction.atomic
def finish_activity(
    *,
    activity_id: int,
    by: User,
    now: datetime,
    at: datetime | None = None,
    status: str = Activity.Status.HELD,
    seen: int | None = None,
    **fields: Any,
) -> Activity:
    """Mark a planned activity held (by default now), a no-show or cancelled."""
    _refuse_unknown(fields)
    activity = take(Activity.objects.all(), activity_id, seen=seen)
    if not activity.is_planned:
        raise Refused(_("This activity is already done."))
    before = as_it_is(activity)
    if at is None and status == Activity.Status.HELD:
        fields.setdefault("all_day", False)  # its hour is known: now
    moment = at or (min(activity.at, now) if status != Activity.Status.HELD else now)
    _check_moment(status, moment, now)
    put(
        activity,
        status=status,
        at=moment,
        planned_at=activity.planned_at or before.at,
        target_kind=target_on(activity.prospect, moment),
        **fields,
    )
    _changed(before, activity, action=status, by=by, now=now)
    return activity


@transaction.atomic
def move_activity(
    *, activity_id: int, at: datetime, by: User, now: datetime, all_day: bool = False
) -> Activity:
    """Plan a planned activity for another moment (snooze)."""
    activity = take(Activity.objects.all(), activity_id)
    if not activity.is_planned:
        raise Refused(_("Only a planned activity can be moved."))
    before = as_it_is(activity)
    put(activity, at=at, planned_at=at, all_day=all_day)
    _changed(before, activity, action="moved", by=by, now=now)
    return activity


@transaction.atomic
def edit_activity(
    *,
    activity_id: int,
    by: User | None,
    now: datetime,
    seen: int | None = None,
    **values: Any,
) -> Activity:
    """Correct an activity; the day it was on and the day it is on are both recomputed."""
    _refuse_unknown(values)
    activity = take(Activity.objects.all(), activity_id, seen=seen)
    before = as_it_is(activity)
    at = values.get("at", activity.at)
    prospect = values.get("prospect", activity.prospect)
    _check_moment(activity.status, at, now)
    if {"prospect", "contact", "deal"} & set(values):
        kept = {"contact": activity.contact, "deal": activity.deal}
        _check_same_prospect(prospect, kept | values)
    derived: dict[str, Any] = {}
    if (at, prospect) != (before.at, before.prospect):
        derived["target_kind"] = target_on(prospect, at)
    if activity.is_planned and at != before.at:
        derived["planned_at"] = at
    put(activity, **values, **derived)
    _changed(before, activity, action="edited", by=by, now=now)
    return activity


def _refuse_unknown(values: dict[str, Any]) -> None:
    if unknown := set(values) - set(EDITABLE):
        raise ValueError(f"not editable: {unknown}")


@transaction.atomic
def delete_activity(*, activity_id: int, by: User, now: datetime) -> None:
    """Really delete an activity logged by mistake; who and when stay in the audit."""
    activity = take(Activity.objects.all(), activity_id)
    record(by=by, action="deleted", row=activity, at=now)
    before = as_it_is(activity)
    activity.delete()
    announce(before, None)
    crediting.after_activities(before)
    if before.prospect is not None:
        settle_contact(before.prospect, now=now)


def _changed(
    before: Activity, after: Activity, *, action: str, by: User | None, now: datetime
) -> None:
    announce(before, after)
    crediting.after_activities(before, after)
    if before.kind in CONTACT_KINDS or after.kind in CONTACT_KINDS:
        touched = {row.prospect for row in (before, after) if row.prospect is not None}
        # In one order everywhere: two corrections must not wait for each other.
        for prospect in sorted(touched, key=lambda prospect: prospect.pk):
            settle_contact(prospect, now=now)
    changes = difference(before, after, [*EDITABLE, "status"])
    record(by=by, action=action, row=after, at=now, changes=changes)


def _follow(activity: Activity, now: datetime) -> None:
    """A held outbound contact may be the prospect's first; only then is the journal touched."""
    prospect = activity.prospect
    if prospect is None or activity.status != Activity.Status.HELD:
        return
    crediting.after_activities(activity)
    if activity.kind not in CONTACT_KINDS or activity.direction != "out":
        return
    lock(prospect)
    if prospect.contacted_at is None or activity.at < prospect.contacted_at:
        settle_contact(prospect, now=now)


def _check_moment(status: str, at: datetime, now: datetime) -> None:
    if status in (Activity.Status.HELD, Activity.Status.NO_SHOW) and at > now:
        raise Refused(
            {"at": _("What is done cannot be in the future. Plan it instead.")}
        )


def _check_same_prospect(prospect: Prospect | None, fields: dict[str, Any]) -> None:
    for name in ("contact", "deal"):
        row = fields.get(name)
        if row is not None and row.prospect_id != (prospect and prospect.pk):
            raise Refused({name: _("This does not belong to the prospect.")})
