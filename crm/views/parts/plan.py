"""The plan of the next working day as its page shows it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from crm.models import Activity, Prospect
from crm.services.today.tomorrow import Plan
from crm.templatetags.formats import clock
from crm.views.parts import words

Line = dict[str, Any]


def shown(plan: Plan, now: datetime) -> dict[str, Any]:
    """{trail, day, planned, left, never}: lines of ``crm/_plan_line.html``."""
    here = [
        {"label": pgettext("page", "Today"), "url": reverse("crm:today")},
        {"label": _("Plan the next day"), "url": ""},
    ]
    return {
        "trail": here,
        "day": plan.day,
        "planned": [_planned(each) for each in plan.planned],
        "left": [_left(each, now) for each in plan.left],
        "never": [_never(each, now) for each in plan.never],
    }


def _line(each: Activity) -> Line:
    who = each.prospect.name if each.prospect else each.subject
    kind = words.kind_name(each.kind)
    return {
        "id": f"plan-{each.pk}",
        "icon": words.KIND_ICONS[each.kind],
        "who": who or kind,
        "url": reverse("crm:activity", args=[each.pk]),
        "what": (each.subject if each.prospect else "") or kind,
    }


def _planned(each: Activity) -> Line:
    return _line(each) | {"when": "" if each.all_day else clock(each.at)}


def _left(each: Activity, now: datetime) -> Line:
    gone = words.late(each.at, all_day=each.all_day, now=now)
    return _line(each) | {
        "when": gone,
        "post_url": reverse("crm:activity-move", args=[each.pk]),
        "to": "next",
    }


def _never(each: Prospect, now: datetime) -> Line:
    return {
        "id": f"add-{each.pk}",
        "icon": "telephone",
        "who": each.name,
        "url": reverse("crm:prospect", args=[each.pk]),
        "what": words.joined(each.source, each.city),
        "when": words.late(each.detected_at, all_day=True, now=now),
        "post_url": reverse("crm:prospect-plan", args=[each.pk]),
    }
