"""Today's queue: what is late, what is for today, what comes next, and what nobody looks at."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from crm.models import Activity, Complaint, Organisation, User
from crm.services.today import waiting
from crm.services.today.planned import LATE, MOST, NEXT, TODAY, hours_of, planned_of
from crm.views.parts.queue_rows import (
    activity_row,
    complaint_row,
    deal_row,
    prospect_row,
)

NEXT_SHOWN = 10
SIDE_SHOWN = 10
Group = dict[str, Any]


def queue_of(user: User, now: datetime) -> dict[str, Any]:
    """{groups, sides, empty} of one person, four queries; a group: key, title, count, rows, more.

    Complaints stand with what is late once their promise is broken, and with today's before.
    """
    planned = planned_of(user, hours_of(now))
    complaints = waiting.complaints_of(user, now, MOST)
    groups = [
        _group(LATE, _("Overdue"), planned[LATE], complaints, now),
        _group(TODAY, _("Today"), planned[TODAY], complaints, now),
        _group(NEXT, pgettext("queue", "Next"), planned[NEXT], [], now),
    ]
    groups[2] = _cut(groups[2], NEXT_SHOWN)
    for group in groups:
        group["more_url"] = _in_list(user, group["key"])
    return {
        "groups": groups,
        "sides": [_never(user, now), _stale(user, now)],
        "empty": not (groups[0]["count"] or groups[1]["count"]),
    }


def _group(
    key: str,
    title: str,
    planned: list[Activity],
    complaints: list[Complaint],
    now: datetime,
) -> Group:
    """What was planned and what was promised, by the moment it is due."""
    late = key == LATE
    mine = [each for each in complaints if (waiting.answer_due(each) < now) == late]
    lines = [(each.at, activity_row(each, now, late=late)) for each in planned]
    lines += [(waiting.answer_due(each), complaint_row(each, now)) for each in mine]
    lines.sort(key=lambda line: line[0])
    beyond = waiting.total(complaints) - len(complaints) if late else 0
    group = {
        "key": key,
        "title": title,
        "rows": [row for _at, row in lines],
        "count": waiting.total(planned) + len(mine) + beyond,
    }
    return _cut(group, MOST)


def _cut(group: Group, most: int) -> Group:
    rows = group["rows"][:most]
    return group | {"rows": rows, "more": group["count"] - len(rows)}


def _in_list(user: User, key: str) -> str:
    when = {LATE: "overdue", TODAY: "today", NEXT: "coming"}[key]
    asked = {"status": "planned", "when": when, "rep": user.pk, "sort": "at"}
    return f"{reverse('crm:activities')}?{urlencode(asked)}"


def _never(user: User, now: datetime) -> Group:
    rows = waiting.never_contacted_by(user, now, SIDE_SHOWN)
    hours = Organisation.current().first_contact_hours
    asked = {"step": "detected", "owner": user.pk, "sort": "-detected"}
    return _side(
        "never",
        _("Never contacted"),
        rows,
        [prospect_row(each, now) for each in rows],
        note=_(
            "Promised within %(hours)s h of detection, nights and weekends included."
        )
        % {"hours": hours},
        nothing=_("Every prospect of yours was contacted."),
        more_url=f"{reverse('crm:prospects')}?{urlencode(asked)}",
    )


def _stale(user: User, now: datetime) -> Group:
    rows = waiting.stale_deals_of(user, now, SIDE_SHOWN)
    return _side(
        "stale",
        _("Going stale"),
        rows,
        [deal_row(each, now) for each in rows],
        note=_("Longer in their stage than it allows, with nothing planned."),
        nothing=_("Every open deal moves or has a next step."),
        more_url=reverse("crm:pipeline"),
    )


def _side(
    key: str, title: str, found: list[Any], rows: list[dict[str, Any]], **said: str
) -> Group:
    count = waiting.total(found)
    group = {"key": key, "title": title, "rows": rows, "count": count}
    return group | {"more": count - len(rows)} | said
