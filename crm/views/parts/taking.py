"""The deal a move is about, and the numbers that came with it."""

from __future__ import annotations

from crm import access
from crm.models import Deal
from crm.views.requests import SignedIn


def deal_to_change(request: SignedIn, pk: int) -> Deal:
    """404 outside the scope, 403 where this person may only read."""
    rows = Deal.objects.select_related("stage", "prospect", "lost_reason")
    return access.get_changeable(rows, request.user, pk)


def number_sent(request: SignedIn, name: str) -> int | None:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else None
