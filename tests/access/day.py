"""What the matrix asks of the day: a notice of Camille's, the secret of her calendar, things to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crm.models import CalendarFeed, Notice
from crm.services.calendar_feed import digest_of
from crm.services.letters import notify
from tests.factories import NOW

if TYPE_CHECKING:
    from tests.access.world import World

#: What stands in the address of a calendar that somebody subscribed to.
SECRET = "the-calendar-holds-this"
HELD: dict[str, list[Any]] = {"crm:calendar": [SECRET]}
#: Nothing is left of today, and there is no calendar to revoke, for most.
MOVES_NOTHING = ("crm:plan-tomorrow", "crm:calendar-feed-revoke")


def rows(world: World) -> dict[str, Any]:
    """Everybody has something to read; Camille's calendar is subscribed to."""
    for person in world.people.values():
        tell = {"kind": "reassigned", "label": "Told", "address": "/today/"}
        notify(user=person, key="told", now=NOW, **tell)
    rep = world.people["rep"]
    digest = digest_of(SECRET)
    CalendarFeed.objects.create(user=rep, digest=digest, created_at=NOW, read_at=NOW)
    return {"crm:notice-read": Notice.objects.get(user=rep)}
