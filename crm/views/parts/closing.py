"""The end of the board: the wins of the month, its losses beneath with their reasons."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from crm.civil import civil_day, starts_at
from crm.models import Organisation
from crm.models.shipped import shown
from crm.templatetags.formats import day
from crm.views.parts import words
from crm.views.parts.column_sums import Sums, whole

WON_CARDS = 3
REASONS = 3


def month_start(now: datetime) -> datetime:
    """Since when what ended stands on the board."""
    zone = Organisation.current().zone
    return starts_at(civil_day(now, zone).replace(day=1), zone)


def won_facts(sums: Sums, base: str, now: datetime) -> dict[str, Any]:
    """The head of the won column, and what is not shown of it."""
    average = whole(round(sums.amount / sums.count), base) if sums.count else ""
    hidden = sums.count - WON_CARDS
    return {
        "glyph": "✓",
        "asks": "won",
        "probability": day(timezone.localtime(now), "month").rpartition(" ")[0],
        "weighted": _("average %(sum)s") % {"sum": average} if average else "",
        "more": _("%(n)s more") % {"n": hidden} if hidden > 0 else "",
    }


def lost_tail(stage_id: int, sums: Sums, base: str, list_url: str) -> dict[str, Any]:
    """What was lost this month: a place to drop on, which asks for the reason."""
    ranked = sorted(sums.reasons.items(), key=lambda pair: (-pair[1], pair[0]))
    reasons = [f"{shown(name).lower()} {n}" for name, n in ranked[:REASONS]]
    return {
        "id": stage_id,
        "name": _("Lost"),
        "count": sums.count,
        "text": words.joined(whole(sums.amount, base), *reasons),
        "url": f"{list_url}&state=lost",
    }
