"""What was promised to who complains, and how far it is: a chip in words."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.models import Complaint, Organisation

Chip = dict[str, str]


def promises() -> tuple[timedelta, timedelta]:
    """(answered within, resolved within), as the organisation promises."""
    organisation = Organisation.current()
    return (
        timedelta(hours=organisation.complaint_answer_hours),
        timedelta(days=organisation.complaint_resolve_days),
    )


def promise_chip(complaint: Complaint, now: datetime) -> Chip:
    """Answer late by 3 h, Resolve within 2 d, Resolved."""
    if complaint.resolved_at is not None:
        return {"text": _("Resolved"), "tone": "good", "glyph": "✓"}
    answer, resolve = promises()
    answered = complaint.answered_at is not None
    due = complaint.received_at + (resolve if answered else answer)
    late = now > due
    span = _span(abs(now - due))
    said = _SAID[answered, late]()
    tone, glyph = ("bad", "▲") if late else ("" if answered else "caution", "◔")
    return {"text": said % {"span": span}, "tone": tone, "glyph": glyph}


#: (answered, late) -> the sentence: whole ones, as languages order them differently.
_SAID = {
    (False, True): lambda: _("Answer late by %(span)s"),
    (False, False): lambda: _("Answer within %(span)s"),
    (True, True): lambda: _("Resolution late by %(span)s"),
    (True, False): lambda: _("Resolve within %(span)s"),
}


def _span(apart: timedelta) -> str:
    """45 min, 3 h, 2 d: as much as one decides by."""
    minutes = max(1, int(apart.total_seconds() // 60))
    if minutes < 60:
        return ngettext("%(n)d min", "%(n)d min", minutes) % {"n": minutes}
    hours = minutes // 60
    if hours < 48:
        return ngettext("%(n)d h", "%(n)d h", hours) % {"n": hours}
    return ngettext("%(n)d d", "%(n)d d", hours // 24) % {"n": hours // 24}
