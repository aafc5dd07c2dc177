"""What a deal brings again and again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from crm.models import Deal
from crm.services.recurring import a_month
from crm.templatetags.formats import day, money_minor


def recurring_of(deal: Deal, subscriptions: Sequence[Any]) -> dict[str, Any]:
    """{said, monthly, rows, lacks}: ``lacks`` when it was won and nobody knows for whom."""
    found: dict[str, Any] = {"said": "", "monthly": "", "lacks": False}
    if deal.recurring_amount is not None:
        money = money_minor(deal.recurring_amount, deal.currency)
        found["said"] = f"{money} {deal.get_recurring_interval_display()}"
        monthly = a_month(deal.recurring_amount, deal.recurring_interval)
        if deal.recurring_interval != Deal.Interval.MONTH:
            found["monthly"] = money_minor(monthly, deal.currency)
        won = deal.state == Deal.State.WON
        found["lacks"] = won and deal.prospect_id is None
    return found | {"rows": [subscription_row(row) for row in subscriptions]}


def subscription_row(row: Any, back: str = "") -> dict[str, Any]:
    """{monthly, since, reason, product, running, change_url, end_url}; names come annotated.

    ``back``: "prospect" when that is the page to come back to, else its deal.
    """
    after = f"?back={back}" if back else ""
    if row.ended_on is None:
        since = _("Since %(day)s") % {"day": day(row.started_on, "year")}
    else:
        since = _("%(start)s to %(end)s") % {
            "start": day(row.started_on, "year"),
            "end": day(row.ended_on, "year"),
        }
    return {
        "monthly": money_minor(row.amount, row.currency),
        "since": since,
        "reason": row.reason_name or "",
        "product": getattr(row, "product_name", None) or "",
        "running": row.ended_on is None,
        "change_url": reverse("crm:subscription-change", args=[row.pk]) + after,
        "end_url": reverse("crm:subscription-end", args=[row.pk]) + after,
    }
