"""What is asked of every KPI of the catalogue, and which parts of the answer add up."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from crm.civil import civil_day
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
    Balance,
    Closed,
    Difference,
    Distinct,
    Formula,
    Growth,
    Kept,
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
}
#: Divided once, at the end: the value is what stands above over what stands below.
DIVIDED = (Ratio, PerSeller, PerSubject, Kept, Spread, Growth)


def everything(
    world: World,
    period: Period = SPAN,
    *by: str,
    scope: Scope = ALL,
    where: Mapping[str, Any] | None = None,
) -> Told:
    """{(KPI, members): value} of all KPIs that know the splits, without groups where nothing is."""
    known = (*by, *(where or {}))
    asked = [k for k in KPIS.values() if all(s in splits_of(k) for s in known)]
    today = civil_day(world.now, world.zone)
    found = rollup.figures(asked, Question(scope, period, today, by, where or {}))
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
    names = table[type(KPIS[key].formula)]
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
    rows = DailySnapshot.objects.values("day_id", "rep_id", "team_id", *MEASURES)
    return {
        (row["day_id"], row["rep_id"]): row
        for row in rows
        if any(row[key] for key in MEASURES)
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
