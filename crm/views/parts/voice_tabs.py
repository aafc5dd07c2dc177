"""The four rooms of the voice, and the tabs of its inbox."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm.filters.voice import TABS

PLACES = (
    ("crm:voice", _("Complaints")),
    ("crm:survey-answers", _("Surveys")),
    ("crm:verbatims", _("Verbatims")),
    ("crm:reviews", _("Reviews")),
)


def places(here: str) -> list[dict[str, Any]]:
    """[{label, url, current}] of the rooms."""
    return [
        {"label": label, "url": reverse(name), "current": name == here}
        for name, label in PLACES
    ]


def tabs(address: QueryDict, here: str) -> list[dict[str, Any]]:
    """[{label, url, current}] of the inbox, each keeping the filters of the address."""
    found = []
    for tab, label in TABS.items():
        kept = address.copy()
        for name in ("page", "sort"):
            kept.pop(name, None)
        kept["tab"] = tab
        found.append(
            {"label": label, "url": f"?{kept.urlencode()}", "current": tab == here}
        )
    return found
