"""From what was typed in the quick log to what its service writes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crm.models import Activity
from crm.services.quick_log import Entry


def entry_of(data: dict[str, Any], now: datetime, *, in_bulk: bool) -> Entry:
    """``data`` is the cleaned data of a ``LogForm``."""
    prospect = data.get("prospect")
    return Entry(
        done=_done(data, now) | ({"in_bulk": True} if in_bulk else {}),
        planned=_planned(data),
        new_prospect="" if prospect else data.get("new_prospect") or "",
        closes=data["closes"].pk if data.get("closes") else None,
        amount=data.get("minor"),
    )


def _done(data: dict[str, Any], now: datetime) -> dict[str, Any]:
    minutes = data.get("minutes")
    return {
        "kind": data["kind"],
        "at": data.get("at") or now,
        "all_day": bool(data.get("all_day")),
        "status": data.get("ended") or None,
        "prospect": data.get("prospect"),
        "contact": data.get("contact"),
        "deal": data.get("deal"),
        "direction": data.get("direction") or Activity.Direction.OUT,
        "outcome": data.get("outcome") or "",
        "duration_s": None if minutes is None else minutes * 60,
        "subject": data.get("subject") or "",
        "note": data.get("note") or "",
    }


def _planned(data: dict[str, Any]) -> dict[str, Any] | None:
    """The next step, when there is one, with the same person and deal."""
    if not data.get("next_kind"):
        return None
    minutes = data.get("next_minutes")
    return {
        "duration_s": None if minutes is None else minutes * 60,
        "kind": data["next_kind"],
        "at": data["next_at"],
        "all_day": bool(data.get("next_all_day")),
        "status": Activity.Status.PLANNED,
        "subject": data.get("next_subject") or "",
        "prospect": data.get("prospect"),
        "contact": data.get("contact"),
        "deal": data.get("deal"),
    }
