"""Today's queue: what is late, what is for today, what comes next, and what nobody looks at."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from crm.civil import civil_day, starts_at
from crm.models import Activity, Complaint, Deal, Organisation, Prospect, User
from crm.templatetags.formats import money_minor
from crm.views.parts import words

#: More would not be a queue but a list; the lists have their own pages.
SHOWN = 50
NEXT_DAYS = 7
NEXT_SHOWN = 10
SIDE_SHOWN = 5

Row = dict[str, Any]


def queue_of(user: User, now: datetime) -> dict[str, Any]:
    """{groups: [{key, title, tone, count, rows}], never, stale, empty} for one person."""
    overdue, today, coming = _planned(user, now)
    today += [_complaint(row, now) for row in _complaints(user)]
    groups = [
        {"key": "late", "title": _("Overdue"), "rows": overdue},
        {"key": "today", "title": _("Today"), "rows": today},
        {"key": "next", "title": pgettext("queue", "Next"), "rows": coming},
    ]
    return {
        "groups": [group | {"count": len(group["rows"])} for group in groups],
        "empty": not (overdue or today),
        "never": never_contacted(user, now),
        "stale": stale_deals(user, now),
    }


def _planned(user: User, now: datetime) -> tuple[list[Row], list[Row], list[Row]]:
    zone = Organisation.current().zone
    this_day = civil_day(now, zone)
    morning = starts_at(this_day, zone)
    tonight = starts_at(this_day + timedelta(days=1), zone)
    until = starts_at(this_day + timedelta(days=1 + NEXT_DAYS), zone)
    rows = (
        Activity.objects.planned()
        .done_by(user)
        .before(until)
        .for_list()
        .order_by("at", "id")[: 3 * SHOWN]
    )
    overdue, today, coming = [], [], []
    for each in rows:
        if each.at < (morning if each.all_day else now):
            overdue.append(_activity(each, now, "bad"))
        elif each.at < tonight:
            today.append(_activity(each, now, ""))
        else:
            coming.append(_activity(each, now, ""))
    return overdue[:SHOWN], today[:SHOWN], coming[:NEXT_SHOWN]


def _activity(each: Activity, now: datetime, tone: str) -> Row:
    say = words.late if tone else words.soon
    detail = each.subject or (each.deal.name if each.deal else "")
    amount = ""
    if each.deal and each.deal.amount:
        amount = money_minor(each.deal.amount, each.deal.currency)
    if amount in detail:
        amount = ""
    who = each.prospect.name if each.prospect else each.subject
    return {
        "id": f"activity-{each.pk}",
        "icon": words.KIND_ICONS[each.kind],
        "who": who or words.kind_name(each.kind),
        "url": reverse("crm:prospect", args=[each.prospect_id])
        if each.prospect_id
        else reverse("crm:activity", args=[each.pk]),
        "what": words.joined(detail or words.kind_name(each.kind), amount),
        "when": say(each.at, all_day=each.all_day, now=now),
        "tone": tone,
        "done_url": reverse("crm:activity-done", args=[each.pk]),
        "move_url": reverse("crm:activity-move", args=[each.pk]),
        "open_url": reverse("crm:activity", args=[each.pk]),
    }


def _complaints(user: User) -> Any:
    rows = Complaint.objects.unanswered().owned_by(user).for_list()
    return rows.order_by("received_at", "id")[:SHOWN]


def _complaint(each: Complaint, now: datetime) -> Row:
    return {
        "id": f"complaint-{each.pk}",
        "icon": "chat-left-text",
        "who": each.prospect.name if each.prospect else str(each.reason),
        "url": reverse("crm:complaint", args=[each.pk]),
        "what": words.joined(_("Answer the complaint"), each.reason),
        "when": words.late(each.received_at, all_day=False, now=now),
        "tone": "caution",
        "done_url": reverse("crm:complaint-answer", args=[each.pk]),
        "move_url": "",
        "open_url": reverse("crm:complaint", args=[each.pk]),
    }


def never_contacted(user: User, now: datetime) -> list[Row]:
    """The newest prospects nobody has called yet, the freshest first: they cool quickly."""
    rows = Prospect.objects.never_contacted().owned_by(user).select_related("source")
    return [
        {
            "id": f"never-{each.pk}",
            "icon": "telephone",
            "who": each.name,
            "url": reverse("crm:prospect", args=[each.pk]),
            "what": words.joined(each.source, each.city),
            "when": words.late(each.detected_at, all_day=True, now=now),
            "log_url": f"{reverse('crm:log')}?prospect={each.pk}&kind=call",
        }
        for each in rows.order_by("-detected_at", "-id")[:SIDE_SHOWN]
    ]


def stale_deals(user: User, now: datetime) -> list[Row]:
    """Open deals that lie longer than their stage allows, the stillest first."""
    rows = (
        Deal.objects.owned_by(user)
        .select_related("prospect", "stage")
        .with_life()
        .may_be_stale()[:SHOWN]
    )
    stale = [deal for deal in rows if words.is_stale(deal, now)]
    return [
        {
            "id": f"stale-{deal.pk}",
            "icon": "hourglass-split",
            "who": deal.prospect.name if deal.prospect else deal.name,
            "url": reverse("crm:deal", args=[deal.pk]),
            "what": words.joined(deal.name, money_minor(deal.amount, deal.currency)),
            "when": words.days_text(words.days_still(deal, now)),
            "log_url": f"{reverse('crm:log')}?deal={deal.pk}&plan=1",
        }
        for deal in stale[:SIDE_SHOWN]
    ]
