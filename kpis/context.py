"""What the bar of every page says about the figures: as of when they are right."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from kpis import freshness as stamp


def freshness(request: HttpRequest) -> dict[str, Any]:
    """{freshness: state, at, minutes, url}; nothing for who has not signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"freshness": SimpleLazyObject(shown)}


def shown() -> dict[str, Any]:
    """The stamp as its component takes it; before any figure it speaks of this moment."""
    now = timezone.now()
    found = stamp.freshness(now)
    return {
        "state": found.state,
        "at": found.at or now,
        "minutes": found.minutes,
        "url": reverse("readyz"),
    }
