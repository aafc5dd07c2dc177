"""What a target asks for, backwards through the funnel: sales, opportunities, leads, demos, calls.

Arithmetic alone: the rates are somebody's own of the last twelve months (``kpis.funnel.rates``).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

#: What can be walked back, and the amount of one sale it needs to be.
FROM_AMOUNT, FROM_SALES = "revenue", "deals_won"
STARTS = (FROM_AMOUNT, FROM_SALES)
#: What is done for an opportunity, the last first.
EFFORTS = ("demos", "leads_qualified", "calls_made_all")


@dataclass(frozen=True)
class Rates:
    """``basket``: amount of a sale; ``win``: share of opportunities won; ``efforts``: how many of each
    for one opportunity. Null where there is nothing to divide by."""

    basket: Fraction | None
    win: Fraction | None
    efforts: dict[str, Fraction | None]


@dataclass(frozen=True)
class Needs:
    """What is needed, exact; ``weekly`` in a week of work. Null where a rate is missing."""

    sales: Fraction | None
    opportunities: Fraction | None
    efforts: dict[str, Fraction | None]
    weeks: Fraction

    def weekly(self, amount: Fraction | None) -> Fraction | None:
        return amount / self.weeks if amount is not None and self.weeks else None


def needs(start: str, target: Fraction, rates: Rates, weeks: Fraction) -> Needs:
    """9,600 at a basket of 3,200 is 3 sales; at 24 % won, 12.5 opportunities; at 30 calls each 375 calls.

    ``start`` is one of STARTS; ``weeks`` the working time of the period in weeks.
    """
    sales = target if start == FROM_SALES else _over(target, rates.basket)
    opportunities = _over(sales, rates.win)
    efforts = {
        key: None if opportunities is None or each is None else opportunities * each
        for key, each in rates.efforts.items()
    }
    return Needs(sales, opportunities, efforts, weeks)


def _over(amount: Fraction | None, rate: Fraction | None) -> Fraction | None:
    return amount / rate if amount is not None and rate else None
