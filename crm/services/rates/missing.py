"""Which amounts have no price, and from which day a rate would give them one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import CharField, Count, F, Min
from django.db.models.functions import Cast, TruncDate

from crm.models import ExchangeRate, Organisation
from crm.services.rates.kinds import KINDS, Kind


class Missing(NamedTuple):
    """Amounts of one currency without a price, and the day of the earliest.

    ``waits``: the currency has a rate, which may be of a later day.
    """

    currency: str
    number: int
    since: date
    waits: bool


def missing() -> list[Missing]:
    """By currency, in two queries."""
    found: dict[str, list[Any]] = {}
    for currency, number, first in _counts(Organisation.current()):
        kept = found.setdefault(currency, [0, first])
        kept[0] += number
        kept[1] = min(kept[1], first)
    if not found:
        return []
    rates = ExchangeRate.objects.filter(currency__in=found)
    begun = set(rates.values_list("currency", flat=True))
    return [
        Missing(name, number, first, name in begun)
        for name, (number, first) in sorted(found.items())
    ]


def _counts(us: Organisation) -> Iterable[Any]:
    branches = [_branch(kind, us) for kind in KINDS]
    whole: Iterable[Any] = branches[0].union(*branches[1:], all=True)
    return whole


def _branch(kind: Kind, us: Organisation) -> Any:
    rows = kind.model._base_manager.filter(kind.unpriced).exclude(amount=None)
    instant = kind.since.endswith("_at")
    on: Any = TruncDate(kind.since, tzinfo=us.zone) if instant else F(kind.since)
    return (
        rows.exclude(currency=us.base_currency)
        .order_by()
        .values(of=Cast(F("currency"), CharField()))
        .annotate(n=Count("pk"), first=Min(on))
        .values_list("of", "n", "first")
    )
