"""How the columns of a list are declared, and read from an address: ``cols=name&cols=city``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string

Cell = Callable[[Any, datetime], Any]


@dataclass(frozen=True)
class Column:
    """``cell`` is what the page shows of a row, ``plain`` what stands in a file (else the same).

    ``sort`` says that the list may be ordered by it, under the same key; ``shown`` whether it stands
    there for who chose nothing; ``needs`` names a relation to fetch along.
    """

    key: str
    label: Any
    cell: Cell
    plain: Callable[[Any], Any] | None = None
    sort: bool = True
    numeric: bool = False
    shown: bool = True
    needs: str = ""

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


def fetched(rows: Any, columns: Iterable[Column]) -> Any:
    """The rows along with what their columns need."""
    needed = {each.needs for each in columns if each.needs}
    return rows.prefetch_related(*needed) if needed else rows


@lru_cache(maxsize=512)
def _chip(text: str, tone: str, glyph: str) -> str:
    said = {"text": text, "tone": tone, "glyph": glyph, "remove_url": ""}
    return render_to_string("components/_chip.html", said)


def chip(said: dict[str, str]) -> str:
    """A state chip; a list has few different ones, each is rendered once."""
    return _chip(said["text"], said["tone"], said["glyph"])
