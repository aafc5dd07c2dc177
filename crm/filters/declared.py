"""How a narrowing is declared and read from an address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from crm.filters import bar
from crm.filters.sorting import in_order

Rows = QuerySet[Any]
Choice = tuple[str, Any]


@dataclass(frozen=True)
class Select:
    """One filter of the bar: rows where it holds, and what it offers.

    ``column`` compares an id; ``rule`` applies a named queryset method, ``timed`` one that asks what
    time it is. ``choices`` is fixed, or comes from the lists of the page under the filter's name when
    it is empty; with ``type`` (text, date, number) it is typed instead of chosen. ``more`` puts it
    under "More filters".
    """

    name: str
    label: Any
    column: str = ""
    rule: Callable[[Rows, str], Rows] | None = None
    timed: Callable[[Rows, str, datetime], Rows] | None = None
    choices: Sequence[Choice] = ()
    any: Any = ""
    type: str = ""
    more: bool = False

    def apply(self, rows: Rows, value: str, now: datetime) -> Rows:
        if self.choices and value not in dict(self.choices):
            return rows.none()
        if self.rule is not None:
            return self.rule(rows, value)
        if self.timed is not None:
            return self.timed(rows, value, now)
        if not value.isdecimal() or len(value) > 18:
            return rows.none()
        return rows.filter(**{self.column: int(value)})


@dataclass(frozen=True)
class Narrowing:
    """``sorts`` names what a list may be ordered by: a column, or an expression.

    ``finding`` is the method of the rows that finds those of which the words are asked.
    """

    selects: Sequence[Select]
    sorts: Mapping[str, Any]
    default_sort: str
    search_label: Any = ""
    finding: str = "matching"

    def read(
        self,
        address: QueryDict,
        offered: Mapping[str, Sequence[Choice]],
        now: datetime | None = None,
    ) -> Narrowed:
        """What the address asks for; ``offered`` holds the choices that are rows of lists."""
        sort = address.get("sort", "")
        if sort.removeprefix("-") not in self.sorts:
            sort = self.default_sort
        values = {each.name: _said(address, each.name) for each in self.selects}
        words = address.get("q", "").replace("\0", "").strip()[:100]
        moment = now or timezone.now()
        return Narrowed(self, values, words, sort, offered, moment, address)


def _said(address: QueryDict, name: str) -> str:
    return address.get(name, "").replace("\0", "").strip()[:40]


@dataclass(frozen=True)
class Narrowed:
    by: Narrowing
    values: Mapping[str, str]
    words: str
    sort: str
    offered: Mapping[str, Sequence[Choice]]
    now: datetime
    address: QueryDict = field(repr=False)

    def apply(self, rows: Rows) -> Rows:
        """The rows asked for, in the order asked for; the id settles ties."""
        for each in self.by.selects:
            if self.values[each.name]:
                rows = each.apply(rows, self.values[each.name], self.now)
        if self.words:
            rows = getattr(rows, self.by.finding)(self.words)
        return in_order(rows, self.by.sorts, self.sort)

    @property
    def key(self) -> tuple[Any, ...] | None:
        """What ``apply`` follows from; None when it asks the clock, or the database, as well."""
        rules = (each.name for each in self.by.selects if not each.column)
        if self.words or any(self.values[name] for name in rules):
            return None
        return (*self.values.items(), self.sort)

    @property
    def active(self) -> bool:
        return bool(self.words or any(self.values.values()))

    def bar(self) -> dict[str, Any]:
        """The context of ``components/_filter_bar.html``."""
        return bar.of(self)

    def columns(self, heads: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Heads of ``_table.html``; one with ``sort`` links to its order, turned when active."""
        return bar.heads(self, heads)
