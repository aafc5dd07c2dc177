"""The deals a one-to-one talks about, each with the reason."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.civil import civil_day
from crm.models import Deal
from crm.templatetags import formats
from crm.views.parts.words import joined
from kpis.team.meetings import DealsToSee, Pushed
from kpis.views.parts.meeting_seen import Seen

#: Deals of a kind shown.
DEALS = 6


def deal_groups(found: DealsToSee, seen: Seen) -> list[dict[str, Any]]:
    """Pushed back, standing still, nothing next: each with its sentence and its largest deals."""
    groups = [
        (
            _("Pushed back"),
            _("Expected later than first said."),
            [(each.deal, pushed_text(each)) for each in found.pushed],
        ),
        (
            _("Standing still"),
            _("Longer in their stage than it allows, with nothing ahead."),
            [(deal, stood_text(deal, seen)) for deal in found.still],
        ),
        (
            _("Nothing next"),
            _("No planned activity and no next step."),
            [(deal, str(deal.stage)) for deal in found.idle],
        ),
    ]
    return [
        {
            "title": title,
            "note": note,
            "count": len(rows),
            "rows": [deal_row(deal, text) for deal, text in rows[:DEALS]],
            "more": max(0, len(rows) - DEALS),
        }
        for title, note, rows in groups
        if rows
    ]


def deal_row(deal: Deal, text: str) -> dict[str, Any]:
    return {
        "url": reverse("crm:deal", args=[deal.pk]),
        "name": deal.name,
        "who": str(deal.prospect) if deal.prospect else "",
        "amount": deal.amount,
        "currency": deal.currency,
        "said": text,
    }


def pushed_text(each: Pushed) -> str:
    """Pushed twice, 40 days later than first said."""
    times = ngettext("Pushed once", "Pushed %(n)s times", each.times)
    later = ngettext(
        "%(n)s day later than first said",
        "%(n)s days later than first said",
        each.by.days,
    )
    return joined(
        times % {"n": each.times}, later % {"n": formats.number(each.by.days)}
    )


def stood_text(deal: Deal, seen: Seen) -> str:
    """In Demo for 41 days."""
    zone = seen.asked_for.organisation.zone
    entered = civil_day(deal.stage_entered_at, zone)
    days = (seen.asked_for.picked.today - entered).days
    words = ngettext("In %(stage)s for %(n)s day", "In %(stage)s for %(n)s days", days)
    return words % {"stage": deal.stage, "n": formats.number(days)}
