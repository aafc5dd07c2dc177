"""How many people sell: what figures "per rep" are divided by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from crm.models import Organisation
from kpis.cells import Key
from kpis.periods import Period, each, start_of
from kpis.scope import Scope, Seller, sellers
from kpis.spec import PERIODS


def heads(
    scope: Scope, period: Period, by: Sequence[str], keys: Iterable[Key]
) -> dict[Key, int]:
    """{by members: people} who sell and were in the scope's teams on any day of the period."""
    people = [
        s for s in sellers(period.first, period.end) if scope.holds(s.rep, s.team)
    ]
    parts = _parts(period, by)
    return {
        key: len({p.rep for p in people if _in_group(p, key, by, period, parts)})
        for key in keys
    }


def _parts(period: Period, by: Sequence[str]) -> dict[date, Period]:
    """The parts of a time split by their first day."""
    first_month = Organisation.current().fiscal_first_month
    grains = [split for split in by if split in PERIODS]
    return {
        start_of(grain, part.first, first_month): part
        for grain in grains
        for part in each(grain, period, first_month)
    }


def _in_group(
    person: Seller,
    key: Key,
    by: Sequence[str],
    period: Period,
    parts: Mapping[date, Period],
) -> bool:
    for split, member in zip(by, key, strict=True):
        if split == "rep" and member != person.rep:
            return False
        if split == "team" and member != person.team:
            return False
        if split in PERIODS:
            part = parts[member]
            first, end = max(part.first, period.first), min(part.end, period.end)
            if not person.overlaps(first, end):
                return False
    return True
