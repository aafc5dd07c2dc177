"""Activities in words."""

from __future__ import annotations

from django.template.defaultfilters import capfirst
from django.urls import reverse
from django.utils.translation import gettext as _

from crm.models import Activity
from crm.templatetags.formats import duration
from crm.timeline import Told
from crm.views.parts import words
from crm.views.parts.told.entry import Chip, Entry, chip, entry


def activity(row: Told, *, changeable: bool) -> Entry:
    planned = row.state == Activity.Status.PLANNED
    return entry(
        row,
        words.KIND_ICONS[row.kind],
        str(words.PLANNED_NAMES[row.kind]) if planned else _held(row),
        detail=words.joined(row.extra, row.title, row.text, by=". "),
        url=reverse("crm:activity", args=[row.row]),
        chip=_status(row.state),
        actions=[_done(row)] if planned and changeable else [],
        all_day=bool(row.flag),
    )


def _held(row: Told) -> str:
    lasted = row.other or 0
    return words.joined(
        words.kind_name(row.kind),
        duration(lasted) if lasted >= 60 else "",
        words.outcome_name(row.who),
    )


def _status(status: str) -> Chip | None:
    if status in (Activity.Status.PLANNED, Activity.Status.HELD):
        return None
    label = Activity.Status(status).label
    return chip(str(capfirst(str(label))), "caution", "◆")


def _done(row: Told) -> dict[str, object]:
    url = reverse("crm:activity-done", args=[row.row])
    return {"label": _("Mark done"), "url": url, "quiet": False}
