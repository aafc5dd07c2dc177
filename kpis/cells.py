"""The first engine: figures from the precomputed cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Case, F, IntegerField, Q, Sum, Value, When
from django.db.models.functions import Coalesce

from crm.models import NO_TEAM_ID, UNASSIGNED_ID
from kpis.models import DailySnapshot
from kpis.periods import Period
from kpis.scope import Scope, people_on, people_over, teams_at

#: What a group of cells or rows is known by: one member per split, in the order asked for.
Key = tuple[Any, ...]
Sums = dict[Key, dict[str, int]]

COLUMN = {"rep": "rep_id", "team": "team_id", "day": "day_id"}


def _sum(column: str) -> Any:
    return Coalesce(Sum(column), Value(0), output_field=BigIntegerField())


def _bucket(slices: Sequence[Period]) -> Any:
    """Which of the (disjoint) slices a cell's day falls in."""
    return Case(
        *(
            When(day__gte=s.first, day__lt=s.end, then=Value(i))
            for i, s in enumerate(slices)
        ),
        output_field=IntegerField(),
    )


def _fetch(
    measures: Sequence[str],
    condition: Q,
    keys: Mapping[str, Any],
    *,
    distinct: bool = True,
) -> Sums:
    """{key: {measure: sum}} of the cells that match, grouped by the key expressions."""
    rows = DailySnapshot.objects.filter(condition).order_by()
    names = list(keys)
    grouped = rows.annotate(**{f"k_{n}": e for n, e in keys.items()}).values(
        *(f"k_{n}" for n in names)
    )
    found: Sums = {}
    for row in grouped.annotate(**{f"s_{m}": _sum(m) for m in measures}):
        key = tuple(row[f"k_{n}"] for n in names)
        found[key] = {m: row[f"s_{m}"] for m in measures}
    return found


def _key_of(split: str) -> Any:
    return F(COLUMN[split]) if split in COLUMN else F(f"day__{split}")


def flows(
    measures: Sequence[str],
    scope: Scope,
    slices: Sequence[Period],
    by: Sequence[str] = (),
) -> Sums:
    """Sums of flow measures, {(slice number, *by members): {measure: sum}}; slices are disjoint."""
    around = Period(min(s.first for s in slices), max(s.end for s in slices))
    condition = Q(day__gte=around.first, day__lt=around.end)
    condition &= scope.cells() & people_over(scope, around)
    keys: dict[str, Any] = {"slice": Value(0) if len(slices) == 1 else _bucket(slices)}
    keys |= {split: _key_of(split) for split in by}
    found = _fetch(measures, condition, keys)
    return {key: sums for key, sums in found.items() if key[0] is not None}


def balances(
    measures: Sequence[str], scope: Scope, days: Sequence[date], by: Sequence[str] = ()
) -> Sums:
    """Running sums at the end of each day, {(day number, *by members): {measure: balance}}.

    ``by`` may hold rep and team. A team's balance is that of its members on the day, whatever
    their team was when the movement was made.
    """

    def fetch(keys: Mapping[str, Any], last: date, person: Q) -> Sums:
        return _fetch(measures, person & Q(day__lte=last), keys)

    return fold_balances(fetch, measures, scope, days, by)


def fold_balances(
    fetch: Any,
    measures: Sequence[str],
    scope: Scope,
    days: Sequence[date],
    by: Sequence[str],
    others: Mapping[str, Any] | None = None,
) -> Sums:
    """Turn signed movements, grouped by person and day bucket, into balances at each day.

    ``fetch(keys, last, condition)`` returns movements by bucket; both engines give their own.
    """
    by_person = scope.depends_on_teams or "rep" in by or "team" in by
    keys: dict[str, Any] = {"bucket": first_of(Q(day__lte=day) for day in days)}
    if by_person:
        keys["rep"] = F("rep_id")
    keys |= others or {}
    moved: Sums = fetch(keys, max(days), people_on(scope, days))
    found: Sums = {}
    held = teams_at(days) if by_person else [{} for _day in days]
    for number, teams in enumerate(held):
        for key, sums in moved.items():
            if key[0] > number:
                continue
            rep, rest = (key[1], key[2:]) if by_person else (UNASSIGNED_ID, key[1:])
            team = teams.get(rep, NO_TEAM_ID)
            if by_person and not scope.holds(rep, team):
                continue
            members = {"rep": rep, "team": team}
            place = (
                number,
                *(members[s] if s in members else rest[_index(others, s)] for s in by),
            )
            kept = found.setdefault(place, dict.fromkeys(measures, 0))
            for measure, amount in sums.items():
                kept[measure] += amount
    return found


def _index(others: Mapping[str, Any] | None, split: str) -> int:
    return list(others or {}).index(split)


def first_of(conditions: Iterable[Q]) -> Any:
    """The number of the first of these conditions that a row meets."""
    return Case(
        *(When(condition, then=Value(i)) for i, condition in enumerate(conditions)),
        output_field=IntegerField(),
    )
