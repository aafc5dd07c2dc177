"""Steps of a prospect's life in words."""

from __future__ import annotations

from django.template.defaultfilters import capfirst
from django.utils.translation import gettext as _

from crm.models import ProspectStep
from crm.models.shipped import shown
from crm.timeline import Told
from crm.views.parts import words
from crm.views.parts.told.entry import Entry, chip, entry


def step(row: Told) -> Entry:
    name = str(capfirst(str(ProspectStep.Step(row.kind).label)))
    reason = shown(row.title or row.extra)
    return entry(
        row,
        "flag",
        name,
        detail=words.joined(reason, row.text, row.who, by=". "),
        chip=chip(_("withdrawn")) if row.flag else None,
    )
