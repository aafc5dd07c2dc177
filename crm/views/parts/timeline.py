"""One timeline for everything that happened with a prospect or on a deal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.template.defaultfilters import capfirst
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.models import (
    Activity,
    AuditEntry,
    Complaint,
    DealMovement,
    Organisation,
    ProspectStep,
    Quote,
    SurveyAnswer,
)
from crm.templatetags.formats import day, duration, money_minor
from crm.views.parts import words

Entry = dict[str, Any]
SHOWN = 30


def entry(at: datetime, icon: str, what: str, **parts: Any) -> Entry:
    """An entry as ``components/_timeline_entry.html`` wants it, with its moment to sort by."""
    base = {
        "moment": at,
        "at": at.isoformat(),
        "icon": icon,
        "what": what,
        "detail": "",
        "url": "",
        "planned": False,
        "last": False,
        "chip": None,
        "actions": [],
    }
    return base | parts


def of_activities(rows: Iterable[Activity], *, changeable: bool) -> list[Entry]:
    return [_of_activity(row, changeable) for row in rows]


def _of_activity(row: Activity, changeable: bool) -> Entry:
    what = words.joined(
        words.kind_name(row.kind),
        duration(row.duration_s) if (row.duration_s or 0) >= 60 else "",
        words.outcome_name(row.outcome),
    )
    chip, actions = None, []
    if row.status == Activity.Status.PLANNED:
        what = str(words.PLANNED_NAMES[row.kind])
        if changeable:
            actions = [
                {
                    "label": _("Mark done"),
                    "url": reverse("crm:activity-done", args=[row.pk]),
                    "quiet": False,
                },
            ]
    elif row.status != Activity.Status.HELD:
        text = str(capfirst(str(row.get_status_display())))
        chip = {"text": text, "tone": "caution", "glyph": "◆"}
    return entry(
        row.at,
        words.KIND_ICONS[row.kind],
        what,
        detail=words.joined(row.contact, row.subject, row.note, by=". "),
        url=reverse("crm:activity", args=[row.pk]),
        planned=row.is_planned,
        chip=chip,
        actions=actions,
        all_day=row.all_day,
    )


def of_movements(rows: Iterable[DealMovement]) -> list[Entry]:
    """Moves of deals; a change of place is two rows, the one that enters is shown."""
    # The journal is in the base currency, whatever the deal is written in.
    base = Organisation.current().base_currency
    shown = []
    for row in rows:
        leaves = row.count < 0 and row.kind not in ("won", "lost")
        if leaves or row.kind in ("revalued", "expected"):
            continue
        shown.append(_of_movement(row, base))
    return shown


def _of_movement(row: DealMovement, currency: str) -> Entry:
    name, chip = row.deal.name, None
    icon, what = {
        "opened": ("plus-circle", _("Deal opened: %(deal)s")),
        "stage": ("arrow-right", _("%(deal)s moved to %(stage)s")),
        "amount": ("arrow-repeat", _("Amount changed: %(deal)s")),
        "owner": ("person", _("%(deal)s given to %(rep)s")),
        "won": ("trophy", _("Deal won: %(deal)s")),
        "lost": ("x-circle", _("Deal lost: %(deal)s")),
        "reopened": ("arrow-counterclockwise", _("Deal reopened: %(deal)s")),
    }[row.kind]
    said = what % {"deal": name, "stage": row.stage, "rep": row.rep}
    detail = ""
    if row.kind in ("won", "lost"):
        detail = money_minor(row.outcome_amount, currency)
        if row.kind == "lost":
            detail = words.joined(detail, row.deal.lost_reason, row.deal.lost_note)
        tone = {"text": _("Won"), "tone": "good", "glyph": "✓"}
        lost = {"text": _("Lost"), "tone": "", "glyph": "✕"}
        chip = tone if row.kind == "won" else lost
        if row.withdrawn_at:
            chip = {"text": _("withdrawn"), "tone": "", "glyph": ""}
    elif row.kind in ("opened", "reopened"):
        detail = money_minor(row.amount, currency)
    elif row.kind == "amount":
        detail = money_minor(row.amount, currency, signed=True)
    return entry(
        row.at,
        icon,
        said,
        detail=detail,
        url=reverse("crm:deal", args=[row.deal_id]),
        chip=chip,
    )


def of_steps(rows: Iterable[ProspectStep]) -> list[Entry]:
    """Steps a person declared; contact and conversion are told by what made them."""
    return [
        entry(
            row.at,
            "flag",
            str(capfirst(str(row.get_step_display()))),
            detail=words.joined(row.disqualify_reason, row.churn_reason, row.note),
        )
        for row in rows
        if row.step not in ("contacted", "converted", "detected")
    ]


def of_complaints(rows: Iterable[Complaint]) -> list[Entry]:
    return [
        entry(
            row.received_at,
            "chat-left-text",
            _("Complaint: %(reason)s") % {"reason": row.reason},
            detail=row.resolution or row.verbatim,
            url=reverse("crm:complaint", args=[row.pk]),
            chip=words.complaint_chip(row),
        )
        for row in rows
    ]


def of_answers(rows: Iterable[SurveyAnswer]) -> list[Entry]:
    return [
        entry(
            row.at,
            "emoji-smile",
            _("%(survey)s answer: %(score)s")
            % {"survey": row.get_survey_display(), "score": row.score},
            detail=row.comment,
        )
        for row in rows
    ]


def of_quotes(rows: Iterable[Quote]) -> list[Entry]:
    return [
        entry(
            row.sent_at or row.created_at,
            "file-earmark-text",
            _("Quote %(number)s, version %(version)s")
            % {"number": row.number, "version": row.version},
            detail=money_minor(row.amount, row.currency),
            url=reverse("crm:deal", args=[row.deal_id]),
        )
        for row in rows
    ]


def of_audit(rows: Iterable[AuditEntry]) -> list[Entry]:
    """Visible edits: who changed the record, and how many values."""
    told = {"edited": _("Record edited"), "assigned": _("Owner changed")}
    return [
        entry(
            row.at,
            "pencil",
            told[row.action],
            detail=str(row.by or ""),
            chip={"text": _("edited"), "tone": "", "glyph": ""},
        )
        for row in rows
        if row.action in told
    ]


def grouped(entries: list[Entry], now: datetime, *, older: bool) -> dict[str, Any]:
    """{groups: [{title, entries}], more}: what is to come first, then month by month backwards."""
    coming = sorted(
        (each for each in entries if each["planned"]), key=lambda each: each["moment"]
    )
    past = sorted(
        (each for each in entries if not each["planned"]),
        key=lambda each: each["moment"],
        reverse=True,
    )
    hidden = 0 if older else max(0, len(past) - SHOWN)
    past = past[: len(past) - hidden]
    groups: list[dict[str, Any]] = []
    if coming:
        groups.append({"title": _("To come"), "entries": coming})
    for each in past:
        title = capfirst(day(timezone.localtime(each["moment"]), "month"))
        if not groups or groups[-1]["title"] != title:
            groups.append({"title": title, "entries": []})
        groups[-1]["entries"].append(each)
    for group in groups:
        for each in group["entries"]:
            each["when"] = words.full(
                each["moment"], now, all_day=each.get("all_day", False)
            )
        group["entries"][-1]["last"] = True
    return {"groups": groups, "more": hidden}
