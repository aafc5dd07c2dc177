"""(6) Expected dates that keep being put off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from crm.models import DealMovement


@dataclass(frozen=True)
class Slipped:
    """An open deal whose expected date was put off, how often and by how many days in all."""

    deal: int
    times: int
    days: int
    first: date
    now: date


def slipped(deals: Sequence[int], least: int = 1) -> list[Slipped]:
    """Of these open deals those put off at least so often, the worst first. One query."""
    rows = DealMovement.objects.filter(
        deal__in=deals, kind__in=["opened", "expected"], count=1
    )
    told = rows.order_by("deal", "at", "pk").values_list("deal", "expected_close_on")
    dates: dict[int, list[date]] = {}
    for deal, day in told:
        if day is not None:
            dates.setdefault(deal, []).append(day)
    found = []
    for deal, days in dates.items():
        later = [now - was for was, now in pairwise(days) if now > was]
        if len(later) >= least:
            total = sum(later, timedelta(0)).days
            found.append(Slipped(deal, len(later), total, days[0], days[-1]))
    return sorted(found, key=lambda each: (-each.times, -each.days, each.deal))
