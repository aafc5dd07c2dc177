"""Money spent, customers acquired and people reached, in one line each, through the services."""

from __future__ import annotations

from datetime import date
from typing import Any

from crm.models import Campaign, Channel, CostEntry, Prospect, User, VisitorCount
from crm.services import reference
from tests.factories import NOW, paris, prospect, won_deal


def spend(amount: int, month: int, kind: str = "marketing", **said: Any) -> CostEntry:
    """A cost of a month of 2026, in minor units of EUR unless said otherwise."""
    values = {
        "month": date(2026, month, 1),
        "kind": kind,
        "amount": amount,
        "currency": "EUR",
    }
    row = reference.save_row(row=CostEntry(), values=values | said, by=None, now=NOW)
    assert isinstance(row, CostEntry)
    return row


def campaign(name: str = "Spring", month: int = 11, **said: Any) -> Campaign:
    values = {"name": name, "started_on": date(2026, month, 2)} | said
    row = reference.save_row(row=Campaign(), values=values, by=None, now=NOW)
    assert isinstance(row, Campaign)
    return row


def visited(count: int, day: date, channel: str = "Search ads") -> None:
    values = {
        "day": day,
        "channel": Channel.objects.get_or_create(name=channel)[0],
        "visitors": count,
    }
    reference.save_row(row=VisitorCount(), values=values, by=None, now=NOW)


def acquire(
    owner: User, count: int, month: int, day: int = 6, **said: Any
) -> list[Prospect]:
    """So many prospects that become customers by a win on that day."""
    at, found = paris(2026, month, day), []
    for _ in range(count):
        found.append(prospect(owner=owner, at=paris(2026, month, 1), **said))
        won_deal(owner=owner, prospect=found[-1], at=at)
    return found
