"""A planned activity is done, moved or dropped from the queue, in one write that can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from crm.models import (
    Activity,
    Notice,
    Organisation,
    Prospect,
    ProspectStep,
    User,
    WayBack,
)
from crm.services.activities import finish_activity, log_activity, move_activity
from crm.services.mornings import next_morning
from crm.services.today.snooze import day_asked
from crm.services.way_back import Kept, way_back

#: The outcomes of a call that one tap gives, in the order of their buttons.
TAPS = (
    Activity.Outcome.REACHED,
    Activity.Outcome.NO_ANSWER,
    Activity.Outcome.VOICEMAIL,
)


@contextmanager
def _undoable(
    prospect: Prospect | None, by: User, now: datetime, action: str, label: str
) -> Iterator[Kept]:
    """A way back for one activity: a contact held may also take the prospect's first step."""
    with way_back(by=by, now=now, action=action, label=label) as kept:
        steps = ProspectStep.objects.filter(prospect=prospect)
        if prospect is not None:
            kept.keep(Prospect.objects.filter(pk=prospect.pk))
            kept.keep(steps)
        known = set(steps.values_list("pk", flat=True))
        yield kept
        kept.made(steps.exclude(pk__in=known))


def finish(
    *, activity: Activity, by: User, now: datetime, status: str, outcome: str = ""
) -> WayBack | None:
    """Held, a no-show or cancelled; None when it is that already (sent twice)."""
    if activity.status == status:
        return None
    said: dict[str, Any] = {"outcome": outcome} if outcome else {}
    with _undoable(activity.prospect, by, now, "finished", str(activity)) as kept:
        kept.keep(Activity.objects.filter(pk=activity.pk))
        finish_activity(activity_id=activity.pk, by=by, now=now, status=status, **said)
        forget_reminders(activity, now)
    return kept.way_back


def called(
    *,
    prospect: Prospect,
    by: User,
    now: datetime,
    outcome: str,
    client_uuid: UUID | None = None,
) -> tuple[Activity, WayBack | None]:
    """A call just held with a prospect nobody had planned to call; sent twice, written once."""
    known = client_uuid and Activity.objects.filter(
        logged_by=by, client_uuid=client_uuid
    )
    if known and (found := known.first()):
        return found, None
    values: dict[str, Any] = {"kind": "call", "at": now, "status": Activity.Status.HELD}
    with _undoable(prospect, by, now, "logged", str(prospect)) as kept:
        call = log_activity(
            by=by,
            now=now,
            prospect=prospect,
            outcome=outcome,
            client_uuid=client_uuid,
            **values,
        )
        kept.made([call])
    return call, kept.way_back


def move(
    *, activity: Activity, at: datetime, by: User, now: datetime, all_day: bool = False
) -> WayBack | None:
    """Plan it for another moment; None when it stands there already."""
    if (activity.at, activity.all_day) == (at, all_day) and activity.is_planned:
        return None
    with way_back(by=by, now=now, action="moved", label=str(activity)) as kept:
        kept.keep(Activity.objects.filter(pk=activity.pk))
        move_activity(activity_id=activity.pk, at=at, by=by, now=now, all_day=all_day)
        forget_reminders(activity, now)
    return kept.way_back


def moment_asked(activity: Activity, to: str, now: datetime) -> datetime:
    """The same hour of the wall clock tomorrow, on Monday, or (``next``) the next day the rep works.

    An hour that the clock skips that day is the one after it.
    """
    zone = Organisation.current().zone
    hour = activity.at.astimezone(zone).time().replace(fold=0)
    if to == "next":
        day = next_morning(now=now, person=activity.rep).astimezone(zone).date()
    else:
        day = day_asked(to, now)
    return datetime.combine(day, hour, tzinfo=zone).astimezone(UTC)


def forget_reminders(activity: Activity, now: datetime) -> None:
    """What reminded of it has nothing left to say."""
    about = Notice.objects.unread().filter(user=activity.rep)
    about.filter(key__startswith=f"reminder:{activity.pk}:").update(read_at=now)
