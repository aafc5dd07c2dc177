"""A rate written down by an admin, with what it prices in the same transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from crm.models import ExchangeRate, User
from crm.services.rates.coming import Came, price_what_waits
from crm.services.reference import save_row


@transaction.atomic
def save_rate(
    *,
    row: ExchangeRate,
    values: dict[str, Any],
    by: User,
    now: datetime,
    again: bool = False,
) -> tuple[ExchangeRate, Came]:
    """Create or change the rate and price what waited for it.

    ``again``: also what has a price already and a day this rate covers; else that keeps its rate.
    """
    save_row(row=row, values=values, by=by, now=now)
    came = price_what_waits(
        currency=row.currency,
        by=by,
        now=now,
        again_from=row.day if again else None,
    )
    return row, came
