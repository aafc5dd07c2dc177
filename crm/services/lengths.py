"""How long an activity takes, said or usual: what calendars draw and feeds send."""

from __future__ import annotations

from crm.models import Activity

#: Minutes, by kind, when nobody said.
USUAL = {"call": 15, "email": 15, "note": 15, "task": 30, "meeting": 60, "demo": 60}
OTHERWISE = 60


def minutes_of(activity: Activity) -> int:
    """Whole minutes, at least one."""
    if activity.duration_s:
        return max(1, round(activity.duration_s / 60))
    return USUAL.get(activity.kind, OTHERWISE)
