"""``{% load phones %}``: a number that can be called, wherever it stands."""

from __future__ import annotations

from typing import Any

from django import template

from crm import phones
from crm.models import Organisation

register = template.Library()


@register.inclusion_tag("components/_phone.html")
def phone(
    typed: str,
    e164: str = "",
    *,
    prospect: int | None = None,
    contact: int | None = None,
    name: str = "",
    short: bool = False,
) -> dict[str, Any]:
    """{% phone contact.phone contact.phone_e164 prospect=… contact=… name=… %}

    ``short`` shows the glyph alone. Coming back to the page after a call opens the log
    (static/js/calls.js).
    """
    home = Organisation.current().country
    return {
        "text": phones.written(typed, e164, home),
        "dialled": phones.dialled(typed, e164),
        "prospect": prospect or "",
        "contact": contact or "",
        "name": name,
        "short": short,
    }
