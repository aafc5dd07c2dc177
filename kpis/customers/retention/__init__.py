"""(6) Customers at risk: each reason in words, with its day. The score is how many reasons there are.

No weights and nothing learnt: a reader who doubts the score counts the reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from crm.models import Organisation
from kpis.customers import Portrait, sum_of
from kpis.customers.retention.reasons import RULES, Reason, reasons_of

__all__ = ["RULES", "Risk", "at_risk", "reasons_of", "revenue_at_risk"]


@dataclass(frozen=True)
class Risk:
    customer: Portrait
    reasons: Sequence[Reason]

    @property
    def score(self) -> int:
        return len(self.reasons)


def at_risk(found: Iterable[Portrait], today: date) -> list[Risk]:
    """Customers with a reason: most reasons first, then the most revenue of twelve months."""
    silent_after = Organisation.current().silent_after_days
    currency = Organisation.current().base_currency
    risks = [
        Risk(each, reasons_of(each, today, silent_after, currency)) for each in found
    ]
    return sorted(
        (risk for risk in risks if risk.reasons),
        key=lambda risk: (
            -risk.score,
            -risk.customer.amounts.get("revenue", 0),
            risk.customer.pk,
        ),
    )


def revenue_at_risk(risks: Iterable[Risk]) -> int:
    """What these customers bought in the last twelve months, in minor units."""
    return sum_of((risk.customer for risk in risks), "revenue")
