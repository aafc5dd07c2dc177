"""The year of a French sales team: how much of an ordinary month each month is."""

from __future__ import annotations

from datetime import date, timedelta

from crm.seeding.lists import Clock

#: month -> share of an ordinary month, for orders
ORDERS = {
    1: 0.88, 2: 0.95, 3: 1.08, 4: 1.0, 5: 0.92, 6: 1.1,
    7: 0.95, 8: 0.6, 9: 1.06, 10: 1.06, 11: 1.04, 12: 1.14,
}  # fmt: skip
#: month -> share of an ordinary month, for new leads
LEADS = {
    1: 1.1, 2: 1.0, 3: 1.15, 4: 1.0, 5: 0.85, 6: 1.0,
    7: 0.8, 8: 0.5, 9: 1.3, 10: 1.15, 11: 1.05, 12: 0.7,
}  # fmt: skip


def month_after(day: date, count: int = 1) -> date:
    """The first day of the month ``count`` months after that of ``day``."""
    months = day.year * 12 + day.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


def months(first: date, last: date) -> list[date]:
    """First days of the months from that of ``first`` to that of ``last``, both included."""
    found = [first.replace(day=1)]
    while (following := month_after(found[-1])) <= last:
        found.append(following)
    return found


def growth(clock: Clock, month: date) -> float:
    """Leads came in ever faster: twice as many at the end as at the beginning."""
    whole = max(1, (clock.today - clock.warm).days)
    return 0.55 + 0.62 * min(1.0, max(0, (month - clock.warm).days) / whole)


def days_of(month: date) -> int:
    return (month_after(month) - month).days


def elapsed(month: date, today: date) -> float:
    """The share of the month that is behind."""
    return min(1.0, max(0.0, (today - month) / timedelta(days=days_of(month))))
