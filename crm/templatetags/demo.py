"""The three people of the demo, one click each on the sign-in page. Never outside the demo."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import gettext as _

register = template.Library()


@register.inclusion_tag("account/_enter_as.html", takes_context=True)
def enter_as(context: template.Context) -> dict[str, Any]:
    """A button for each login that `seed` wrote; nothing unless this installation is the demo."""
    labels = {
        "rep": _("Enter as a sales rep"),
        "manager": _("Enter as a manager"),
        "admin": _("Enter as an administrator"),
    }
    logins = _logins() if settings.DEMO else {}
    people = [
        {"role": role, "label": label, **logins[role]}
        for role, label in labels.items()
        if role in logins
    ]
    return {"people": people, "csrf_token": context.get("csrf_token", "")}


def _logins() -> dict[str, dict[str, str]]:
    try:
        text = (Path(settings.DATA) / "demo-logins.json").read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    found: dict[str, dict[str, str]] = json.loads(text)
    return found
