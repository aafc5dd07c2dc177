"""The columns of the list of activities."""

from __future__ import annotations

from typing import Any

from django.template.defaultfilters import capfirst
from django.utils.translation import gettext_lazy as _

from crm.templatetags.formats import duration
from crm.views.columns.declared import Column, Columns, chip
from crm.views.parts import words


def _text(name: str) -> Any:
    return lambda row, _now: getattr(row, name) or ""


ACTIVITY_COLUMNS = Columns(
    (
        Column(
            "what",
            _("What"),
            lambda row, _now: words.joined(words.kind_name(row.kind), row.subject),
        ),
        Column("prospect", _("Prospect"), _text("prospect")),
        Column(
            "status",
            _("Status"),
            lambda row, now: chip(words.status_chip(row, now)),
            plain=lambda row: capfirst(str(row.get_status_display())),
        ),
        Column(
            "outcome",
            _("Outcome"),
            lambda row, _now: capfirst(words.outcome_name(row.outcome)),
        ),
        Column("rep", _("Sales rep"), _text("rep")),
        Column(
            "duration",
            _("Duration"),
            lambda row, _now: duration(row.duration_s) if row.duration_s else "",
            plain=lambda row: row.duration_s,
            numeric=True,
        ),
        Column(
            "at",
            _("When"),
            lambda row, now: words.full(row.at, now, all_day=row.all_day),
            plain=lambda row: row.at,
            numeric=True,
        ),
        Column("contact", _("Contact"), _text("contact"), sort=False, shown=False),
        Column("deal", _("Deal"), _text("deal"), shown=False),
        Column("method", _("Contact method"), _text("method"), shown=False),
        Column(
            "note",
            _("Note"),
            lambda row, _now: row.note[:120],
            plain=lambda row: row.note,
            sort=False,
            shown=False,
        ),
    )
)
