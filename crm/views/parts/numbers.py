"""A gentle word on a number that cannot be dialled as it was typed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from crm import findable
from crm.models import Prospect
from crm.views.parts import words


def said_of(said: str, typed: dict[str, Any], prospect: Prospect) -> str:
    """What to say after saving: the number is kept as typed, and that it is not one to dial."""
    country = findable.country_of(prospect)
    numbers = [typed.get(name) or "" for name in ("phone", "mobile")]
    unread = [each for each in numbers if each and not findable.e164(each, country)]
    if not unread:
        return said
    warning = _("Kept as typed, but not a number to dial: %(numbers)s.") % {
        "numbers": words.joined(*unread)
    }
    return words.joined(said, warning, by=" ")
