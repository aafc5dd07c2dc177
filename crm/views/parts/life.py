"""One prospect as its page shows it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from crm import timeline
from crm.models import Contact, Organisation, User
from crm.models.shipped import shown
from crm.templatetags.formats import money_minor
from crm.views.parts import words
from crm.views.parts.beside import beside_prospect
from crm.views.parts.brought import brought
from crm.views.parts.life_line import life_line, to_first_order
from crm.views.parts.told import timeline_of

#: More of them stand in the list of deals.
DEALS = 8


def page_of_prospect(
    prospect: Any, *, reader: User, now: datetime, show: str, before: str
) -> dict[str, Any]:
    """Everything on the page; ``prospect`` comes from ``prospect_facts.with_facts``."""
    beside = beside_prospect(prospect)
    uses_mql = Organisation.current().uses_mql
    return {
        **beside,
        "prospect": prospect,
        "changeable": prospect.changeable,
        "chip": words.standing_chip(prospect),
        "place": words.joined(prospect.city, prospect.region),
        "why": words.why_seen(prospect.owner, reader),
        "steps": life_line(prospect, beside["steps"], uses_mql),
        "to_first_order": to_first_order(prospect),
        "timeline": history_of(
            prospect, reader=reader, now=now, show=show, before=before
        ),
        "deals": [_deal(deal, now) for deal in beside["deals"][:DEALS]],
        "call": _first_number(prospect, beside["contacts"]),
        "brought": brought(prospect),
    }


def _first_number(prospect: Any, contacts: list[Contact]) -> dict[str, Any] | None:
    """Whom a tap calls: the first contact with a number, else the prospect's own."""
    for each in contacts:
        number = each.mobile_e164 or each.phone_e164
        if number:
            return {"number": number, "contact": each.pk, "name": each.name}
    number = prospect.phone_e164
    return {"number": number, "contact": "", "name": prospect.name} if number else None


def history_of(
    prospect: Any, *, reader: User, now: datetime, show: str, before: str
) -> dict[str, Any]:
    """A page of the prospect's stream."""
    found = timeline_of(
        timeline.of_prospect(prospect.pk),
        now=now,
        changeable=prospect.changeable,
        reader=reader,
        show=show,
        before=before,
    )
    fragment = reverse("crm:prospect-timeline", args=[prospect.pk])
    return found | {"fragment_url": fragment}


def _deal(deal: Any, now: datetime) -> dict[str, Any]:
    if deal.is_open:
        close = (
            words.dated(deal.expected_close_on, now) if deal.expected_close_on else ""
        )
        expects = _("close expected %(day)s") % {"day": close} if close else ""
        about = words.joined(shown(deal.stage_name), expects)
    else:
        said = _("✓ Won on %(day)s") if deal.won_at else _("✕ Lost on %(day)s")
        about = said % {"day": words.dated(deal.ended_at, now)}
    return {
        "url": reverse("crm:deal", args=[deal.pk]),
        "name": deal.name,
        "amount": money_minor(deal.amount, deal.currency),
        "about": about,
    }
