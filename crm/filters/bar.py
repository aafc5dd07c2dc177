"""The bar above a list and its heads: what is asked, how to drop it, how to turn the order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from crm.templatetags import formats

if TYPE_CHECKING:
    from crm.filters.declared import Narrowed, Select

Shown = dict[str, Any]
#: What a filter form carries along besides its own fields.
KEPT = ("sort", "cols", "saved", "view", "tab")


def of(narrowed: Narrowed) -> Shown:
    """The context of ``components/_filter_bar.html``."""
    fields = [_field(narrowed, each) for each in narrowed.by.selects]
    more = [each for each in fields if each["more"]]
    label = narrowed.by.search_label or _("Search")
    return {
        "fields": [each for each in fields if not each["more"]],
        "more": more,
        "more_used": sum(bool(each["value"]) for each in more),
        "kept": [
            (name, value) for name in KEPT for value in narrowed.address.getlist(name)
        ],
        "search": {"name": "q", "value": narrowed.words, "label": label},
        "applied": list(_said(narrowed, fields)),
        "clear_url": without(narrowed, *narrowed.values, "q"),
    }


def _field(narrowed: Narrowed, each: Select) -> Shown:
    value = narrowed.values[each.name]
    choices = each.choices or narrowed.offered.get(each.name, ())
    options = [{"value": "", "label": each.any or _("All")}]
    options += [{"value": str(key), "label": label} for key, label in choices]
    if value and not each.type and value not in {o["value"] for o in options}:
        # A saved view may name what was retired since: it still says so, and still works.
        options.append({"value": value, "label": _("retired or unknown value")})
    shown = {"name": each.name, "label": each.label, "value": value}
    return shown | {"options": options, "type": each.type, "more": each.more}


def _said(narrowed: Narrowed, fields: Sequence[Shown]) -> Iterator[dict[str, str]]:
    for each in fields:
        if each["value"]:
            text = formats.labelled(str(each["label"]), _label_of(each))
            yield {"text": text, "remove_url": without(narrowed, each["name"])}
    if narrowed.words:
        text = _("“%(text)s”") % {"text": narrowed.words}
        yield {"text": text, "remove_url": without(narrowed, "q")}


def _label_of(shown: Shown) -> str:
    if shown["type"] == "date":
        try:
            return formats.day(date.fromisoformat(shown["value"]), "year")
        except ValueError:
            return _("unknown value")
    if shown["type"]:
        return str(shown["value"])
    labels = {option["value"]: option["label"] for option in shown["options"]}
    return str(labels[shown["value"]])


def without(narrowed: Narrowed, *names: str) -> str:
    kept = narrowed.address.copy()
    for name in (*names, "page"):
        kept.pop(name, None)
    return "?" + kept.urlencode()


def heads(narrowed: Narrowed, columns: Sequence[Mapping[str, Any]]) -> list[Shown]:
    """Heads of ``_table.html``; one with ``sort`` links to its order, turned when active."""
    return [_head(narrowed, dict(column)) for column in columns]


def _head(narrowed: Narrowed, head: Shown) -> Shown:
    key = head.pop("sort", "")
    shape: Shown = {"numeric": False, "strong": False, "quiet": False} | head
    shape |= {"sorted": "", "sort_url": ""}
    if not key:
        return shape
    current = narrowed.sort.removeprefix("-") == key
    down = narrowed.sort.startswith("-")
    kept = narrowed.address.copy()
    kept["sort"] = f"-{key}" if current and not down else key
    kept.pop("page", None)
    if current:
        shape["sorted"] = "descending" if down else "ascending"
    return shape | {"sort_url": "?" + kept.urlencode()}
