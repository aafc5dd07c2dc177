"""(5) Rows grouped once and read at several days, each day in the teams of that day.

A team's share of what stands on a day is that of its members on that day, whatever their team was
when it began; each row is counted for the person it is credited to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import F

from crm.models import NO_TEAM_ID, UNASSIGNED_ID
from kpis.cells import Key
from kpis.compiler import key_expression
from kpis.scope import Scope, teams_at
from kpis.spec import Source


def by_person(scope: Scope, by: Sequence[str]) -> bool:
    """Whether rows must be told apart by person to know whose they are."""
    return scope.depends_on_teams or "rep" in by or "team" in by


def grouped(
    source: Source,
    rows: Any,
    scope: Scope,
    by: Sequence[str],
    sums: Mapping[str, Any],
    also: Mapping[str, Any] | None = None,
) -> list[Mapping[str, Any]]:
    """Sums by ``k_<split>``, by ``k_rep`` where teams matter, and by the columns of ``also``."""
    keys: dict[str, Any] = {"k_rep": F(source.rep)} if by_person(scope, by) else {}
    for split in by:
        if split not in ("rep", "team"):
            keys[f"k_{split}"] = key_expression(source, split, by_line=False)
    keys |= also or {}
    rows = rows.order_by()
    if not keys:
        return [rows.aggregate(**sums)]
    return list(rows.annotate(**keys).values(*keys).annotate(**sums))


def folded(
    groups: Sequence[Mapping[str, Any]],
    scope: Scope,
    days: Sequence[date],
    by: Sequence[str],
) -> Iterator[tuple[int, Key, Mapping[str, Any]]]:
    """(day number, members, group) of each group that the scope holds on each of the days."""
    persons = by_person(scope, by)
    held = teams_at(days) if persons else [{} for _day in days]
    for row in groups:
        rep = row.get("k_rep", UNASSIGNED_ID)
        for place, teams in enumerate(held):
            team = teams.get(rep, NO_TEAM_ID)
            if persons and not scope.holds(rep, team):
                continue
            known = {"rep": rep, "team": team}
            yield (
                place,
                tuple(
                    known[split] if split in known else row[f"k_{split}"]
                    for split in by
                ),
                row,
            )
