"""The figures of costs, recurring revenue, stages and customers: what is above and below the line.

Stated here a second time from their definitions; every engine must give both parts, exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from kpis.periods import Period
from kpis.values import Value
from tests.differential.asked import Asked
from tests.differential.by_sql import PERIODS
from tests.differential.facts import as_day, ask

DAY = timedelta(days=1)
#: (above, below the line); below is null for a plain sum.
Pair = tuple[Fraction, Fraction | None]
Pairs = dict[tuple[Any, ...], Pair]


@dataclass(frozen=True)
class Sums:
    """Figures that are sums of contributions: added, taken off, and what they are divided by."""

    plus: tuple[str, ...]
    less: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    #: Nothing above the line is no figure.
    per: int = 1


PROJECT = ("project_goods", "project_time", "project_other")
SUMS = {
    "cost_per_lead": Sums(("marketing_cost",), (), ("leads_created",)),
    "visitor_conversion": Sums(("conversions",), (), ("visitors",)),
    "campaign_conversion": Sums(("campaign_responses",), (), ("campaign_audience",)),
    "campaign_cost": Sums(("campaign_cost",)),
    "campaign_roi": Sums(
        ("campaign_won",), ("campaign_goods", "campaign_cost"), ("campaign_cost",)
    ),
    "profit": Sums(("project_revenue",), PROJECT),
    "profitability": Sums(("project_revenue",), PROJECT, ("project_revenue",)),
    "project_effort": Sums(("minutes_spent",), per=60),
    "delivery_efficiency": Sums(("deliveries_on_time",), (), ("deliveries_promised",)),
    "price_to_list": Sums(("won_with_list",), (), ("won_at_list",)),
    "contracts_signed": Sums(("contracts_signed",)),
    "contracts_lost": Sums(("contracts_lost",)),
}
#: Costs may come some months before their customers.
CAC = (("marketing_cost", "selling_cost"), "conversions")


@dataclass(frozen=True)
class Crossed:
    """What became of balances: parts added and taken off, over the balance of the start or not."""

    plus: tuple[str, ...]
    less: tuple[str, ...] = ()
    of_start: bool = False
    of: str = "mrr"


BRIDGES = {
    "new_mrr": Crossed(("new",)),
    "expansion_mrr": Crossed(("grown",)),
    "contraction_mrr": Crossed(("shrunk",)),
    "churned_mrr": Crossed(("lost",)),
    "returned_mrr": Crossed(("returned",)),
    "net_new_mrr": Crossed(
        ("new", "returned", "grown", "transferred"), ("shrunk", "lost")
    ),
    "revenue_churn": Crossed(("shrunk", "lost"), of_start=True),
    "gross_retention": Crossed(("start",), ("shrunk", "lost"), of_start=True),
    "net_retention": Crossed(("start", "grown"), ("shrunk", "lost"), of_start=True),
}
#: KPI -> (known on the eve, with what was won).
EXPECTED = {
    "sales_forecast": (False, True),
    "pipeline_due": (False, False),
    "forecast_at_start": (True, False),
}
#: KPI -> (kinds of deals, only of who had bought before, left or not).
BOUGHT: dict[str, tuple[tuple[str, ...], bool]] = {
    "reorder_rate": ((), True),
    "upsell_rate": (("upsell", "cross_sell"), False),
}
#: KPI -> (measures added, measures taken off), over the customers they come from.
SO_FAR = {
    "clv_observed": ("won_from_customers", ""),
    "clv_margin": ("costed_from_customers", "cost_from_customers"),
}
AGES = {"stays_open": Fraction(1), "tenure_running": Fraction(1461, 48)}
PAIRED = (
    *SUMS,
    "cac",
    *BRIDGES,
    "subscription_churn",
    *EXPECTED,
    *BOUGHT,
    *SO_FAR,
    "customers_silent",
    "stage_conversion",
)


@dataclass(frozen=True)
class Part:
    """One part of a question split by time: its own start (null: unsplit), first and last day."""

    start: date | None
    first: date
    last: date

    @property
    def period(self) -> Period:
        return Period(self.first, self.last + DAY)


def parts(asked: Asked, today: date | None = None) -> list[Part]:
    """Of the days that have begun by ``today``; without it, of all days asked for."""
    last = asked.period.last if today is None else min(asked.period.last, today)
    grain = next((split for split in asked.by if split in PERIODS), None)
    if grain is None:
        return [Part(None, asked.period.first, last)]
    rows = ask(
        f"SELECT {grain}, MIN(day), MAX(day) FROM cal WHERE day >= '{asked.period.first}'"
        f" AND day <= '{last}' GROUP BY {grain}"
    )
    return [Part(*(as_day(value) for value in row)) for row in rows]


def others(asked: Asked) -> tuple[str, ...]:
    return tuple(split for split in asked.by if split not in PERIODS)


def of_part(asked: Asked, part: Part) -> Asked:
    """The question put to one part of time."""
    return replace(asked, period=part.period, by=others(asked))


def place(asked: Asked, part: Part, members: Iterable[Any]) -> tuple[Any, ...]:
    rest = iter(members)
    return tuple(part.start if split in PERIODS else next(rest) for split in asked.by)


def over_parts(
    asked: Asked,
    found: Callable[[Asked, Part], dict[tuple[Any, ...], Any]],
    today: date | None = None,
) -> dict[tuple[Any, ...], Any]:
    return {
        place(asked, part, members): value
        for part in parts(asked, today)
        for members, value in found(of_part(asked, part), part).items()
    }


def months_earlier(period: Period, months: int) -> Period:
    """The same days so many months earlier; the 31st of a short month is its last day."""

    def moved(day: date) -> date:
        index = day.year * 12 + day.month - 1 - months
        start = date(index // 12, index % 12 + 1, 1)
        last = (start + timedelta(days=31)).replace(day=1) - DAY
        return min(start + timedelta(days=day.day - 1), last)

    return Period(moved(period.first), moved(period.end))


def pair(above: int | Fraction, below: int | None = None) -> Pair:
    return Fraction(above), None if below is None else Fraction(below)


def said(values: dict[Any, Value]) -> Pairs:
    """The product's figures as pairs; groups where nothing happened are left out."""
    return {
        members: (value.numerator or Fraction(0), value.denominator)
        for members, value in values.items()
        if value.numerator or value.denominator
    }


def differing(ours: Pairs, theirs: Pairs) -> dict[Any, tuple[Any, Any]]:
    """{members: (ours, theirs)} where a part is not exactly equal."""
    theirs = {m: pair for m, pair in theirs.items() if pair[0] or pair[1]}
    return {
        members: (ours.get(members), theirs.get(members))
        for members in {*ours, *theirs}
        if ours.get(members) != theirs.get(members)
    }


def spread(days: list[int], unit: Fraction = Fraction(1)) -> tuple[Fraction, ...]:
    """(n, mean, median, p90), told in units of so many days; ranks between are interpolated."""
    ordered = sorted(Fraction(day) / unit for day in days)

    def rank(share: Fraction) -> Fraction:
        at = share * (len(ordered) - 1)
        low = int(at)
        high = ordered[min(low + 1, len(ordered) - 1)]
        return ordered[low] + (high - ordered[low]) * (at - low)

    n = Fraction(len(ordered))
    return n, sum(ordered, Fraction(0)) / n, rank(Fraction(1, 2)), rank(Fraction(9, 10))
