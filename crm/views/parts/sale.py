"""What a deal brings and takes, as its page shows it: one query for all of its small tables."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import F

from crm.models import (
    Attachment,
    CostEntry,
    Deal,
    Organisation,
    Quote,
    Stage,
    Subscription,
    TimeEntry,
)
from crm.printing.quote_words import rate
from crm.services.deal_taking import day_of
from crm.templatetags.formats import DASH, money_minor, number, percent
from crm.together import together
from crm.views.parts import words
from crm.views.parts.files import files_of
from crm.views.parts.profit import profit_of
from crm.views.parts.quote import quotes_of_deal
from crm.views.parts.recurring import recurring_of
from crm.views.parts.sums import sums_of, totals
from crm.views.parts.worth import worth_of


def sale_of_deal(deal: Deal, *, now: datetime) -> dict[str, Any]:
    """{way: its stages, total, worth, lines, sums, quotes, recurring, delivery, profit, files} of its cards."""
    found = together(
        lines=deal.lines.annotate(product_name=F("product__name")),
        quotes=Quote.objects.of_deal(deal),
        subscriptions=Subscription.objects.of_deal(deal).annotate(
            reason_name=F("churn_reason__name")
        ),
        time=TimeEntry.objects.of_deal(deal)
        .annotate(rep_name=F("rep__full_name"))
        .order_by("-day", "-pk"),
        costs=CostEntry.objects.of_deal(deal).order_by("-month", "-pk"),
        files=Attachment.objects.hanging_on("deal", deal.pk).annotate(
            by_name=F("by__full_name")
        ),
        way=Stage.objects.way_of(deal).order_by("position", "pk"),
    )
    lines = found["lines"]
    return {
        "way": found["way"],
        "total": money_minor(deal.amount, deal.currency),
        "worth": worth_of(deal),
        "lines": [_line(line, deal.currency) for line in lines],
        "sums": sums_of(lines, deal.currency),
        "quotes": quotes_of_deal(found["quotes"], now),
        "recurring": recurring_of(deal, found["subscriptions"]),
        "late": _late(deal, now),
        "profit": profit_of(deal, lines, found["time"], found["costs"]),
        "files": files_of("deal", deal.pk, found["files"]),
        "base": Organisation.current().base_currency,
    }


def _line(line: Any, currency: str) -> dict[str, str]:
    return {
        "name": line.label or line.product_name or "",
        "quantity": number(line.quantity.normalize()),
        "price": money_minor(line.unit_price, currency),
        "discount": rate(line.discount_bp) if line.discount_bp else "",
        "amount": money_minor(line.amount, currency),
        "margin": _margin(line, currency),
    }


def _margin(line: Any, currency: str) -> str:
    """€480, 33%; a dash when nobody knows what it costs."""
    _net, _discount, cost = totals([line])
    if cost is None:
        return DASH
    margin = line.amount - cost
    share = percent(Decimal(margin) / line.amount) if line.amount else ""
    return words.joined(money_minor(margin, currency), share)


def _late(deal: Deal, now: datetime) -> int:
    """Civil days past the promised day, of what is not delivered or came late; 0 when on time."""
    if deal.promised_on is None:
        return 0
    until = deal.delivered_on or (day_of(now) if deal.state == Deal.State.WON else None)
    return max(0, (until - deal.promised_on).days) if until else 0
