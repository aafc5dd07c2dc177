"""How the columns of a list are declared, and read from an address: ``cols=name&cols=city``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import F
from django.http import QueryDict
from django.template.loader import render_to_string

from crm.models.people import UNASSIGNED_ID, User
from crm.models.shipped import shown
from crm.templatetags.formats import day

Cell = Callable[[Any, datetime], Any]


@dataclass(frozen=True)
class Column:
    """``cell`` is what the page shows of a row, ``plain`` what stands in a file (else the same).

    ``sort`` says that the list may be ordered by it, under the same key; ``shown`` whether it stands
    there for who chose nothing. ``reads`` names what it takes of a row, and nothing else is read:
    columns, and paths such as ``owner__full_name``, which the row carries as ``owner_full_name``.
    ``more`` is what else it takes of the database, by the name the row carries it under. ``labelled``: its label stands before the
    value on a phone, where the table has no head.
    """

    key: str
    label: Any
    cell: Cell
    reads: Sequence[str] = ()
    plain: Callable[[Any], Any] | None = None
    sort: bool = True
    numeric: bool = False
    shown: bool = True
    more: Mapping[str, Any] = field(default_factory=dict, compare=False)
    labelled: bool = False

    def head(self) -> dict[str, Any]:
        sort = self.key if self.sort else ""
        return {"label": self.label, "sort": sort, "numeric": self.numeric}

    def in_file(self, row: Any, now: datetime) -> Any:
        return self.plain(row) if self.plain else self.cell(row, now)


@dataclass(frozen=True)
class Columns:
    """All columns of a list; the first says what the row is, and always stands first."""

    all: Sequence[Column]

    def chosen(self, address: QueryDict) -> list[Column]:
        """Those the address names, in its order; unknown ones are left out."""
        known = {each.key: each for each in self.all}
        asked = [known[key] for key in address.getlist("cols")[:40] if key in known]
        if not asked:
            return [each for each in self.all if each.shown]
        first = self.all[0]
        return [first, *dict.fromkeys(each for each in asked if each is not first)]

    def offered(self, chosen: Sequence[Column]) -> list[dict[str, Any]]:
        """[{key, label, on}] to choose from, the chosen ones first and in their order."""
        rest = [each for each in self.all if each not in chosen]
        ordered = [*chosen, *rest][1:]
        return [
            {"key": each.key, "label": each.label, "on": each in chosen}
            for each in ordered
        ]


def fetched(rows: Any, columns: Iterable[Column], *also: str) -> Any:
    """The rows with what their columns read, and nothing else."""
    asked = dict.fromkeys((*also, *(path for each in columns for path in each.reads)))
    own = [path for path in asked if "__" not in path]
    along = {path.replace("__", "_"): F(path) for path in asked if "__" in path}
    more = {name: what for each in columns for name, what in each.more.items()}
    return rows.only("pk", *own).annotate(**along, **more)


def told(name: str) -> dict[str, Any]:
    """A column of the row itself, as it stands there."""
    return {"cell": lambda row, _now: getattr(row, name) or "", "reads": (name,)}


def named(relation: str) -> dict[str, Any]:
    """The name of what the row belongs to."""
    path, name = f"{relation}__name", f"{relation}_name"
    return {"cell": lambda row, _now: getattr(row, name) or "", "reads": (path,)}


def listed(relation: str) -> dict[str, Any]:
    """The value of a list, as this reader says it."""
    path, name = f"{relation}__name", f"{relation}_name"
    return {"cell": lambda row, _now: shown(getattr(row, name) or ""), "reads": (path,)}


def dated(name: str) -> dict[str, Any]:
    """A day or an instant of the row: the day on the page, all of it in a file."""

    def cell(row: Any, _now: datetime) -> str:
        found = getattr(row, name)
        return day(found, "year") if found else ""

    return {
        "cell": cell,
        "plain": lambda row: getattr(row, name),
        "reads": (name,),
        "numeric": True,
        "labelled": True,
    }


def person(relation: str) -> dict[str, Any]:
    """Who it is; nobody is said in the reader's language."""
    key, name = f"{relation}_id", f"{relation}_full_name"

    def cell(row: Any, _now: datetime) -> str:
        who = getattr(row, key)
        return str(User(pk=who)) if who == UNASSIGNED_ID else getattr(row, name) or ""

    return {"cell": cell, "reads": (key, f"{relation}__full_name")}


@lru_cache(maxsize=512)
def _chip(text: str, tone: str, glyph: str) -> str:
    said = {"text": text, "tone": tone, "glyph": glyph, "remove_url": ""}
    return render_to_string("components/_chip.html", said)


def chip(said: dict[str, str]) -> str:
    """A state chip; a list has few different ones, each is rendered once."""
    return _chip(said["text"], said["tone"], said["glyph"])
