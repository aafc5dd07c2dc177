"""The journal of a customer's recurring revenue: what each change added, and what it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from crm.models import MrrMovement, Organisation, Prospect, Subscription
from crm.templatetags.formats import day, money_minor
from crm.views.parts.recurring import subscription_row

#: Changes that are shown; the rest is history of years ago.
SHOWN = 30


def mrr_rows(prospect: Prospect) -> Any:
    """The movements with the names they are shown by, the newest first."""
    rows = MrrMovement.objects.filter(prospect=prospect).annotate(
        currency=F("subscription__currency"),
        product_name=F("subscription__product__name"),
        rep_name=F("rep__full_name"),
    )
    return rows.order_by("-at", "-pk")


def recurring_card(
    prospect: Prospect, rows: Sequence[Subscription], journal: Sequence[Any]
) -> dict[str, Any]:
    """{rows, total, unpriced, journal: [{on, amount, base, about}], may_start}."""
    base = Organisation.current().base_currency
    known = [row.amount for row in journal if row.amount is not None]
    running = sorted(rows, key=lambda row: bool(row.ended_on))
    return {
        "rows": [subscription_row(row, back="prospect") for row in running],
        "total": money_minor(sum(known), base),
        "unpriced": sum(row.base_amount is None and not row.ended_on for row in rows),
        "journal": [_told(row, base) for row in journal[:SHOWN]],
        "may_start": prospect.converted_at is not None,
    }


def _told(row: Any, base: str) -> dict[str, str]:
    ours = row.currency == base
    worth = _("no rate") if row.amount is None else _signed(row.amount, base)
    return {
        "on": day(row.at, "year"),
        "amount": _signed(row.original_amount, row.currency),
        "base": "" if ours else worth,
        "about": ", ".join(filter(None, [row.product_name, row.rep_name])),
    }


def _signed(minor: int, currency: str) -> str:
    said = money_minor(minor, currency)
    return f"+{said}" if minor > 0 else said
