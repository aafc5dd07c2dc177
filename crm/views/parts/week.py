"""A week of one person as a table: days across, half hours down, by the clock on the wall."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from crm.models import Activity
from crm.services.lengths import minutes_of
from crm.templatetags.formats import clock, day
from crm.views.parts import words
from crm.views.parts.lanes import side_by_side

#: What a week shows before anything is planned outside of it.
FROM_HOUR, TO_HOUR = 8, 19
SLOT = 30
QUARTER = 15
DAY_MINUTES = 24 * 60

Event = dict[str, Any]


def week_table(
    rows: Iterable[Activity], monday: date, *, zone: ZoneInfo, now: datetime
) -> dict[str, Any]:
    """{days, slots}: what has no hour stands in its day, the rest in the half hour it begins."""
    dates = [monday + timedelta(days=n) for n in range(7)]
    events: dict[date, list[Event]] = {each: [] for each in dates}
    for row in rows:
        local = row.at.astimezone(zone)
        if local.date() in events:
            events[local.date()].append(event(row, local, now))
    for each in events.values():
        side_by_side([one for one in each if not one["all_day"]])
    first, last = _hours(one for each in events.values() for one in each)
    return {
        "days": [_day(each, events[each], zone, now) for each in dates],
        "slots": [
            _slot(minute, dates, events, zone)
            for minute in range(first * 60, last * 60, SLOT)
        ],
    }


def event(row: Activity, local: datetime, now: datetime) -> Event:
    """One activity; ``start`` and ``end`` are minutes of the wall clock, in quarters.

    What is short is drawn as a quarter, a line that can be read, so that one call after the other
    stands one under the other; nothing goes on past midnight.
    """
    minute = local.hour * 60 + local.minute
    start = minute // QUARTER * QUARTER
    end = min(DAY_MINUTES, start + max(minutes_of(row), QUARTER))
    quarters = -(-(end - start) // QUARTER)
    who = row.prospect.name if row.prospect else row.subject
    kind = words.kind_name(row.kind)
    chip = words.status_chip(row, now)
    return {
        "id": row.pk,
        "url": reverse("crm:activity", args=[row.pk]),
        "move_url": reverse("crm:activity-move", args=[row.pk])
        if row.is_planned
        else "",
        "icon": words.KIND_ICONS[row.kind],
        "title": who or kind,
        "kind": kind,
        "time": "" if row.all_day else clock(row.at),
        "state": chip["text"],
        "glyph": chip["glyph"],
        "status": row.status,
        "all_day": row.all_day,
        "start": start,
        "end": start + quarters * QUARTER,
        "quarters": quarters,
        "off": start % SLOT // QUARTER,
        "lane": 0,
        "lanes": 1,
    }


def _hours(events: Iterable[Event]) -> tuple[int, int]:
    """The hours shown: the usual ones, wider when something stands outside."""
    timed = [one for one in events if not one["all_day"]]
    first = min([FROM_HOUR, *(one["start"] // 60 for one in timed)])
    last = max([TO_HOUR, *(-(-one["end"] // 60) for one in timed)])
    return first, last


def _day(each: date, events: list[Event], zone: ZoneInfo, now: datetime) -> Event:
    return {
        "date": each,
        "label": day(each, "week"),
        "is_today": each == now.astimezone(zone).date(),
        "all_day": [one for one in events if one["all_day"]],
        "timed": [one for one in events if not one["all_day"]],
        "at": f"{each.isoformat()}T00:00",
    }


def _slot(
    minute: int, dates: list[date], events: dict[date, list[Event]], zone: ZoneInfo
) -> dict[str, Any]:
    hour = f"{minute // 60:02}:{minute % 60:02}"
    return {
        "label": hour if minute % 60 == 0 else "",
        "hour": hour,
        "cells": [
            {
                "at": f"{each.isoformat()}T{hour}",
                "label": _("Plan on %(day)s at %(hour)s")
                % {"day": day(each, "week"), "hour": hour},
                "events": [
                    one
                    for one in events[each]
                    if not one["all_day"] and one["start"] // SLOT * SLOT == minute
                ],
            }
            for each in dates
        ],
    }
