"""The life line: detected, contacted, (MQL,) qualified, customer; when, by whom, why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from crm.models import Prospect
from crm.models.shipped import shown
from crm.services.prospects import DECLARED, STATE_OF_STEP
from crm.templatetags.formats import day, duration
from crm.views.parts import words

Step = dict[str, Any]
COLUMNS = {"detected": "detected_at", **STATE_OF_STEP}


def life_line(prospect: Prospect, steps: Iterable[Any], uses_mql: bool) -> list[Step]:
    """[{key, name, on, note, who, state, withdrawn by}]: what was reached, and what is ahead."""
    of = {step.step: step for step in steps}
    keys = _keys(prospect, uses_mql)
    moments = {key: getattr(prospect, COLUMNS[key]) for key in keys}
    last = max(at for at in moments.values() if at)
    told: list[Step] = []
    before: datetime | None = None
    for key, at in moments.items():
        state = "ahead" if at is None else "now" if at == last else "done"
        told.append(
            {
                "key": key,
                "name": names()[key],
                "on": day(at, "year") if at else "",
                "note": _note(prospect, at, before),
                "why": _why(of.get(key)),
                "who": of[key].rep_name if at and key in of else "",
                "state": state,
                "declared": at is not None and key in DECLARED,
            }
        )
        before = at or before
    return told


def names() -> dict[str, str]:
    return {
        "detected": _("Detected"),
        "contacted": _("Contacted"),
        "mql": _("Marketing lead"),
        "sql": _("Qualified"),
        "trial": _("Trial started"),
        "converted": _("Customer"),
        "churned": _("Former customer"),
        "disqualified": _("Disqualified"),
    }


def _keys(prospect: Prospect, uses_mql: bool) -> list[str]:
    """The steps that are shown: MQL where the organisation uses it, endings once they came."""
    shown = ["detected", "contacted"]
    if prospect.mql_at or (uses_mql and not prospect.sql_at):
        shown.append("mql")
    shown.append("sql")
    if prospect.trial_started_at:
        shown.append("trial")
    shown.append("converted")
    ends = {"churned": prospect.churned_at, "disqualified": prospect.disqualified_at}
    return shown + [key for key, at in ends.items() if at]


def _why(step: Any) -> str:
    if step is None:
        return ""
    reasons = (step.disqualified_for or "", step.churned_for or "")
    return words.joined(*map(shown, reasons), step.note, by=". ")


def _note(prospect: Prospect, at: datetime | None, before: datetime | None) -> str:
    if at is None:
        return ""
    if before is None:
        return words.joined(prospect.source, prospect.city)
    if at < before:
        return ""
    apart = words.days_apart(at, before)
    if apart == 0:
        return _("%(time)s later") % {"time": duration(at - before)}
    return words.days_text(apart)


def to_first_order(prospect: Prospect) -> int | None:
    """Days from detection to the first order; None while there is none."""
    if prospect.converted_at is None:
        return None
    return words.days_apart(prospect.converted_at, prospect.detected_at)


def withdrawable(prospect: Prospect) -> list[tuple[str, str]]:
    """[(key, name)] of the declared steps that stand."""
    return [(key, names()[key]) for key in DECLARED if getattr(prospect, COLUMNS[key])]
