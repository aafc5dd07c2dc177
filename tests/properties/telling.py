"""What is asked of every KPI of the catalogue, and which parts of the answer add up."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

from crm.civil import civil_day
from crm.remember import remembering
from kpis import rollup
from kpis.catalogue import KPIS
from kpis.cells import Key
from kpis.measures import MEASURES
from kpis.members import splits_of
from kpis.models import DailySnapshot
from kpis.periods import Period
from kpis.question import Question
from kpis.scope import ALL, Scope
from kpis.spec import (
    Age,
    Balance,
    Bought,
    Bridge,
    Closed,
    Difference,
    Distinct,
    Expected,
    Formula,
    Growth,
    Kept,
    Passed,
    PerSeller,
    PerSubject,
    Ratio,
    Score,
    Spread,
    Standing,
    Total,
)
from kpis.values import Value
from tests.kpis.generate import World
from tests.properties.living import Life

#: Whole weeks around everything that happens to the company.
SPAN = Period(date(2026, 9, 14), date(2026, 12, 14))
Told = dict[tuple[str, Key], Value]
Parts = tuple[Fraction, ...]

ABOVE, BOTH, NOTHING = ("numerator",), ("numerator", "denominator"), ()
#: What of a figure is the sum of the same over people.
OVER_PEOPLE: dict[type[Formula], tuple[str, ...]] = {
    Total: ABOVE,
    Difference: ABOVE,
    Ratio: BOTH,
    PerSeller: ABOVE,
    PerSubject: ABOVE,
    Spread: BOTH,
    Growth: BOTH,
    Balance: ABOVE,
    Standing: ABOVE,
    Kept: BOTH,
    Bought: BOTH,
    Age: BOTH,
    Bridge: BOTH,
    Passed: BOTH,
    Expected: ABOVE,
    Distinct: NOTHING,
    Score: NOTHING,
    Closed: NOTHING,
}
#: The same over days.
OVER_DAYS = OVER_PEOPLE | {
    Growth: NOTHING,
    Balance: NOTHING,
    Standing: NOTHING,
    Kept: NOTHING,
    Bought: NOTHING,
    Age: NOTHING,
    Bridge: NOTHING,
    Expected: NOTHING,
}
#: Divided once, at the end: the value is what stands above over what stands below.
DIVIDED = (Ratio, PerSeller, PerSubject, Kept, Bought, Passed, Spread, Age, Growth)


#: KPIs of which something adds up over days, and those that stand at the end of a period.
ADDING = [key for key, kpi in KPIS.items() if OVER_DAYS.get(type(kpi.formula))]
STOCKS = [k for k, kpi in KPIS.items() if isinstance(kpi.formula, Balance | Standing)]


@cache
def known_to(key: str) -> frozenset[str]:
    """What the KPI can be split by."""
    return frozenset(splits_of(KPIS[key]))


def everything(
    world: World,
    period: Period = SPAN,
    *by: str,
    scope: Scope = ALL,
    keys: Collection[str] = KPIS,
) -> Told:
    """{(KPI, members): value} of all KPIs that know the splits, without groups where nothing is."""
    asked = [KPIS[key] for key in keys if set(by) <= known_to(key)]
    today = civil_day(world.now, world.zone)
    with remembering():
        found = rollup.figures(asked, Question(scope, period, today, by))
    return {
        (key, members): value
        for key, values in found.items()
        for members, value in values.items()
        if _is_something(key, value)
    }


def _is_something(key: str, value: Value) -> bool:
    """People who did nothing are shown as 0 once their day was computed, and not before."""
    if isinstance(KPIS[key].formula, PerSeller | Closed):
        return bool(value.numerator)
    return bool(value.value or value.numerator or value.denominator)


def parts(key: str, value: Value | None, table: Mapping[type[Formula], Any]) -> Parts:
    """The parts of a value that add up, by this table; nothing counts as zeros."""
    formula = KPIS[key].formula
    names = table[type(formula)]
    if isinstance(formula, Ratio) and formula.spent:
        names = ABOVE  # where nothing was spent, not even what stands below is told
    if isinstance(formula, PerSubject) and formula.ever:
        names = NOTHING  # who bought in two periods brought all they ever did in both
    return tuple(Fraction(getattr(value, name, 0) or 0) for name in names)


def summed(
    told: Told, table: Mapping[type[Formula], Any], place: int | None = None
) -> dict[Any, Parts]:
    """Parts summed over members: by KPI, or by (KPI, the member at ``place``)."""
    found: dict[Any, Parts] = {}
    for (key, members), value in told.items():
        name = key if place is None else (key, members[place])
        more = parts(key, value, table)
        kept = found.get(name, (Fraction(0),) * len(more))
        found[name] = tuple(a + b for a, b in zip(kept, more, strict=True))
    return {name: sums for name, sums in found.items() if any(sums)}


def cells() -> dict[tuple[Any, int], dict[str, Any]]:
    """{(day, rep): columns} of the cells that hold something."""
    stored = [f.name for f in DailySnapshot._meta.fields if f.name in MEASURES]
    rows = DailySnapshot.objects.values("day_id", "rep_id", "team_id", *stored)
    return {
        (row["day_id"], row["rep_id"]): row
        for row in rows
        if any(row[key] for key in stored)
    }


def a_period(life: Life, longest: int = 61) -> Period:
    """Some days of the company's life: one, a week, a month or two."""
    chance = random.Random(life.free)
    first = SPAN.first + timedelta(days=chance.randrange(7, 75))
    days = chance.choice([days for days in (1, 7, 30, 61) if days <= longest])
    return Period(first, first + timedelta(days=days))


def differing(one: Mapping[Any, Any], other: Mapping[Any, Any]) -> dict[Any, Any]:
    """{name: (in one, in the other)} where two answers are not the same."""
    return {
        name: (one.get(name), other.get(name))
        for name in {*one, *other}
        if one.get(name) != other.get(name)
    }
