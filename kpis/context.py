"""What the bar of every page says about the figures: as of when they are right."""

from __future__ import annotations

from typing import Any

from django.db.models import Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from crm.context import ALONG, waiting_for
from crm.models import User
from kpis import freshness as stamp
from kpis.alerts.counting import open_count

ALONG["figures"] = lambda: Subquery(stamp.seen_empty()[:1])
ALONG["marked"] = lambda: stamp.behind()
ALONG["alerts"] = lambda: open_count()


def freshness(request: HttpRequest) -> dict[str, Any]:
    """{freshness: state, at, minutes, url}; nothing for who has not signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"freshness": SimpleLazyObject(lambda: shown(user))}


def shown(user: User) -> dict[str, Any]:
    """The stamp as its component takes it; before any figure it speaks of this moment."""
    now = timezone.now()
    # Read along with what waits for this person: no query of its own.
    along = waiting_for(user).along
    found = stamp.since(along["figures"], bool(along["marked"]), now)
    return {
        "state": found.state,
        "at": found.at or now,
        "minutes": found.minutes,
        "url": reverse("readyz"),
    }
