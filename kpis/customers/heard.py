"""When a customer was last heard, and how often somebody usually speaks to them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from django.db.models import Count, F, Max, Min

from crm.civil import civil_day, starts_at
from crm.models import Activity, DealMovement, Organisation
from kpis.compiler import civil_date
from kpis.customers.portrait import Part
from kpis.periods import between

#: The habit of a customer is read from as many months.
HABIT_MONTHS = 24
#: Days on which somebody spoke to them that make a habit.
HABITUAL = 4


def words(ids: Any, today: date) -> Part:
    """The last word, and how often somebody usually speaks to them."""
    zone = Organisation.current().zone
    window = between(today - timedelta(days=HABIT_MONTHS * 30), today)
    held = Activity.objects.held().filter(
        prospect__in=ids,
        at__gte=starts_at(window.first, zone),
        at__lt=starts_at(window.end, zone),
    )
    days = held.order_by().annotate(on=civil_date(F("at"), window, zone))
    rows = days.values("prospect").annotate(
        first=Min("on"), last=Max("on"), n=Count("on", distinct=True)
    )
    return {
        row["prospect"]: {
            "last_word": row["last"],
            "usual": habit(row["first"], row["last"], row["n"]),
        }
        for row in rows
    }


def habit(first: date, last: date, days: int) -> Fraction | None:
    """Mean days between two of so many days; null of fewer than make a habit."""
    return Fraction((last - first).days, days - 1) if days >= HABITUAL else None


def orders(ids: Any, now: datetime) -> Part:
    wins = DealMovement.objects.of("won").filter(deal__prospect__in=ids, at__lte=now)
    rows = wins.order_by().values("deal__prospect").annotate(last=Max("at"))
    zone = Organisation.current().zone
    return {
        row["deal__prospect"]: {"last_order": civil_day(row["last"], zone)}
        for row in rows
    }
