"""What a kind of file may hold: one ``Field`` a fact, with how its cells are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crm.importing.reading import text
from crm.text import plain

if TYPE_CHECKING:
    from crm.importing.parse import Cell
    from crm.importing.reading import Reading

#: (cell, reading, field) -> value; raises ``Problem``. An empty cell never gets to it.
Reader = Callable[["Cell", "Reading", "Field"], Any]


@dataclass(frozen=True)
class Field:
    """``path`` is its name in a mapping; ``also`` are the other headers it is known by.

    ``finds`` names the rows a cell refers to ("people", "prospects"...); ``makes`` says that a
    missing one is created. ``words`` maps what people write to the stored choice.
    """

    path: str
    label: str
    read: Reader = text
    note: str = ""
    also: tuple[str, ...] = ()
    required: bool = False
    #: With an empty cell the line has nothing to tell: it is skipped, not refused.
    vital: bool = False
    longest: int = 0
    finds: str = ""
    makes: bool = False
    words: Mapping[str, str] | None = None
    #: "number" or "date": the columns whose writing is decided over the whole file.
    shape: str = ""

    @property
    def names(self) -> set[str]:
        """Every header that means this field, as ``header_key`` gives it."""
        return {header_key(name) for name in (self.path, self.label, *self.also)}


#: A related row may be named by one of its columns: ``owner.email``, ``prospect.external_id``.
SUFFIXES = ("external_id", "email", "name")


def header_key(name: str) -> str:
    """'Closed_At ' and 'closed at' are the same header."""
    return " ".join("".join(c if c.isalnum() else " " for c in plain(name)).split())


def split_path(path: str, fields: tuple[Field, ...]) -> tuple[Field, str] | None:
    """The field a path names, and the column its rows are found by ('' for any)."""
    by_name = {name: field for field in fields for name in field.names}
    if field := by_name.get(header_key(path)):
        return field, ""
    start, _dot, suffix = path.strip().rpartition(".")
    found = by_name.get(header_key(start)) if suffix in SUFFIXES else None
    return (found, suffix) if found and found.finds else None
