"""The life of a prospect."""

from __future__ import annotations

from collections.abc import Iterator

from crm.models import ProspectStep
from kpis.recount.contribution import Contribution

STEP_MEASURE = {
    "detected": "leads_created",
    "sql": "leads_qualified",
    "converted": "conversions",
    "mql": "leads_marketing",
    "trial": "trials",
    "churned": "customers_lost",
}


def contributions() -> Iterator[Contribution]:
    for s in ProspectStep.objects.select_related("prospect").iterator():
        if s.withdrawn_at is not None:
            continue
        amounts = {STEP_MEASURE[s.step]: 1} if s.step in STEP_MEASURE else {}
        qualified = s.prospect.sql_at is not None
        customer = s.prospect.converted_at is not None
        if s.step == "detected" and s.prospect.contacted_at is not None:
            amounts["leads_contacted"] = 1
        if s.step == "detected" and customer:
            amounts["leads_converted"] = 1
        if s.step == "detected" and qualified:
            amounts["leads_turned_qualified"] = 1
        if s.step == "mql" and qualified:
            amounts["marketing_turned_qualified"] = 1
        if s.step == "sql" and customer:
            amounts["qualified_converted"] = 1
        yield s.at, s.rep_id, amounts
