"""Writing a price that came late: the row, its announcement, its line in the audit."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from crm.announce import announce, as_it_is
from crm.models import Contract, CostEntry, Quote, User
from crm.services import cost_days
from crm.services.deal_taking import day_of
from crm.services.history import difference, record
from crm.services.rates.book import Wanted
from crm.services.rates.days import day_of_quote

PRICE = ("rate", "base_amount")


def told(before: Any, row: Any, *, by: User | None, now: datetime) -> bool:
    """Leave a line of the price that changed; whether it did."""
    changes = difference(before, row, PRICE)
    if changes:
        record(by=by, action="priced late", row=row, at=now, changes=changes)
    return bool(changes)


def price_quote(row: Quote, wanted: Wanted, by: User | None, now: datetime) -> bool:
    return _plain(row, wanted, day_of_quote(row), by, now)


def price_contract(
    row: Contract, wanted: Wanted, by: User | None, now: datetime
) -> bool:
    return _plain(row, wanted, day_of(row.signed_at), by, now)


def price_cost(row: CostEntry, wanted: Wanted, by: User | None, now: datetime) -> bool:
    """At the first day of its month; what was spent on a deal, on a day not kept, within the month."""
    priced = row.base_amount is not None
    if row.deal_id is None or priced:
        return _plain(row, wanted, row.month, by, now)
    return _at(row, wanted, wanted.book.within(row.month, _end(row.month)), by, now)


def _end(month: date) -> date:
    return (month.replace(day=28) + (date.resolution * 4)).replace(day=1) - (
        date.resolution
    )


def _plain(row: Any, wanted: Wanted, day: date, by: User | None, now: datetime) -> bool:
    rate = wanted.rate(day, priced=row.base_amount is not None)
    return _at(row, wanted, rate, by, now)


def _at(
    row: Any, wanted: Wanted, rate: Decimal | None, by: User | None, now: datetime
) -> bool:
    if rate is None:
        return False
    before = as_it_is(row)
    row.rate, row.base_amount = rate, wanted.book.worth(row.amount, rate)
    row.save(update_fields=PRICE)
    announce(before, row)
    if isinstance(row, CostEntry):
        cost_days.spread(row)
    return told(before, row, by=by, now=now)
