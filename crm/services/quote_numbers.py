"""Numbers of quotes: Q-2026-0001 and on, each year from 1, unique and without a gap."""

from __future__ import annotations

from datetime import datetime

from crm.models import Organisation, Quote
from crm.services.deal_taking import day_of

PREFIX = "Q"


def next_number(now: datetime) -> str:
    """The number after the year's highest. Inside the transaction that saves the quote: the
    organisation's row is locked until its end, so two quotes never see the same highest one."""
    Organisation.objects.select_for_update().get(pk=1)
    year = day_of(now).year
    return f"{PREFIX}-{year}-{_highest(year) + 1:04}"


def is_last(quote: Quote) -> bool:
    """Whether the quote may vanish without leaving a gap."""
    head, _, count = quote.number.rpartition("-")
    prefix, _, year = head.partition("-")
    if prefix != PREFIX or not year.isdecimal() or not count.isdecimal():
        return True
    Organisation.objects.select_for_update().get(pk=1)
    return int(count) == _highest(int(year))


def _highest(year: int) -> int:
    numbers = Quote.objects.numbered(f"{PREFIX}-{year}-")
    return max((int(number.rpartition("-")[2]) for number in numbers), default=0)
