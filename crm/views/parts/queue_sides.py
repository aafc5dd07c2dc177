"""Beside the queue of Today: prospects nobody contacted, deals that lie still; where the rest is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from crm.civil import civil_day
from crm.models import Organisation, User
from crm.services.today.planned import LATE, NEXT, NEXT_DAYS, TODAY
from crm.services.today.waiting import Waiting
from crm.views.parts.queue_rows import Row, deal_row, prospect_row

DAYS = timedelta(days=NEXT_DAYS)


def never_contacted(user: User, found: list[Waiting], now: datetime) -> dict[str, Any]:
    hours = Organisation.current().first_contact_hours
    promise = _(
        "Promised within %(hours)s h of detection, nights and weekends included."
    )
    asked = {"step": "detected", "owner": user.pk, "sort": "-detected"}
    return _side(
        "never",
        _("Never contacted"),
        found,
        [prospect_row(each, now) for each in found],
        note=promise % {"hours": hours},
        nothing=_("Every prospect of yours was contacted."),
        more_url=f"{reverse('crm:prospects')}?{urlencode(asked)}",
    )


def going_stale(user: User, found: list[Waiting], now: datetime) -> dict[str, Any]:
    asked = {"view": "list", "stale": "yes", "owner": user.pk, "sort": "opened"}
    return _side(
        "stale",
        _("Going stale"),
        found,
        [deal_row(each, now) for each in found],
        note=_("Longer in their stage than it allows, with nothing ahead."),
        nothing=_("Every open deal moves or has a next step."),
        more_url=f"{reverse('crm:pipeline')}?{urlencode(asked)}",
    )


def _side(
    key: str, title: str, found: list[Waiting], rows: list[Row], **said: str
) -> dict[str, Any]:
    count = found[0].total if found else 0
    group = {"key": key, "title": title, "rows": rows, "count": count}
    return group | {"more": count - len(rows)} | said


def list_url(user: User, key: str, now: datetime) -> str:
    """A section of the queue as a list: every planned one before, on or after today."""
    today = civil_day(now, Organisation.current().zone)
    days = {
        LATE: {"to": today},
        TODAY: {"from": today, "to": today},
        NEXT: {"from": today + timedelta(days=1), "to": today + DAYS},
    }[key]
    asked = {"status": "planned", "rep": user.pk, "sort": "at", **days}
    return f"{reverse('crm:activities')}?{urlencode(asked)}"
