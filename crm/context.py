"""What the shell around every page shows: places by role, with what waits there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from crm import places
from crm.civil import civil_day, starts_at
from crm.models import Activity, Complaint, Notice, Organisation, Snooze, User
from crm.places import address_of
from crm.prepared import rows_of
from crm.remember import remembered


def shell(request: HttpRequest) -> dict[str, Any]:
    """{shell: nav, phone, person, theme, addresses}; nothing for who has not signed in."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or not user.is_authenticated:
        return {}
    return {"shell": SimpleLazyObject(lambda: _shell(request, user))}


def _shell(request: HttpRequest, user: User) -> dict[str, Any]:
    nav = [_group(label, items, request) for label, items in _places(user)]
    _keep_nearest([item for group in nav for item in group["items"]])
    return {
        "nav": [group for group in nav if group["items"]],
        "phone": _phone(user, request),
        "person": {"pk": user.pk, "name": user.full_name},
        "home_url": reverse("crm:home"),
        "log_url": reverse("crm:log"),
        "preferences_url": reverse("crm:preferences"),
        "profile_url": reverse("crm:preferences"),
        "freshness_url": address_of("kpis:freshness"),
        "search_url": reverse("crm:search"),
        "alerts_url": address_of("kpis:alerts"),
        "alerts_count": waiting_for(user).along.get("alerts", 0),
        "bell_url": reverse("crm:bell"),
        "notices": waiting_for(user).notices,
        "theme": user.theme,
        "shortcuts": user.shortcuts_on,
    }


Item = tuple[str, str, str, str, int]


def _places(user: User) -> list[tuple[str, list[Item]]]:
    """Groups of (label, address, icon, key, count)."""
    waits = waiting_for(user)
    counts = {
        reverse("crm:today"): waits.today,
        reverse("crm:voice"): waits.complaints,
        address_of("kpis:alerts"): waits.along.get("alerts", 0),
    }
    return [
        (label, [_item(place, counts.get(place.url, 0)) for place in group])
        for label, group in (
            ("", places.work()),
            (_("Figures"), places.figures(user)),
            (_("Steer"), places.steering(user)),
        )
    ]


def _item(place: places.Place, count: int) -> Item:
    return place.label, place.url, place.icon, place.key, count


def _group(label: str, items: list[Item], request: HttpRequest) -> dict[str, Any]:
    return {
        "label": label,
        "items": [
            {
                "label": name,
                "url": url,
                "icon": icon,
                "key": key,
                "count": count or "",
                "current": _is_here(url, request),
            }
            for name, url, icon, key, count in items
            if url
        ],
    }


def _phone(user: User, request: HttpRequest) -> list[dict[str, Any]]:
    """The four places beside *Log* in the bar of a phone."""
    if user.is_manager or user.is_admin:
        figures = (_("Team"), address_of("kpis:team"))
    else:
        figures = (_("Figures"), address_of("kpis:my-figures", "kpis:mine"))
    items: list[Item] = [
        (pgettext("page", "Today"), address_of("crm:today"), "sun", "", 0),
        (_("Pipeline"), address_of("crm:pipeline"), "kanban", "", 0),
        (_("Prospects"), address_of("crm:prospects"), "people", "", 0),
        (*figures, "speedometer2", "", 0),
    ]
    shown: list[dict[str, Any]] = _group("", items, request)["items"]
    return shown


def _keep_nearest(items: list[dict[str, Any]]) -> None:
    """A page inside a place inside another belongs to the inner one alone."""
    here = [item for item in items if item["current"]]
    for item in here:
        item["current"] = item["url"] == max((i["url"] for i in here), key=len)


#: Pages whose address does not begin with that of the place they belong to.
HOMES = (
    ("/deals/", "crm:pipeline"),
    ("/plans/", "kpis:alerts"),
    ("/team/", "kpis:team"),
    ("/figures/cards/", "kpis:rankings"),
    ("/months/", "crm:setup"),
)


def _is_here(url: str, request: HttpRequest) -> bool:
    """Whether the place holds this page; a deal belongs to the pipeline."""
    path = request.path
    for under, home in HOMES:
        if path.startswith(under):
            path = address_of(home) or path
    return path.startswith(url)


#: {name: a subquery of one value} read along with the counts: ``kpis`` asks for its stamp here.
ALONG: dict[str, Callable[[], Any]] = {}


class Waits(NamedTuple):
    """What Today holds up to tonight, complaints awaiting an answer, notices not read."""

    today: int
    complaints: int
    notices: int
    along: dict[str, Any]


def waiting_for(user: User) -> Waits:
    """One query, once a request."""
    return remembered(("waits", user.pk), lambda: _waits(user))


def _waits(user: User) -> Waits:
    zone = Organisation.current().zone
    day = civil_day(timezone.now(), zone)
    rows = rows_of(("waits", user.pk, day, zone.key), lambda: _counts(user, day, zone))
    planned, complaints, asleep, unread, *also = rows[0]
    along = dict(zip(ALONG, also, strict=True))
    return Waits(planned + complaints - asleep, complaints, unread, along)


def _counts(user: User, day: date, zone: ZoneInfo) -> QuerySet[User, Any]:
    tonight = starts_at(day + timedelta(days=1), zone)
    planned = Activity.objects.planned().filter(rep=OuterRef("pk")).before(tonight)
    unanswered = Complaint.objects.unanswered().filter(owner=OuterRef("pk"))
    asleep = Snooze.objects.asleep(user, "complaint", day)
    unread = Notice.objects.unread().filter(user=OuterRef("pk"))
    return User.objects.filter(pk=user.pk).values_list(
        _counted(planned, "rep"),
        _counted(unanswered, "owner"),
        _counted(unanswered.filter(pk__in=asleep), "owner"),
        _counted(unread, "user"),
        *(make() for make in ALONG.values()),
    )


def _counted(rows: QuerySet[Any], by: str) -> Coalesce:
    counts = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counts), 0)
