"""What can be wrong with a file, a line or a cell."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

#: How much of a value an error repeats.
SHOWN = 80


class Unreadable(Exception):
    """The file, its mapping or its columns cannot be read. Nothing was written."""

    def __init__(self, reason: str, *, line: int | None = None) -> None:
        where = _("Line %(line)d: ") % {"line": line} if line else ""
        super().__init__(where + reason)
        self.line = line


class Problem(Exception):
    """One line is refused. ``field`` is the path of the field at fault, if one is."""

    def __init__(self, reason: str, field: str = "") -> None:
        super().__init__(reason)
        self.reason = str(reason)
        self.field = field


def shorten(value: Any) -> str:
    """The value as an error repeats it: never 300 KB of it, never a control character."""
    text = "" if value is None else str(value)
    shown = "".join(c if c.isprintable() else "�" for c in text[:SHOWN])
    return f"{shown}…" if len(text) > SHOWN else shown
