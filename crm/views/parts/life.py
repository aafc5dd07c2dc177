"""One prospect as its page shows it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from crm import timeline
from crm.models import Contact, Organisation, User
from crm.templatetags.formats import day, money_minor
from crm.views.parts import words
from crm.views.parts.brought import brought
from crm.views.parts.life_line import life_line, to_first_order
from crm.views.parts.told import timeline_of

#: More of them stand in the lists.
DEALS, PEOPLE = 8, 50


def page_of_prospect(
    prospect: Any, *, reader: User, now: datetime, show: str, before: str
) -> dict[str, Any]:
    """Everything on the page; ``prospect`` comes from ``prospect_facts.with_facts``."""
    people = prospect.contacts.filter(archived_at__isnull=True)
    deals = prospect.deals.select_related("stage").order_by("-opened_at", "-pk")
    steps = prospect.steps.standing().select_related(
        "rep", "disqualify_reason", "churn_reason"
    )
    contacts = list(people.order_by("-is_main", "name", "pk")[:PEOPLE])
    return {
        "prospect": prospect,
        "changeable": prospect.changeable,
        "chip": words.standing_chip(prospect),
        "place": words.joined(prospect.city, prospect.region),
        "why": words.why_seen(prospect.owner, reader),
        "steps": life_line(prospect, steps, Organisation.current().uses_mql),
        "to_first_order": to_first_order(prospect),
        "timeline": history_of(
            prospect, reader=reader, now=now, show=show, before=before
        ),
        "deals": [_deal(deal) for deal in deals[:DEALS]],
        "contacts": contacts,
        "call": _first_number(prospect, contacts),
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


def _deal(deal: Any) -> dict[str, Any]:
    if deal.is_open:
        close = day(deal.expected_close_on) if deal.expected_close_on else ""
        expects = _("close expected %(day)s") % {"day": close} if close else ""
        about = words.joined(deal.stage, expects)
    else:
        said = _("✓ Won on %(day)s") if deal.won_at else _("✕ Lost on %(day)s")
        about = said % {"day": day(deal.ended_at)}
    return {
        "url": reverse("crm:deal", args=[deal.pk]),
        "name": deal.name,
        "amount": money_minor(deal.amount, deal.currency),
        "about": about,
    }
