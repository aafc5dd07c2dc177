"""The columns of the list of activities."""

from __future__ import annotations

from django.template.defaultfilters import capfirst
from django.utils.translation import gettext_lazy as _

from crm.templatetags.formats import duration
from crm.views.columns.declared import (
    Column,
    Columns,
    chip,
    listed,
    named,
    person,
)
from crm.views.parts import words

ACTIVITY_COLUMNS = Columns(
    (
        Column(
            "what",
            _("What"),
            lambda row, _now: words.what(row.kind, row.subject or words.gist(row.note)),
            ("kind", "subject", "note"),
        ),
        Column("prospect", _("Prospect"), **named("prospect")),
        Column(
            "status",
            _("Status"),
            lambda row, now: chip(words.status_chip(row, now)),
            ("status", "at"),
            plain=lambda row: capfirst(str(row.get_status_display())),
        ),
        Column(
            "outcome",
            _("Outcome"),
            lambda row, _now: capfirst(words.outcome_name(row.outcome)),
            ("outcome",),
        ),
        Column("rep", _("Sales rep"), **person("rep")),
        Column(
            "duration",
            _("Duration"),
            lambda row, _now: duration(row.duration_s) if row.duration_s else "",
            ("duration_s",),
            plain=lambda row: row.duration_s,
            numeric=True,
        ),
        Column(
            "at",
            _("When"),
            lambda row, now: words.full(row.at, now, all_day=row.all_day),
            ("at", "all_day"),
            plain=lambda row: row.at,
            numeric=True,
        ),
        Column("contact", _("Contact"), sort=False, shown=False, **named("contact")),
        Column("deal", _("Deal"), shown=False, **named("deal")),
        Column("method", _("Contact method"), shown=False, **listed("method")),
        Column(
            "note",
            _("Note"),
            lambda row, _now: row.note[:120],
            ("note",),
            plain=lambda row: row.note,
            sort=False,
            shown=False,
        ),
    )
)
