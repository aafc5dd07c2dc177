"""One deal as its page shows it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from crm import timeline
from crm.models import Deal, Stage, User
from crm.views.parts import words
from crm.views.parts.calls_made import last_calls, said_of
from crm.views.parts.sale import sale_of_deal
from crm.views.parts.told import timeline_of


def page_of_deal(
    deal: Any, *, reader: User, now: datetime, show: str = "", before: str = ""
) -> dict[str, Any]:
    """Everything on the page; ``deal`` comes from ``access.marking``."""
    changeable = deal.changeable
    sale = sale_of_deal(deal, now=now)
    stages: list[Stage] = sale.pop("way")
    history = timeline_of(
        timeline.of_deal(deal.pk),
        now=now,
        changeable=changeable,
        reader=reader,
        show=show,
        before=before,
    )
    fragment = reverse("crm:deal-timeline", args=[deal.pk])
    return {
        "deal": deal,
        "call": said_of(deal, last_calls([deal.pk]), reader) if deal.is_open else None,
        "chip": words.deal_chip(deal),
        "changeable": changeable,
        "why": words.why_seen(deal.owner, reader),
        "stages": stages if deal.is_open else [],
        "stage_steps": _stage_steps(deal, stages, now),
        **sale,
        "timeline": history | {"fragment_url": fragment},
    }


def _stage_steps(
    deal: Deal, stages: list[Stage], now: datetime
) -> list[dict[str, str]]:
    """The way of the deal as a life line: stages behind, the one it is in, those ahead."""
    steps = []
    for stage in stages:
        state = "ahead"
        if not deal.is_open or stage.position < deal.stage.position:
            state = "done"
        elif stage.pk == deal.stage_id:
            state = "now"
        entered = words.full(deal.stage_entered_at, now)
        on = entered if state == "now" else ""
        steps.append({"name": str(stage), "on": on, "note": "", "state": state})
    if not deal.is_open and deal.ended_at:
        name = _("Won") if deal.won_at else _("Lost")
        ended = words.full(deal.ended_at, now)
        steps.append({"name": name, "on": ended, "note": "", "state": "now"})
    return steps
