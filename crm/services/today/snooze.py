"""Put a row of Today to sleep until a day: it is only this person's desk, no fact moves."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from crm.civil import civil_day
from crm.models import Complaint, Deal, Organisation, Prospect, Snooze, User, WayBack
from crm.services.errors import Refused
from crm.services.way_back import way_back

#: Further away is not a snooze.
LONGEST = timedelta(days=366)
NAMES: dict[type, str] = {Prospect: "prospect", Deal: "deal", Complaint: "complaint"}


def snooze(
    *, row: Prospect | Deal | Complaint, until: date, by: User, now: datetime
) -> WayBack | None:
    """Leave the row out of this person's queue before ``until``; the way back brings it there again.

    None when it already sleeps until that day. Refused for today, the past, or over a year ahead.
    """
    today = civil_day(now, Organisation.current().zone)
    if not today < until <= today + LONGEST:
        raise Refused({"until": _("Choose a day from tomorrow to a year ahead.")})
    key: dict[str, Any] = {"user": by, NAMES[type(row)]: row}
    if Snooze.objects.filter(**key, until_on=until).exists():
        return None
    with way_back(by=by, now=now, action="snoozed", label=str(row)) as kept:
        kept.keep(Snooze.objects.filter(**key))
        found, new = Snooze.objects.update_or_create(
            **key, defaults={"until_on": until}
        )
        if new:
            kept.made([found])
    return kept.way_back


def day_asked(to: str, now: datetime) -> date:
    """Tomorrow, or with ``monday`` the next Monday, never today."""
    today = civil_day(now, Organisation.current().zone)
    return today + timedelta(days=7 - today.weekday() if to == "monday" else 1)
