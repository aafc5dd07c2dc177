"""Numbers of the funnel and the forecast in short words, each with the address it opens to."""

from __future__ import annotations

from fractions import Fraction
from urllib.parse import urlencode

from django.urls import reverse

from crm.templatetags import formats
from kpis import wording
from kpis.spec import Unit
from kpis.values import Value
from kpis.views.parts.asking import Asked


def explained(asked_for: Asked, key: str, *where: str, measure: str = "") -> str:
    """Explain of a figure over the same days and filters, narrowed further."""
    found = [*asked_for.picked.parameters(), *(("where", text) for text in where)]
    if measure:
        found.append(("measure", measure))
    address = reverse("kpis:explain", args=[key])
    return f"{address}?{urlencode(found)}" if found else address


def percent(share: Fraction | None) -> str:
    return formats.DASH if share is None else formats.percent(wording.rounded(share, 2))


def days(value: Value, name: str = "median") -> str:
    """A delay with its unit; a dash where nothing ended."""
    if value.spread is None:
        return formats.DASH
    return wording.written(Unit.DAYS, value.spread.show(name), "", fixed=False)
