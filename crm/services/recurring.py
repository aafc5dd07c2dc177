"""What a recurring amount is worth a month."""

from __future__ import annotations

from decimal import Decimal

from crm.money import half_up

MONTHS = {"month": 1, "quarter": 3, "year": 12}


def a_month(amount: int, interval: str) -> int:
    """Minor units a month: a quarter's third, a year's twelfth, rounded half up once.

    100.00 a year is 8.33 a month: twelve months of MRR may differ from the year by a few cents,
    as in every book that counts MRR. The amount that is billed stays on the deal.
    """
    return half_up(Decimal(amount) / MONTHS[interval])
