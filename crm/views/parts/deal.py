"""One deal as its page shows it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from crm import access
from crm.models import Activity, Complaint, Deal, Quote, Stage, User
from crm.templatetags.formats import money_minor, number, percent
from crm.views.parts import timeline, words

READ = 300


def page_of_deal(
    deal: Deal, *, reader: User, now: datetime, older: bool
) -> dict[str, Any]:
    changeable = access.may_change(reader, deal)
    stages = Stage.objects.current().filter(pipeline=deal.stage.pipeline_id)
    lines = list(deal.lines.select_related("product"))
    entries = _entries(deal, changeable)
    return {
        "deal": deal,
        "chip": words.deal_chip(deal),
        "changeable": changeable,
        "why": words.why_seen(deal.owner, reader),
        "stages": stages.open() if deal.is_open else [],
        "stage_steps": _stage_steps(deal, list(stages.open())),
        "lines": [_line(line, deal.currency) for line in lines],
        "total": money_minor(deal.amount, deal.currency),
        "margin": _margin(deal, lines),
        "timeline": timeline.grouped(entries, now, older=older),
    }


def _entries(deal: Deal, changeable: bool) -> list[timeline.Entry]:
    activities = Activity.objects.filter(deal=deal).select_related("contact")
    moves = deal.movements.select_related("deal__lost_reason", "stage", "rep")
    complaints = Complaint.objects.filter(deal=deal).select_related("reason")
    quotes = Quote.objects.filter(deal=deal, sent_at__isnull=False)
    return [
        *timeline.of_activities(
            activities.order_by("-at")[:READ], changeable=changeable
        ),
        *timeline.of_movements(moves.order_by("-at", "-pk")[:READ]),
        *timeline.of_complaints(complaints),
        *timeline.of_quotes(quotes),
    ]


def _stage_steps(deal: Deal, stages: list[Stage]) -> list[dict[str, str]]:
    """The way of the deal as a life line: stages behind, the one it is in, those ahead."""
    steps = []
    for stage in stages:
        state = "ahead"
        if not deal.is_open or stage.position < deal.stage.position:
            state = "done"
        elif stage.pk == deal.stage_id:
            state = "now"
        entered = words.full(deal.stage_entered_at, deal.stage_entered_at)
        on = entered if state == "now" else ""
        steps.append({"name": str(stage), "on": on, "note": "", "state": state})
    if not deal.is_open and deal.ended_at:
        name = _("Won") if deal.won_at else _("Lost")
        ended = words.full(deal.ended_at, deal.ended_at)
        steps.append({"name": name, "on": ended, "note": "", "state": "now"})
    return steps


def _line(line: Any, currency: str) -> dict[str, str]:
    return {
        "name": line.label or str(line.product),
        "quantity": number(line.quantity.normalize()),
        "price": money_minor(line.unit_price, currency),
        "discount": percent(line.discount_bp / 10_000) if line.discount_bp else "",
        "amount": money_minor(line.amount, currency),
    }


def _margin(deal: Deal, lines: list[Any]) -> str:
    """Margin in the base currency, and its share of the revenue; empty when costs are unknown."""
    from crm.models import Organisation

    costs = [line.base_cost for line in lines]
    if not lines or None in costs or not deal.base_amount:
        return ""
    margin = deal.base_amount - sum(costs)
    base = Organisation.current().base_currency
    return f"{money_minor(margin, base)}, {percent(margin / deal.base_amount)}"
