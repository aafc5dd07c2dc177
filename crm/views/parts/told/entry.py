"""An entry as ``components/_timeline_entry.html`` wants it."""

from __future__ import annotations

from typing import Any

from crm.timeline import Told

Entry = dict[str, Any]
Chip = dict[str, str]


def entry(row: Told, icon: str, what: str, **parts: Any) -> Entry:
    """``what`` happened; parts are detail, url, chip, actions, changes, all_day."""
    base = {
        "moment": row.moment,
        "at": row.moment.isoformat(),
        "icon": icon,
        "what": what,
        "detail": "",
        "url": "",
        "planned": bool(row.ahead),
        "last": False,
        "chip": None,
        "actions": [],
        "changes": [],
        "all_day": False,
    }
    return base | parts


def chip(text: str, tone: str = "", glyph: str = "") -> Chip:
    return {"text": text, "tone": tone, "glyph": glyph}
