"""Long repetitions written in Python: a template takes ten times as long for the same text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from crm.templatetags import svg

register = template.Library()

TICK = (
    '<td class="tick"><input type="checkbox" form="bulk" name="pick" value="%s"'
    ' aria-label="%s"></td>'
)
ROW = '<tr>%s<th scope="row"><a href="%s">%s</a></th>%s</tr>'
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
def list_rows(
    rows: Iterable[Mapping[str, Any]], columns: Iterable[Any], ticks: object = ""
) -> SafeString:
    """{% list_rows rows others bulk_url %}: rows {pk, url, name, cells}, ticked or not.

    ``columns`` are those of the cells, each with numeric, labelled and label.
    """
    tick = _("Tick %(name)s") if ticks else ""
    cells = "".join(_cell(each) for each in columns)
    written = [_row(row, cells, tick) for row in rows]
    return mark_safe("\n".join(written))  # noqa: S308 - every value went through _said


def _cell(column: Any) -> str:
    """The markup of a column's cells, with a place for the value."""
    shape = ' class="num"' if column.numeric else ""
    label = f' data-label="{_said(column.label)}"' if column.labelled else ""
    return f"<td{shape}{label.replace('%', '%%')}>%s</td>"


def _row(row: Mapping[str, Any], cells: str, tick: str) -> str:
    box = tick and TICK % (_said(row["pk"]), _said(tick % {"name": row["name"]}))
    values = cells % tuple(_said(value) for value in row["cells"])
    return ROW % (box, _said(row["url"]), _said(row["name"]), values)


@register.simple_tag
def options(choices: Iterable[Mapping[str, Any]], value: str) -> SafeString:
    """{% options field.options field.value %}: choices {value, label}, one of them selected."""
    written = [
        OPTIONS[each["value"] == value] % (_said(each["value"]), _said(each["label"]))
        for each in choices
    ]
    return mark_safe("".join(written))  # noqa: S308 - every value went through _said


FIELD = '<div><label for="filter-%(name)s">%(label)s</label>%(input)s</div>'
TYPED = (
    '<input class="form-control" type="%(type)s" id="filter-%(name)s" name="%(name)s"'
    ' value="%(value)s" maxlength="40">'
)
CHOSEN = '<select class="form-select" id="filter-%(name)s" name="%(name)s">%(options)s</select>'


@register.simple_tag
def filter_fields(fields: Iterable[Mapping[str, Any]]) -> SafeString:
    """{% filter_fields bar.fields %}: each {name, label, value, type ("" chosen; text, date), options}."""
    written = [_field(each) for each in fields]
    return mark_safe("".join(written))  # noqa: S308 - every value went through _said


def _field(field: Mapping[str, Any]) -> str:
    said = {name: _said(field[name]) for name in ("name", "label", "value", "type")}
    said["options"] = options(field["options"], field["value"])
    said["input"] = (TYPED if field["type"] else CHOSEN) % said
    return FIELD % said


COLUMN = (
    '<li><label class="form-check"><input type="checkbox" name="cols" value="%s"%s> %s</label>'
    '<button type="button" class="btn-quiet" data-up aria-label="%s">%s</button></li>'
)


@register.simple_tag
def column_choices(columns: Iterable[Mapping[str, Any]]) -> SafeString:
    """{% column_choices column_choices %}: each {key, label, on}, to tick and to move forward."""
    forward, arrow = _("Move %(name)s forward"), svg.icon("arrow-up", "sm")
    written = [
        COLUMN
        % (
            _said(each["key"]),
            " checked" if each["on"] else "",
            _said(each["label"]),
            _said(forward % {"name": each["label"]}),
            arrow,
        )
        for each in columns
    ]
    return mark_safe("".join(written))  # noqa: S308 - every value went through _said
