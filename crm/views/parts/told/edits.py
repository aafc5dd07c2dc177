"""What the audit tells, in words: who changed what, from which value to which."""

from __future__ import annotations

import json
from typing import Any

from django.template.defaultfilters import capfirst
from django.urls import reverse
from django.utils.translation import gettext as _

from crm.models import ProspectStep
from crm.timeline import Told
from crm.views.parts import words
from crm.views.parts.told.entry import Entry, entry
from crm.views.parts.told.labels import Names, changes_of

ICONS = {
    "assigned": "person",
    "merged": "intersect",
    "archived": "archive",
    "priced late": "currency-exchange",
}
#: Entries that name another record, which is the first value of the change of that name.
NAMING = ("merged", "told apart")


def changes(row: Told) -> dict[str, Any]:
    """{field: [was, is]}; empty when there is nothing of the kind."""
    try:
        found = json.loads(row.text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def edit(row: Told, names: Names, reader_id: int) -> Entry:
    """``reader_id``: whose own merge or mark can be undone from here."""
    told = changes_of(row.kind, changes(row), names)
    icon = ICONS.get(row.state, "pencil")
    why = changes(row).get("why")
    said = str(why[1]) if isinstance(why, list) and len(why) == 2 else ""
    detail = words.joined(said, row.who, by=". ")
    return entry(
        row,
        icon,
        _what(row),
        detail=detail,
        changes=told,
        actions=_undo(changes(row).get("undo"), reader_id),
    )


def _undo(kept: Any, reader_id: int) -> list[dict[str, object]]:
    """The way back of a merge, for who made it."""
    if not (isinstance(kept, list) and len(kept) == 2 and kept[0] == reader_id):
        return []
    url = reverse("crm:undo", args=[kept[1]])
    return [{"label": _("Undo"), "url": url, "quiet": True}]


def _what(row: Told) -> str:
    step = row.state.removesuffix(" withdrawn")
    if step in ProspectStep.Step.values:
        name = str(capfirst(str(ProspectStep.Step(step).label)))
        return _("Step withdrawn: %(step)s") % {"step": name}
    of_record = {
        "edited": _("Record edited"),
        "assigned": _("Owner changed"),
        "merged": _("Merged with %(name)s"),
        "told apart": _("Not the same as %(name)s"),
        "archived": _("Archived"),
        "restored": _("Brought back"),
        "objected": _("Objection to prospecting recorded"),
        "objection withdrawn": _("Objection to prospecting withdrawn"),
    }
    of_inside = {
        "edited": _("%(name)s edited"),
        "assigned": _("Owner of %(name)s changed"),
        "archived": _("%(name)s archived"),
        "restored": _("%(name)s brought back"),
        "priced late": _("%(name)s priced by a rate added since"),
    }
    own = of_record.get(row.state, _("Record edited"))
    what = own if row.kind == "prospect" else of_inside.get(row.state, own)
    return what % {"name": _name(row)}


def _name(row: Told) -> str:
    if row.state not in NAMING:
        return row.title
    names = changes(row).get(row.state)
    return str(names[0]) if isinstance(names, list) and names else row.title
