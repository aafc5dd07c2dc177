"""How a narrowing is declared and read from an address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from crm.templatetags import formats

Rows = QuerySet[Any]
Choice = tuple[str, Any]


@dataclass(frozen=True)
class Select:
    """One select of the bar: rows where it holds, and what it offers.

    ``column`` compares an id; ``rule`` applies a named queryset method. ``choices`` is fixed, or
    comes from the lists of the page under the filter's name when it is empty.
    """

    name: str
    label: Any
    column: str = ""
    rule: Callable[[Rows, str], Rows] | None = None
    choices: Sequence[Choice] = ()
    any: Any = ""

    def apply(self, rows: Rows, value: str) -> Rows:
        if self.rule is not None:
            known = not self.choices or value in dict(self.choices)
            return self.rule(rows, value) if known else rows.none()
        if not value.isdecimal() or len(value) > 18:
            return rows.none()
        return rows.filter(**{self.column: int(value)})


@dataclass(frozen=True)
class Narrowing:
    selects: Sequence[Select]
    sorts: Mapping[str, str]
    default_sort: str
    search_label: Any = ""

    def read(
        self, address: QueryDict, offered: Mapping[str, Sequence[Choice]]
    ) -> Narrowed:
        """What the address asks for; ``offered`` holds the choices that are rows of lists."""
        sort = address.get("sort", "")
        if sort.removeprefix("-") not in self.sorts:
            sort = self.default_sort
        values = {each.name: address.get(each.name, "")[:40] for each in self.selects}
        words = address.get("q", "").replace("\0", "").strip()[:100]
        return Narrowed(self, values, words, sort, offered, address)


@dataclass(frozen=True)
class Narrowed:
    by: Narrowing
    values: Mapping[str, str]
    words: str
    sort: str
    offered: Mapping[str, Sequence[Choice]]
    address: QueryDict = field(repr=False)

    def apply(self, rows: Rows) -> Rows:
        """The rows asked for, in the order asked for; the id settles ties."""
        for each in self.by.selects:
            if self.values[each.name]:
                rows = each.apply(rows, self.values[each.name])
        if self.words:
            rows = rows.matching(self.words)  # type: ignore[attr-defined]
        down = self.sort.startswith("-")
        column = self.by.sorts[self.sort.removeprefix("-")]
        return rows.order_by(f"-{column}" if down else column, "-pk" if down else "pk")

    @property
    def active(self) -> bool:
        return bool(self.words or any(self.values.values()))

    def bar(self) -> dict[str, Any]:
        """The context of ``components/_filter_bar.html``."""
        fields = [self._field(each) for each in self.by.selects]
        return {
            "fields": fields,
            "search": {
                "name": "q",
                "value": self.words,
                "label": self.by.search_label or _("Search"),
            },
            "applied": [*self._said(fields)],
            "clear_url": self._without(*self.values, "q", "page"),
        }

    def _field(self, each: Select) -> dict[str, Any]:
        choices = each.choices or self.offered.get(each.name, ())
        options = [{"value": "", "label": each.any or _("All")}]
        options += [{"value": str(value), "label": label} for value, label in choices]
        return {
            "name": each.name,
            "label": each.label,
            "options": options,
            "value": self.values[each.name],
        }

    def _said(self, fields: list[dict[str, Any]]) -> list[dict[str, str]]:
        said = [
            {
                "text": formats.labelled(str(each["label"]), str(label)),
                "remove_url": self._without(name),
            }
            for each in fields
            for name in [each["name"]]
            if each["value"]
            for label in [_label_of(each)]
        ]
        if self.words:
            said.append(
                {
                    "text": _("“%(text)s”") % {"text": self.words},
                    "remove_url": self._without("q"),
                }
            )
        return said

    def _without(self, *names: str) -> str:
        kept = self.address.copy()
        for name in (*names, "page"):
            kept.pop(name, None)
        return "?" + kept.urlencode()

    def columns(self, heads: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Heads of ``_table.html``; one with ``sort`` links to its order, turned when active."""
        return [self._head(dict(head)) for head in heads]

    def _head(self, head: dict[str, Any]) -> dict[str, Any]:
        key = head.pop("sort", "")
        shape = {"numeric": False, "strong": False, "quiet": False} | head
        shape |= {"sorted": "", "sort_url": ""}
        if not key:
            return shape
        current = self.sort.removeprefix("-") == key
        down = self.sort.startswith("-")
        turned = f"-{key}" if current and not down else key
        kept = self.address.copy()
        kept["sort"] = turned
        kept.pop("page", None)
        if current:
            shape["sorted"] = "descending" if down else "ascending"
        return shape | {"sort_url": "?" + kept.urlencode()}


def _label_of(shown: Mapping[str, Any]) -> str:
    labels = {option["value"]: option["label"] for option in shown["options"]}
    return str(labels.get(shown["value"], _("unknown value")))
