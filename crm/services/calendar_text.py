"""A person's calendar as text every calendar reads (RFC 5545): what was held and what is planned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.utils import translation
from icalendar import Calendar, Event

from crm.models import Activity, Organisation, Prospect, User
from crm.services.lengths import minutes_of
from crm.services.reminders import about

BACK, AHEAD = timedelta(days=30), timedelta(days=180)
#: Far above any person's half year; a calendar that asks cannot make us write a book.
MOST = 5000


def calendar_of(
    user: User, *, now: datetime, address_of: Callable[[Activity], str]
) -> bytes:
    """The feed of this person, in their language; instants are in UTC, days are civil days."""
    calendar = Calendar()
    calendar.add("prodid", "-//Boussole//Boussole//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"Boussole, {user.full_name}")
    calendar.add("x-wr-timezone", Organisation.current().time_zone)
    rows = list(_rows(user, now))
    read = _readable({row.prospect_id for row in rows}, user)
    with translation.override(user.language):
        for row in rows:
            seen = row.prospect_id is None or row.prospect_id in read
            calendar.add_component(_event(row, address_of(row), seen=seen))
    return bytes(calendar.to_ical())


def _rows(user: User, now: datetime) -> list[Activity]:
    found = Activity.objects.done_by(user).planned_or_held()
    found = found.between(now - BACK, now + AHEAD).for_list()
    return list(found.order_by("at", "id")[:MOST])


def _readable(prospects: set[int | None], user: User) -> set[int]:
    """Those of the prospects this person may still read: the others were given to somebody else."""
    known = [pk for pk in prospects if pk is not None]
    rows = Prospect.objects.visible_to(user).filter(pk__in=known)
    return set(rows.values_list("pk", flat=True))


def _event(row: Activity, address: str, *, seen: bool) -> Event:
    """One activity. Of a prospect that is not theirs any more: its name, no note, no number."""
    event = Event()
    event.add("uid", f"activity-{row.pk}@boussole")
    event.add("sequence", row.version)
    event.add("dtstamp", row.logged_at.astimezone(UTC))
    event.add("summary", about(row))
    event.add("url", address)
    if row.all_day:
        day = row.at.astimezone(Organisation.current().zone).date()
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
    else:
        event.add("dtstart", row.at.astimezone(UTC))
        event.add("duration", timedelta(minutes=minutes_of(row)))
    planned = row.is_planned
    event.add("status", "CONFIRMED")
    event.add("transp", "OPAQUE" if planned and not row.all_day else "TRANSPARENT")
    if seen:
        _details(event, row)
    return event


def _details(event: Event, row: Activity) -> None:
    """What is needed on the way there: whom to ask for, where, and what was noted."""
    contact, prospect = row.contact, row.prospect
    numbers = [contact.mobile, contact.phone] if contact else []
    numbers += [prospect.phone] if prospect else []
    said = [row.subject if prospect else "", contact.name if contact else ""]
    said += [next((number for number in numbers if number), ""), row.note]
    if text := "\n".join(each for each in said if each):
        event.add("description", text)
    if prospect and row.kind in ("meeting", "demo", "onboarding"):
        place = [prospect.address, prospect.postcode, prospect.city]
        if where := ", ".join(each for each in place if each):
            event.add("location", where)
