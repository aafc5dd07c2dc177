"""What a person is told, as sentences of their language."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.models import Notice
from crm.templatetags.formats import since
from crm.views.parts.words import full, soon

ICONS = {
    "reminder": "alarm",
    "complaint": "chat-left-text",
    "detractor": "emoji-frown",
    "reassigned": "person-check",
    "job": "gear",
    "figure": "exclamation-triangle",
    "plan": "clipboard-data",
}
SENTENCES = {
    "reminder": gettext_lazy("%(label)s, %(when)s"),
    "complaint": gettext_lazy("New complaint: %(label)s"),
    "detractor": gettext_lazy("Unhappy answer: %(label)s"),
    "reassigned": gettext_lazy("Given to you: %(label)s"),
    "job": gettext_lazy("Work ended: %(label)s"),
    "figure": gettext_lazy("Alert: %(label)s"),
    "plan": gettext_lazy("Action plan overdue: %(label)s"),
}


def sentence(notice: Notice, now: datetime) -> str:
    """One line: Call, Durand, 14:00."""
    when = ""
    if notice.due_at is not None:
        ahead = notice.due_at >= now
        when = soon(notice.due_at, all_day=False, now=now)
        when = when if ahead else full(notice.due_at, now)
    if notice.kind == Notice.Kind.REMINDER and not when:
        return notice.label
    return str(SENTENCES[notice.kind]) % {"label": notice.label, "when": when}


def line(notice: Notice, now: datetime) -> dict[str, Any]:
    """A line of the list; pressing it marks it read and opens its page."""
    return {
        "id": f"notice-{notice.pk}",
        "icon": ICONS[notice.kind],
        "text": sentence(notice, now),
        "ago": since(notice.at, now),
        "unread": notice.read_at is None,
        "read_url": reverse("crm:notice-read", args=[notice.pk]),
        "open": _("Open"),
    }
