"""What comes after an activity when nobody said: one proposal, for one tap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from crm.models import Activity, User
from crm.services.mornings import next_morning
from crm.services.today.retry import NOT_REACHED, retry_at

#: Nobody was there, or asked to be called again: the same thing once more.
TRY_AGAIN = (*NOT_REACHED, Activity.Outcome.CALL_BACK)
#: After a talk that went well the follow-up comes this many days later.
FOLLOW_UP = {"call": 6, "email": 3, "meeting": 1, "demo": 1, "onboarding": 6}


@dataclass(frozen=True)
class Proposal:
    """A kind and a moment, at an hour unless ``all_day``."""

    kind: str
    at: datetime
    all_day: bool = False


def propose(*, activity: Activity, person: User, now: datetime) -> Proposal | None:
    """The next step of an activity just logged; None when it is planned or wants none.

    No answer: the other half-day of the next working day. Nobody came: the same hour on it.
    """
    if activity.prospect_id is None or activity.is_planned:
        return None
    if activity.outcome == "not_interested" or activity.kind in ("note", "task"):
        return None
    if activity.status in (Activity.Status.NO_SHOW, Activity.Status.CANCELLED):
        morning = next_morning(now=now, person=person)
        was = activity.planned_at or activity.at
        planned = was.astimezone(morning.tzinfo)
        again = morning.replace(hour=planned.hour, minute=planned.minute)
        return Proposal(activity.kind, again)
    if activity.outcome in TRY_AGAIN:
        return Proposal("call", retry_at(tried_at=activity.at, person=person, now=now))
    days = FOLLOW_UP.get(activity.kind)
    if days is None:
        return None
    later = next_morning(now=now + timedelta(days=days), person=person)
    return Proposal("call", later, all_day=True)
