"""What a customer bought and pays, and until when they promised to."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q

from crm.models import Contract
from kpis.catalogue import KPIS
from kpis.customers.portrait import Part
from kpis.periods import DAY, Period, months_before
from kpis.question import Question
from kpis.rollup import figures
from kpis.scope import ALL
from kpis.spec import CUSTOMER

#: Recurring revenue is compared with that of so many months ago.
MRR_MONTHS = 3
#: So many customers are asked for by name; of more, everybody's rows are read at once.
FEW = 2_000
#: Amounts of the last twelve months, and since ever.
YEARLY, EVER = ("revenue", "gross_margin"), ("clv_observed",)


def contracts(ids: Any, today: date) -> Part:
    """The day the last running contract is planned to end; nothing where one has no planned end."""
    rows = Contract.objects.running_on(today).filter(prospect__in=ids).order_by()
    told = rows.values("prospect").annotate(
        ends=Max("end_on"), endless=Count("pk", filter=Q(end_on__isnull=True))
    )
    return {
        row["prospect"]: {"contract_ends": row["ends"]}
        for row in told
        if not row["endless"]
    }


def year_until(today: date) -> Period:
    """The twelve months that end today."""
    end = today + DAY
    return Period(months_before(Period(end, end + DAY), 12).first, end)


def amounts(ids: Collection[int], today: date) -> Part:
    """What each brought in twelve months and ever, and recurring revenue now and before.

    Of many, more than these are told.
    """
    where = {CUSTOMER: frozenset(ids)} if len(ids) <= FEW else {}
    asked = Question(ALL, year_until(today), today, (CUSTOMER,), where)
    told = figures([KPIS[key] for key in (*YEARLY, *EVER)], asked)
    found: dict[int, dict[str, Any]] = {}
    for key, values in told.items():
        for (pk,), value in values.items():
            amounts = found.setdefault(pk, {}).setdefault("amounts", {})
            amounts[key] = int(value.numerator or 0)
    earlier = months_before(Period(today, today + DAY), MRR_MONTHS)
    for name, period in (("mrr", Period(today, today + DAY)), ("mrr_before", earlier)):
        mrr = figures([KPIS["mrr"]], asked.over(period))["mrr"]
        for (pk,), value in mrr.items():
            found.setdefault(pk, {})[name] = int(value.value or 0)
    return found
