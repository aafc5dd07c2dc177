"""How facts are said on a page: icons, short moments, states. Pure functions."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from textwrap import shorten
from typing import Any

from django.db.models import TextChoices
from django.template.defaultfilters import capfirst
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from crm.models import Activity, Deal, Prospect, User
from crm.models.shipped import shown
from crm.templatetags.formats import clock, day, french, local

KIND_ICONS = {
    "call": "telephone",
    "email": "envelope",
    "meeting": "people",
    "demo": "easel",
    "onboarding": "flag",
    "note": "pencil",
    "task": "check2-square",
}
# Whole phrases: in French the participle agrees with its noun.
PLANNED_NAMES = {
    "call": gettext_lazy("Call planned"),
    "email": gettext_lazy("Email planned"),
    "meeting": gettext_lazy("Meeting planned"),
    "demo": gettext_lazy("Demo planned"),
    "onboarding": gettext_lazy("Onboarding meeting planned"),
    "note": gettext_lazy("Note planned"),
    "task": gettext_lazy("Task planned"),
}
STANDING_NAMES = {
    "detected": gettext_lazy("Detected"),
    "contacted": gettext_lazy("Contacted"),
    "sql": gettext_lazy("Qualified"),
    "converted": gettext_lazy("Customer"),
    "churned": gettext_lazy("Former customer"),
    "disqualified": gettext_lazy("Disqualified"),
}
#: Letters of a note that stand for it in a list.
GIST = 80
STANDING_TONES = {"converted": ("good", "✓"), "sql": ("accent", "")}


def kind_name(kind: str) -> str:
    return str(capfirst(_label(Activity.Kind, kind, get_language())))


def what(kind: str, subject: str) -> str:
    """Call, delivery date; a subject that begins with the kind says it already."""
    name = kind_name(kind)
    if subject.casefold().startswith(name.casefold()):
        return subject
    return joined(name, subject)


def gist(note: str) -> str:
    """The beginning of a note, where there is no subject: whole words of its first line."""
    first = note.strip().partition("\n")[0]
    return shorten(first, GIST, placeholder="…")


def outcome_name(outcome: str) -> str:
    return _label(Activity.Outcome, outcome, get_language()) if outcome else ""


@lru_cache(maxsize=256)
def _label(of: type[TextChoices], value: str, _language: str | None) -> str:
    """The name of a choice: a list says the same few ones fifty times."""
    return str(of(value).label)


def days_apart(at: datetime, now: datetime) -> int:
    """Civil days from ``now`` to ``at`` on the reader's clock: -1 is yesterday."""
    return (timezone.localtime(at).date() - timezone.localtime(now).date()).days


def weekday(at: datetime, form: str = "l") -> str:
    said = str(date_format(timezone.localtime(at), form))
    # Cut short, French wants its full stop: lun.
    return f"{said}." if form == "D" and french() else said


def soon(at: datetime, *, all_day: bool, now: datetime) -> str:
    """A moment to come, as short as it is clear: 14:00, tomorrow, Thu 14:00, Monday, 4 Dec."""
    away = days_apart(at, now)
    hour = "" if all_day else clock(at)
    if away == 0:
        return hour or _("today")
    if away == 1:
        return " ".join(filter(None, [_("tomorrow"), hour]))
    if 1 < away < 7:
        return f"{weekday(at, 'D')} {hour}" if hour else weekday(at)
    return f"{day(at)} {hour}".strip()


def late(at: datetime, *, all_day: bool, now: datetime) -> str:
    """A moment gone by: the hour today, yesterday, 2 d."""
    away = -days_apart(at, now)
    if away <= 0:
        return _("today") if all_day else clock(at)
    if away == 1:
        return _("yesterday")
    return pgettext("days late, short", "%(n)d d") % {"n": away}


def full(at: datetime, now: datetime, *, all_day: bool = False) -> str:
    """A moment of a timeline: Mon 23 Nov, 10:00; the year when it is another one."""
    other_year = timezone.localtime(at).year != timezone.localtime(now).year
    said = day(at, "year" if other_year else "short")
    return said if all_day else f"{said}, {clock(at)}"


def dated(on: date | datetime, now: datetime) -> str:
    """A day: 3 Nov; 3 Nov 2025 when it is of another year."""
    other_year = local(on).year != timezone.localtime(now).year
    return day(on, "year" if other_year else "short")


def next_text(kind: str, at: datetime, *, all_day: bool, now: datetime) -> str:
    """Demo, Thu 14:00"""
    return f"{kind_name(kind)}, {soon(at, all_day=all_day, now=now)}"


def still_text(days: int) -> str:
    return ngettext(
        "%(n)d day still, no next step", "%(n)d days still, no next step", days
    ) % {"n": days}


def days_still(deal: Any, now: datetime) -> int:
    """Civil days since the deal (with its life) was last touched."""
    return max(0, -days_apart(deal.touched_at, now))


def is_stale(deal: Any, now: datetime) -> bool:
    """Whether an open deal has lain longer than its stage allows, with nothing planned."""
    patience = deal.stage.rot_days
    today = timezone.localtime(now).date()
    ahead = deal.next_step_on is not None and deal.next_step_on >= today
    planned = deal.next_at is not None or ahead
    return bool(
        deal.is_open
        and patience is not None
        and not planned
        and days_still(deal, now) >= patience
    )


def standing_chip(prospect: Prospect) -> dict[str, str]:
    tone, glyph = STANDING_TONES.get(prospect.standing, ("", ""))
    return {
        "text": str(STANDING_NAMES[prospect.standing]),
        "tone": tone,
        "glyph": glyph,
    }


def deal_chip(deal: Deal) -> dict[str, str]:
    return state_chip(deal.state, deal.stage.name if deal.is_open else "")


def state_chip(state: str, stage: str) -> dict[str, str]:
    """How a deal ended, else the name of the stage where it stands."""
    if state == Deal.State.WON:
        return {"text": _("Won"), "tone": "good", "glyph": "✓"}
    if state == Deal.State.LOST:
        return {"text": _("Lost"), "tone": "", "glyph": "✕"}
    return {"text": shown(stage), "tone": "accent", "glyph": ""}


def status_chip(activity: Activity, now: datetime) -> dict[str, str]:
    status = activity.status
    if status == Activity.Status.PLANNED and activity.at < now:
        return {"text": _("Overdue"), "tone": "bad", "glyph": "▲"}
    tones = {"held": ("good", "✓"), "no_show": ("caution", "◆")}
    tone, glyph = tones.get(status, ("", ""))
    return {
        "text": str(capfirst(_label(Activity.Status, status, get_language()))),
        "tone": tone,
        "glyph": glyph,
    }


def why_seen(owner: User, reader: User) -> str:
    """Why this person may see the record: one sentence."""
    if owner.pk == reader.pk:
        return _("You see this record because you are in charge of it.")
    if reader.role == User.Role.ADMIN:
        return _("You see this record because you are an administrator.")
    if reader.role == User.Role.MANAGER:
        return _("You see this record because you manage %(name)s.") % {"name": owner}
    return _("%(name)s is in charge. Your organisation lets you read this record.") % {
        "name": owner
    }


def joined(*parts: Any, by: str = ", ") -> str:
    """The parts that say something, in one line; a sentence keeps its own full stop."""
    said = ""
    for part in (str(each) for each in parts if each):
        ended = by == ". " and said.endswith((".", "?", "!", "…"))
        said = f"{said}{' ' if ended else by}{part}" if said else part
    return said


def days_text(days: int) -> str:
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
