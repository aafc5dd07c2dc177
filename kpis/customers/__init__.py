"""(6) Each customer as they stand today: what they bring, when they were last heard, what they said.

These are records: who may open a customer sees all of it, whoever sold it, so that two readers of one
record never see two amounts. Amounts come from ``rollup``, over everybody's figures, split by customer.

``worth`` ranks them, ``loyalty`` lists those that meet conditions, ``retention`` those at risk, ``prospecting``
looks back at where they came from.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from crm.civil import civil_day
from crm.models import Organisation, Prospect
from kpis.customers.brought import MRR_MONTHS, amounts, contracts, year_until
from kpis.customers.heard import habit, orders, words
from kpis.customers.portrait import Portrait, sum_of
from kpis.customers.said import answers, complaints
from kpis.customers.whose import of_reader

__all__ = [
    "MRR_MONTHS",
    "Portrait",
    "habit",
    "of_reader",
    "portraits",
    "sum_of",
    "year_until",
]


def portraits(rows: QuerySet[Prospect, Prospect], now: datetime) -> list[Portrait]:
    """Each of the customers, by name; about a dozen queries, however many they are."""
    zone = Organisation.current().zone
    today = civil_day(now, zone)
    told = list(
        rows.order_by("name_key", "pk").values_list(
            "pk", "name", "owner__full_name", "converted_at"
        )
    )
    ids = rows.order_by().values("pk")
    known: dict[int, dict[str, Any]] = {pk: {} for pk, *_rest in told}
    parts = (
        words(ids, today),
        orders(ids, now),
        complaints(ids),
        answers(ids, now),
        contracts(ids, today),
        amounts(known, today) if known else {},
    )
    for part in parts:
        for pk, facts in part.items():
            if pk in known:
                known[pk] |= facts
    return [
        Portrait(pk, name, owner, civil_day(at, zone), **known[pk])
        for pk, name, owner, at in told
        if at is not None
    ]
