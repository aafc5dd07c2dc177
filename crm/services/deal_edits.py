"""One edit of a deal's page: its description and its expected close, together or not at all."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from crm.models import Deal, User
from crm.services.deals import edit_deal, expect_close


@transaction.atomic
def revise_deal(
    *,
    deal_id: int,
    by: User,
    now: datetime,
    seen: int | None,
    expected_close_on: date | None = None,
    expects: bool = False,
    **description: Any,
) -> Deal:
    """Change the description, and with ``expects`` the expected close, which the journal keeps."""
    deal = edit_deal(deal_id=deal_id, by=by, now=now, seen=seen, **description)
    if expects and deal.expected_close_on != expected_close_on:
        deal = expect_close(deal_id=deal_id, on=expected_close_on, by=by, now=now)
    return deal
