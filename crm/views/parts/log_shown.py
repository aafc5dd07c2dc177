"""The quick log as its templates take it: one activity with its lines, or a list of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from crm.forms.log import LogForm
from crm.models import Activity
from crm.reading.said import Reading
from crm.templatetags.formats import clock
from crm.views.parts.log_rows import rows_of, value_of
from crm.views.parts.log_understood import Typed, Understood
from crm.views.parts.words import kind_name

#: Two things planned this near each other are said to be at the same time.
CLASH = timedelta(minutes=30)


def shown(said: Typed, found: list[Understood], now: datetime) -> dict[str, Any]:
    """The context of ``crm/_log.html``."""
    opened = said.data.getlist("open")
    tapping = not said.line
    lines = [_line(each, now, opened, tapping) for each in found]
    query = said.query.urlencode()
    read_url = reverse("crm:log-read")
    return {
        "line": said.line,
        "lines": lines,
        "several": len(lines) > 1,
        "one": lines[0],
        "errors": list(_errors(found)),
        "waits": any(each.waits for each in found),
        "kept_for": said.user.pk,
        "key": _key(said, found),
        "read_url": f"{read_url}?{query}" if query else read_url,
        "next": said.query.get("next", "") or said.data.get("next", ""),
    }


def _key(said: Typed, found: list[Understood]) -> Any:
    """One key a sheet: what is sent twice under it is written once."""
    return said.data.get("client_uuid") or found[0].form["client_uuid"].value()


def _line(
    each: Understood, now: datetime, opened: list[str], tapping: bool
) -> dict[str, Any]:
    form, reading = each.form, each.reading
    rows, more = rows_of(form, now, asked=each.asked, opened=opened, tapping=tapping)
    ends = ends_of(reading)
    later = (value_of(form, "at") or now) > now
    return {
        "form": form,
        "text": each.text,
        "checked": each.checked,
        "title": heading(form, now) if not tapping or later else "",
        "rows": rows,
        "more": more,
        "open": any(row.open for row in [*rows, *more]),
        "more_open": any(row.open for row in more),
        "waits": each.waits,
        "ends": ends,
        "nothing": bool(ends) and not reading_kind(form),
        "deals": _deals(form, ends) if ends else [],
        "clash": _clash(form, now) if not tapping else "",
        "objected": form.chosen.objected_at if form.chosen else None,
        "complaint": value_of(form, "complaint") or "",
    }


def _errors(found: list[Understood]) -> Iterator[tuple[int, str, str]]:
    """(line, field's id, what is wrong) of everything that was refused; line 0 when there is one."""
    for number, each in enumerate(found, 1):
        if not each.checked or not each.form.is_bound:
            continue
        line = number if len(found) > 1 else 0
        for name, errors in each.form.errors.items():
            known = name in each.form.fields
            place = each.form[name].id_for_label if known else ""
            for error in errors:
                yield line, place, str(error)


def reading_kind(form: LogForm) -> str:
    return str(form["kind"].value() or "")


def heading(form: LogForm, now: datetime) -> str:
    """Whether this is written as done or as a plan: the date decides."""
    ended = form["ended"].value()
    if ended == Activity.Status.NO_SHOW:
        return _("Nobody came")
    if ended == Activity.Status.CANCELLED:
        return _("Cancelled")
    at = value_of(form, "at")
    return _("To be planned") if at and at > now else _("Done")


def ends_of(reading: Reading | None) -> str:
    """ "win" or "lose" where the line says that a deal ended, else ""."""
    if reading is None:
        return ""
    return "win" if reading.win else "lose" if reading.lose else ""


def _deals(form: LogForm, ends: str) -> list[tuple[str, str]]:
    """[(deal, address of the sheet that ends it so)]"""
    pk = form.chosen.pk if form.chosen else None
    deals = form.around.deals(pk)
    note = value_of(form, "note") if ends == "lose" else ""
    told = f"?{urlencode({'note': note[:500]})}" if note else ""
    return [
        (deal.name, reverse(f"crm:deal-{ends}", args=[deal.pk]) + told)
        for deal in deals
    ]


def _clash(form: LogForm, now: datetime) -> str:
    """What the person planned already at the hour of what is to be planned."""
    for name, whole_day in (("at", "all_day"), ("next_at", "next_all_day")):
        at = value_of(form, name)
        if at is None or at <= now or value_of(form, whole_day):
            continue
        other = form.around.planned_near(at, CLASH)
        if other is not None and other.pk != getattr(value_of(form, "closes"), "pk", 0):
            said = {
                "kind": kind_name(other.kind),
                "at": clock(other.at),
                "who": getattr(other, "prospect_name", "") or "",
            }
            return _("Already planned at %(at)s: %(kind)s, %(who)s.") % said
    return ""
