"""What a strip offers after a write: the way back, and the next thing to do."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from crm.models import Activity, WayBack
from crm.services.today.retry import NOT_REACHED, retry_at
from crm.views.parts.words import soon


class Offer(NamedTuple):
    """A button of a strip: POST the address, under these words."""

    url: str
    text: str


def undo_of(back: WayBack | None) -> str:
    """Where to undo; nothing for what was done already."""
    return reverse("crm:undo", args=[back.pk]) if back else ""


def offer_after(call: Activity, outcome: str, now: datetime) -> Offer | None:
    """Try again at the other half of the next working day, when nobody was reached."""
    if outcome not in NOT_REACHED:
        return None
    at = retry_at(tried_at=now, person=call.rep, now=now)
    text = _("Try again %(when)s") % {"when": soon(at, all_day=False, now=now)}
    return Offer(reverse("crm:activity-again", args=[call.pk]), text)
