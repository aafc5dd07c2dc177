"""The week of a person: what was held and what is planned, moved by drag or from its sheet."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from crm import access
from crm.civil import civil_day, starts_at
from crm.models import Activity, Organisation, User
from crm.models.base import EARLIEST_DAY, LATEST_DAY
from crm.views.parts.week import week_table
from crm.views.requests import SignedIn

WEEK = timedelta(days=7)


@require_safe
def week(request: SignedIn) -> HttpResponse:
    """``on`` is any day of the week asked for; ``who`` somebody whose records one may change."""
    now, zone = timezone.now(), Organisation.current().zone
    today = civil_day(now, zone)
    on = _day(request.GET.get("on", ""), today)
    monday = on - timedelta(days=on.weekday())
    people = list(access.assignable_people(request.user).order_by("full_name"))
    who = _who(request, people)
    rows = Activity.objects.visible_to(request.user).done_by(who).for_list()
    rows = rows.between(starts_at(monday, zone), starts_at(monday + WEEK, zone))
    context = week_table(rows.order_by("at", "id"), monday, zone=zone, now=now)
    context |= _places(on, monday, today)
    context |= {"who": who, "people": people if len(people) > 1 else []}
    context["shown"] = next(each for each in context["days"] if each["date"] == on)
    return render(request, "crm/week.html", context)


def _day(asked: str, today: date) -> date:
    """The day of the address; today when it is none that can be shown."""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return today
    shown = EARLIEST_DAY + 2 * WEEK < day < LATEST_DAY - 2 * WEEK
    return day if shown else today


def _who(request: SignedIn, people: list[User]) -> User:
    """The person asked for, else oneself; a manager who does not sell sees the first of the team."""
    asked = request.GET.get("who")
    if asked:
        found = next((each for each in people if str(each.pk) == asked), None)
        if found is None:
            raise Http404
        return found
    return request.user if request.user.sells or not people else people[0]


def _places(on: date, monday: date, today: date) -> dict[str, date]:
    return {
        "on": on,
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "today": today,
        "last_week": monday - WEEK,
        "next_week": monday + WEEK,
        "yesterday": on - timedelta(days=1),
        "day_after": on + timedelta(days=1),
    }
