"""The contracts of a customer, as their card shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from crm.models import Contract, Prospect
from crm.templatetags.formats import day, money_minor


def contracts_card(prospect: Prospect, rows: Sequence[Contract]) -> dict[str, Any]:
    """{rows: [{said, amount, signed, reason, running, end_url}], may_sign}; reasons come annotated."""
    return {
        "rows": [_shown(row) for row in sorted(rows, key=lambda r: bool(r.ended_at))],
        "may_sign": prospect.converted_at is not None,
    }


def _shown(row: Any) -> dict[str, Any]:
    days = {"start": day(row.start_on, "year"), "end": day(row.end_on, "year")}
    said = _("%(start)s to %(end)s") if row.end_on else _("Since %(start)s")
    return {
        "said": said % days,
        "amount": "" if row.amount is None else money_minor(row.amount, row.currency),
        "signed": day(row.signed_at, "year"),
        "ended": day(row.ended_at, "year") if row.ended_at else "",
        "reason": row.reason_name or "",
        "end_url": reverse("crm:contract-end", args=[row.pk]),
    }
