"""Nobody answered: another try at the other half of the next working day."""

from __future__ import annotations

from datetime import datetime, time
from uuid import UUID, uuid5

from crm.models import Activity, Organisation, User
from crm.services.activities import log_activity
from crm.services.mornings import next_morning

NOON = time(12)
AFTERNOON = time(14)
#: Outcomes after which one tries again.
NOT_REACHED = (Activity.Outcome.NO_ANSWER, Activity.Outcome.VOICEMAIL)
#: Names the next try after the call it follows: proposed twice, it is planned once.
TRIES = UUID("6a8b6a3e-52cf-4f6e-9d8e-6d5b6f8a1c02")


def retry_at(*, tried_at: datetime, person: User, now: datetime) -> datetime:
    """Tried in the morning, the afternoon of the person's next working day at two; else its morning."""
    zone = Organisation.current().zone
    morning = next_morning(now=now, person=person)
    if tried_at.astimezone(zone).time() >= NOON:
        return morning
    return datetime.combine(morning.astimezone(zone).date(), AFTERNOON, tzinfo=zone)


def plan_retry(*, call: Activity, by: User, now: datetime) -> Activity:
    """Plan the call again for the person who made it; asked twice, it is planned once."""
    return log_activity(
        by=by,
        now=now,
        kind=call.kind,
        at=retry_at(tried_at=call.at, person=call.rep, now=now),
        rep=call.rep,
        prospect=call.prospect,
        contact=call.contact,
        deal=call.deal,
        subject=call.subject,
        status=Activity.Status.PLANNED,
        client_uuid=uuid5(TRIES, str(call.pk)),
    )
