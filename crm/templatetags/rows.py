"""Long repetitions written in Python: a template takes ten times as long for the same text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()

TICK = (
    '<td class="tick"><input type="checkbox" form="bulk" name="pick" value="{}"'
    ' aria-label="{}"></td>'
)
SHAPES = {"": format_html("{}", ""), "num": format_html(' class="{}"', "num")}
SELECTED = {False: "", True: "selected"}


@register.simple_tag
def list_rows(rows: Iterable[Mapping[str, Any]], ticks: object = "") -> SafeString:
    """{% list_rows rows bulk_url %}: rows {pk, url, name, cells [{value, shape}]}, ticked or not."""
    tick = _("Tick %(name)s")
    return format_html_join(
        "\n",
        '<tr>{}<th scope="row"><a href="{}">{}</a></th>{}</tr>',
        (
            (
                format_html(TICK, row["pk"], tick % {"name": row["name"]})
                if ticks
                else "",
                row["url"],
                row["name"],
                format_html_join(
                    "",
                    "<td{}>{}</td>",
                    ((SHAPES[cell["shape"]], cell["value"]) for cell in row["cells"]),
                ),
            )
            for row in rows
        ),
    )


@register.simple_tag
def options(choices: Iterable[Mapping[str, Any]], value: str) -> SafeString:
    """{% options field.options field.value %}: choices {value, label}, one of them selected."""
    return format_html_join(
        "",
        '<option value="{}" {}>{}</option>',
        (
            (each["value"], SELECTED[each["value"] == value], each["label"])
            for each in choices
        ),
    )
