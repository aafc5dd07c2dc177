"""The rates of one currency, and which amounts a rate that came late may price."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from crm.models import ExchangeRate, Organisation
from crm.pricing import at_rate


class Book:
    """Every rate of a currency, read once: as ``pricing.rate_on``, for many days."""

    def __init__(self, currency: str) -> None:
        self.currency = currency
        self.base = Organisation.current().base_currency
        rows = ExchangeRate.objects.filter(currency=currency).order_by("day")
        known = list(rows.values_list("day", "rate"))
        self.days = [day for day, _rate in known]
        self.rates = [rate for _day, rate in known]

    def on(self, day: date) -> Decimal | None:
        """The last rate on or before the day."""
        place = bisect.bisect_right(self.days, day)
        return self.rates[place - 1] if place else None

    def within(self, first: date, last: date) -> Decimal | None:
        """The rate of the first day, else the first one that came until the last."""
        found = self.on(first)
        place = bisect.bisect_right(self.days, first)
        late = place < len(self.days) and self.days[place] <= last
        return self.rates[place] if found is None and late else found

    def last_day_of(self, first: date) -> date:
        """The last day a rate from ``first`` on holds: the one before the next rate."""
        place = bisect.bisect_right(self.days, first)
        after = self.days[place] if place < len(self.days) else date.max
        return after - timedelta(days=1)

    def worth(self, amount: int | None, rate: Decimal | None) -> int | None:
        return at_rate(amount, currency=self.currency, base=self.base, rate=rate)


@dataclass(frozen=True)
class Wanted:
    """What to price: what has no price, and from ``again_from`` on what one rate covers, priced or not.

    An amount keeps the rate it was priced at unless somebody asks to price it again: the rate is part
    of the fact.
    """

    book: Book
    again_from: date | None = None

    def rate(self, day: date, *, priced: bool) -> Decimal | None:
        """The rate that prices a fact of this day; null when it is to be left as it is."""
        return self.book.on(day) if self.covers(day, priced=priced) else None

    def covers(self, day: date, *, priced: bool) -> bool:
        first = self.again_from
        return not priced or (
            first is not None and first <= day <= self.book.last_day_of(first)
        )
