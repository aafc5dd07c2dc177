"""Two prospects side by side: each choice with both values, and the one proposed."""

from __future__ import annotations

from typing import Any

from django.template.defaultfilters import capfirst
from django.utils.translation import gettext as _

from crm.models import Organisation, Prospect
from crm.services.merging import CHOSEN, proposed
from crm.templatetags.formats import DASH, day, money_minor
from crm.views.parts import words


def compared(home: Prospect, other: Prospect) -> list[dict[str, Any]]:
    """[{name, label, home, other, from_other, same}] of the choices that either says."""
    taken = proposed(home, other)
    rows = []
    for group, fields in CHOSEN.items():
        mine, theirs = (_value(each, fields) for each in (home, other))
        if mine == theirs == DASH:
            continue
        rows.append(
            {
                "name": group,
                "label": _label(group),
                "home": mine,
                "other": theirs,
                "from_other": group in taken,
                "same": mine == theirs,
            }
        )
    return rows


def _label(group: str) -> str:
    if group == "address":
        return _("Address")
    field: Any = Prospect._meta.get_field(group)
    return str(capfirst(str(field.verbose_name)))


def _value(prospect: Prospect, fields: tuple[str, ...]) -> str:
    return words.joined(*(_said(prospect, name) for name in fields)) or DASH


def _said(prospect: Prospect, name: str) -> str:
    field: Any = Prospect._meta.get_field(name)
    value = getattr(prospect, name)
    if field.choices:
        return str(capfirst(str(dict(field.flatchoices).get(value, value))))
    if name.endswith("_on"):
        return day(value, "year") if value else ""
    return str(value) if value else ""


def standing(prospect: Any) -> dict[str, Any]:
    """The head of a column: who it is, since when, and what hangs on it."""
    base = Organisation.current().base_currency
    return {
        "pk": prospect.pk,
        "name": prospect.name,
        "owner": str(prospect.owner),
        "since": day(prospect.detected_at, "year"),
        "chip": words.standing_chip(prospect),
        "deals": prospect.deal_count,
        "revenue": money_minor(prospect.revenue, base) if prospect.wins else "",
    }
