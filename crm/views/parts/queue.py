"""Today's queue: what is late, what is for today, what comes next, and what nobody looks at."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from crm.models import Activity, User
from crm.services.today import waiting
from crm.services.today.planned import (
    LATE,
    MOST,
    NEXT,
    TODAY,
    hours_of,
    planned_of,
)
from crm.views.parts.queue_rows import activity_row, complaint_row
from crm.views.parts.queue_sides import going_stale, list_url, never_contacted

NEXT_SHOWN = 10
SHOWN = {waiting.COMPLAINT: MOST, waiting.PROSPECT: 10, waiting.DEAL: 10}
Group = dict[str, Any]


def queue_of(user: User, now: datetime) -> dict[str, Any]:
    """{groups, sides, empty} of one person in two queries; a group: key, title, count, rows, more.

    Complaints stand with what is late once their promise is broken, and with today's before.
    """
    planned = planned_of(user, hours_of(now))
    found = waiting.waiting_of(user, now, SHOWN)
    complaints = found[waiting.COMPLAINT]
    groups = [
        _group(LATE, _("Overdue"), planned[LATE], complaints, now),
        _group(TODAY, _("Today"), planned[TODAY], complaints, now),
        _group(NEXT, pgettext("queue", "Next"), planned[NEXT], [], now),
    ]
    groups[2] = _cut(groups[2], NEXT_SHOWN)
    for group in groups:
        group["more_url"] = list_url(user, group["key"], now)
    return {
        "groups": groups,
        "sides": [
            never_contacted(user, found[waiting.PROSPECT], now),
            going_stale(user, found[waiting.DEAL], now),
        ],
        "empty": not (groups[0]["count"] or groups[1]["count"]),
    }


def _group(
    key: str,
    title: str,
    planned: list[Activity],
    complaints: list[waiting.Waiting],
    now: datetime,
) -> Group:
    """What was planned and what was promised, by the moment it is due."""
    late = key == LATE
    mine = [each for each in complaints if (waiting.answer_due(each.at) < now) == late]
    lines = [(each.at, activity_row(each, now, late=late)) for each in planned]
    lines += [(waiting.answer_due(each.at), complaint_row(each, now)) for each in mine]
    lines.sort(key=lambda line: line[0])
    beyond = complaints[0].total - len(complaints) if late and complaints else 0
    row: Any = planned[0] if planned else None
    group = {
        "key": key,
        "title": title,
        "rows": [row for _at, row in lines],
        "count": (row.total if row else 0) + len(mine) + beyond,
    }
    return _cut(group, MOST)


def _cut(group: Group, most: int) -> Group:
    rows = group["rows"][:most]
    return group | {"rows": rows, "more": group["count"] - len(rows)}
