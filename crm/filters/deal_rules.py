"""What a list of deals is narrowed by beyond its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from crm.civil import starts_at
from crm.forms.fields import read_amount
from crm.models import DealLine, Organisation
from crm.money import to_minor
from crm.templatetags.formats import day

Rows = QuerySet[Any, Any]
MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


def with_product(rows: Rows, value: str) -> Rows:
    """Deals that sell the product, on any line."""
    if not value.isdecimal() or len(value) > 18:
        return rows.none()
    sold = DealLine.objects.filter(product=int(value)).values("deal")
    return rows.filter(Q(main_product=int(value)) | Q(pk__in=sold))


def at_least(rows: Rows, value: str) -> Rows:
    """At least this much in the base currency, written the reader's way."""
    amount = _minor(value)
    return rows.none() if amount is None else rows.filter(base_amount__gte=amount)


def at_most(rows: Rows, value: str) -> Rows:
    amount = _minor(value)
    return rows.none() if amount is None else rows.filter(base_amount__lte=amount)


def _minor(value: str) -> int | None:
    try:
        return to_minor(read_amount(value), Organisation.current().base_currency)
    except ValidationError:
        return None


def stale(rows: Any, now: datetime) -> Rows:
    """Open, longer still than the stage allows, nothing ahead."""
    zone = Organisation.current().zone
    today = timezone.localtime(now, zone).date()
    found: Rows = rows.with_life().stale_on(
        today, starts_at(today + timedelta(days=1), zone)
    )
    return found


def expected_in(rows: Rows, value: str, now: datetime) -> Rows:
    """Expected to close in a month: ``this``, ``next``, 2026-11; ``late`` or ``none``."""
    today = _today(now)
    if value == "none":
        return rows.filter(expected_close_on__isnull=True)
    if value == "late":
        return rows.filter(state="open", expected_close_on__lt=today)
    first = _month_of(value, today)
    if first is None:
        return rows.none()
    return rows.filter(
        expected_close_on__gte=first, expected_close_on__lt=_after(first)
    )


def expected_choices(now: datetime) -> list[tuple[str, Any]]:
    """What may be chosen: relative months keep a saved view alive, the year around is named."""
    relative = [
        ("late", _("Overdue")),
        ("this", _("This month")),
        ("next", _("Next month")),
        ("none", _("No date")),
    ]
    return [*relative, *_months(_today(now).replace(day=1))]


def _months(first: date) -> Iterator[tuple[str, str]]:
    month = (first - timedelta(days=62)).replace(day=1)
    for _each in range(12):
        yield f"{month:%Y-%m}", str(capfirst(day(month, "month")))
        month = _after(month)


def _month_of(value: str, today: date) -> date | None:
    this = today.replace(day=1)
    if value in ("this", "next"):
        return this if value == "this" else _after(this)
    found = MONTH.fullmatch(value)
    if not found or not 1900 <= int(found[1]) < 2200 or not 1 <= int(found[2]) <= 12:
        return None
    return date(int(found[1]), int(found[2]), 1)


def _after(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _today(now: datetime) -> date:
    return timezone.localtime(now, Organisation.current().zone).date()
