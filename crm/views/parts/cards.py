"""A deal as a card of the board."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from crm.templatetags.formats import day, money_minor, since
from crm.views.parts import words


def card(deal: Any, now: datetime, *, changeable: bool = True) -> dict[str, Any]:
    """What ``components/_deal_card.html`` shows. The deal comes from ``DealQuerySet.as_cards``."""
    closes = deal.expected_close_on if deal.is_open else deal.ended_at
    here = reverse("crm:deal", args=[deal.pk])
    movable = deal.is_open and changeable
    return {
        "id": deal.pk,
        "version": deal.version,
        "url": here,
        "prospect": deal.prospect.name if deal.prospect else deal.name,
        "title": deal.name if deal.prospect and deal.is_open else "",
        "amount": money_minor(deal.amount, deal.currency),
        "unpriced": deal.amount is not None and deal.base_amount is None,
        "closes": day(closes) if closes else "",
        "next": _next(deal, now) if deal.is_open else None,
        "rot": rot_text(deal, now),
        "moved": _moved(deal, now),
        "movable": movable,
        "urls": _addresses(deal.pk, here) if movable else None,
    }


def _addresses(pk: int, here: str) -> dict[str, str]:
    plan = f"{reverse('crm:log')}?deal={pk}"
    return {
        "move": f"{here}move/",
        "next": f"{plan}&plan=1",
        "log": plan,
        "won": f"{here}win/",
        "lost": f"{here}lose/",
    }


def rot_text(deal: Any, now: datetime) -> str:
    """How long a stale deal has lain, empty when it is not: by its days in the stage, never its age."""
    if not words.is_stale(deal, now):
        return ""
    return words.still_text(words.days_still(deal, now))


def _next(deal: Any, now: datetime) -> dict[str, str] | None:
    if deal.next_at is not None:
        text = words.next_text(
            deal.next_kind, deal.next_at, all_day=bool(deal.next_all_day), now=now
        )
        if deal.next_at < now and words.days_apart(deal.next_at, now) < 0:
            kind = words.kind_name(deal.next_kind)
            text = _("%(kind)s, overdue") % {"kind": kind}
        return {"icon": words.KIND_ICONS[deal.next_kind], "text": text}
    if deal.next_step_on is not None:
        said = words.joined(deal.next_step or _("Next step"), day(deal.next_step_on))
        return {"icon": "arrow-right", "text": said}
    return None


def _moved(deal: Any, now: datetime) -> str:
    """Sophie moved it, 2 min ago"""
    if not (deal.is_open and deal.moved_by):
        return ""
    name = str(deal.moved_by).split(" ", 1)[0]
    said = {"name": name, "when": since(deal.moved_at, now)}
    return _("%(name)s moved it, %(when)s") % said
