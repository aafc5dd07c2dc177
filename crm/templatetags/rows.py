"""Long repetitions written in Python: a template takes ten times as long for the same text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()

TICK = (
    '<td class="tick"><input type="checkbox" form="bulk" name="pick" value="%s"'
    ' aria-label="%s"></td>'
)
ROW = '<tr>%s<th scope="row"><a href="%s">%s</a></th>%s</tr>'
CELLS = {"": "<td>%s</td>", "num": '<td class="num">%s</td>'}
OPTIONS = {
    False: '<option value="%s" >%s</option>',
    True: '<option value="%s" selected>%s</option>',
}


def _said(value: Any) -> str:
    """What stands in the page for a value: markup as it is, anything else escaped."""
    if hasattr(value, "__html__"):
        return str(value.__html__())
    return escape(str(value))


@register.simple_tag
def list_rows(rows: Iterable[Mapping[str, Any]], ticks: object = "") -> SafeString:
    """{% list_rows rows bulk_url %}: rows {pk, url, name, cells [{value, shape}]}, ticked or not."""
    tick = _("Tick %(name)s") if ticks else ""
    written = [_row(row, tick) for row in rows]
    return mark_safe("\n".join(written))  # noqa: S308 - every value went through _said


def _row(row: Mapping[str, Any], tick: str) -> str:
    box = tick and TICK % (_said(row["pk"]), _said(tick % {"name": row["name"]}))
    cells = [CELLS[cell["shape"]] % _said(cell["value"]) for cell in row["cells"]]
    return ROW % (box, _said(row["url"]), _said(row["name"]), "".join(cells))


@register.simple_tag
def options(choices: Iterable[Mapping[str, Any]], value: str) -> SafeString:
    """{% options field.options field.value %}: choices {value, label}, one of them selected."""
    written = [
        OPTIONS[each["value"] == value] % (_said(each["value"]), _said(each["label"]))
        for each in choices
    ]
    return mark_safe("".join(written))  # noqa: S308 - every value went through _said
