"""What revenue is made of: the organisation chooses on which day it counts.

Margin, the number of deals and the pipeline stay with the win.
"""

from __future__ import annotations

from kpis.measures import choice
from kpis.options import Either

BASIS = "revenue_basis"


def _of(won: str, delivered: str) -> Either:
    return Either(BASIS, (("won", won), ("delivered", delivered)), choice)


AMOUNT = _of("won_amount", "delivered_amount")
PRICED = _of("deals_priced", "delivered_priced")
FROM_CUSTOMERS = _of("won_from_customers", "delivered_to_customers")
