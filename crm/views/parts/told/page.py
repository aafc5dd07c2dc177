"""A page of a stream, grouped: what is to come, then month by month backwards."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.template.defaultfilters import capfirst
from django.utils import timezone
from django.utils.translation import gettext as _

from crm import timeline
from crm.models import Organisation, User
from crm.templatetags.formats import day
from crm.timeline import Subject, Told
from crm.views.parts import words
from crm.views.parts.told import edits, lives, moves, papers, voices, works
from crm.views.parts.told.entry import Entry
from crm.views.parts.told.labels import Names, names_of


def timeline_of(
    of: Subject,
    *,
    now: datetime,
    changeable: bool,
    reader: User,
    show: str = "",
    before: str = "",
) -> dict[str, Any]:
    """{groups: [{title, entries}], older, show, tabs, filtered}. Two queries at most."""
    show = show if show in timeline.GROUPS else ""
    window = timeline.read(of, show=show, before=before)
    names = names_of(
        (row.kind, edits.changes(row)) for row in window.entries if row.name == "edit"
    )
    entries = [_said(row, changeable, names, reader) for row in window.entries]
    return {
        "groups": _grouped(entries, now),
        "older": window.older,
        "newer": bool(before),
        "show": show,
        "tabs": tabs(show),
    }


def tabs(show: str) -> list[dict[str, Any]]:
    """What the stream may be narrowed to."""
    names = {
        "": _("All"),
        "activities": _("Activities"),
        "deals": _("Deals"),
        "voice": _("Voice"),
        "files": _("Files"),
        "history": _("Changes"),
    }
    return [
        {"key": key, "label": label, "current": key == show}
        for key, label in names.items()
    ]


def _said(row: Told, changeable: bool, names: Names, reader: User) -> Entry:
    if row.name == "activity":
        return works.activity(row, changeable=changeable)
    if row.name == "movement":
        return moves.movement(row, base=Organisation.current().base_currency)
    if row.name == "edit":
        return edits.edit(row, names, reader.pk)
    plain = {
        "complaint": voices.complaint,
        "answer": voices.answer,
        "verbatim": voices.verbatim,
        "review": voices.review,
        "invitation": voices.invitation,
        "file": papers.file,
        "step": lives.step,
    }
    return plain.get(row.name, papers.quote)(row)


def _grouped(entries: list[Entry], now: datetime) -> list[dict[str, Any]]:
    coming = [each for each in entries if each["planned"]]
    groups: list[dict[str, Any]] = []
    if coming:
        # The nearest first: a plan is read forwards, history backwards.
        groups.append({"title": _("To come"), "entries": coming[::-1]})
    for each in entries[len(coming) :]:
        title = capfirst(day(timezone.localtime(each["moment"]), "month"))
        if not groups or groups[-1]["title"] != title:
            groups.append({"title": title, "entries": []})
        groups[-1]["entries"].append(each)
    for group in groups:
        for each in group["entries"]:
            each["when"] = words.full(each["moment"], now, all_day=each["all_day"])
        group["entries"][-1]["last"] = True
    return groups
