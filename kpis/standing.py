"""The second engine, for what stands: rows that have begun and not ended, counted at instants.

A team's customers on a day are those of its members on that day, whatever their team was when they
won them; each customer is counted for who won it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q

from crm.models import NO_TEAM_ID, UNASSIGNED_ID, Organisation
from kpis.cells import Key
from kpis.compiler import civil_date, key_expression, team_on, window
from kpis.measures import ENDS, MEASURES, SOURCES
from kpis.periods import DAY, Period
from kpis.rows import EARLIEST, Where, condition_of, described
from kpis.scope import Scope, teams_at, teams_on
from kpis.spec import Kept, Standing

Formula = Standing | Kept


def stood(
    formula: Formula,
    scope: Scope,
    days: Sequence[date],
    by: Sequence[str] = (),
    where: Where | None = None,
) -> dict[Key, int]:
    """{(day number, *members): how many} at the end of each of the (ascending) days."""
    counts = {
        f"n{i}": _count(_open_at(formula, _end(day))) for i, day in enumerate(days)
    }
    found: dict[Key, int] = {}
    for place, members, row in _folded(formula, scope, days, by, where or {}, counts):
        key = (place, *members)
        found[key] = found.get(key, 0) + row[f"n{place}"]
    return {key: n for key, n in found.items() if n}


def kept(
    formula: Kept,
    scope: Scope,
    periods: Sequence[Period],
    by: Sequence[str] = (),
    where: Where | None = None,
) -> dict[Key, tuple[int, int]]:
    """{(period number, *members): (stood when it began, lost in it)} of (ascending) periods."""
    counts: dict[str, Any] = {}
    for i, period in enumerate(periods):
        start, end = _end(period.first - DAY), _end(period.last)
        counts[f"n{i}"] = _count(_open_at(formula, start))
        counts[f"l{i}"] = _count(
            _open_at(formula, start) & Q(until__gte=start, until__lt=end)
        )
    eves = [period.first - DAY for period in periods]
    found: dict[Key, tuple[int, int]] = {}
    for place, members, row in _folded(formula, scope, eves, by, where or {}, counts):
        n, lost = found.get((place, *members), (0, 0))
        found[place, *members] = (n + row[f"n{place}"], lost + row[f"l{place}"])
    return {key: pair for key, pair in found.items() if pair[0]}


def rows_of(
    formula: Formula, scope: Scope, period: Period, where: Where | None = None
) -> Any:
    """The rows counted above the line, each with its ``day``, ``team`` and ``until``.

    What stands at the end of the period; for a share, those of its start that were kept or lost.
    """
    first, last = _end(period.first - DAY), _end(period.last)
    if isinstance(formula, Standing):
        day, condition = period.last, _open_at(formula, last)
    else:
        day = period.first - DAY
        gone, stays = Q(until__lt=last), Q(until__isnull=True) | Q(until__gte=last)
        condition = _open_at(formula, first) & (gone if formula.lost else stays)
    found = _rows(formula, scope, where or {}).filter(condition)
    source, zone = (
        SOURCES[MEASURES[formula.measure].source],
        Organisation.current().zone,
    )
    found = found.annotate(day=civil_date(F(source.at), Period(EARLIEST, day), zone))
    found = found.annotate(team=team_on("day", source.rep))
    if scope.depends_on_teams:
        teams = teams_on(day)
        people = set(found.order_by().values_list(source.rep, flat=True))
        held = [p for p in people if scope.holds(p, teams.get(p, NO_TEAM_ID))]
        found = found.filter(**{f"{source.rep}__in": held})
    return found.order_by(source.at, "pk")


def _end(day: date) -> datetime:
    return window(Period(day, day + DAY), Organisation.current().zone)[1]


def _open_at(formula: Formula, at: datetime) -> Q:
    began = SOURCES[MEASURES[formula.measure].source].at
    return Q(**{f"{began}__lt": at}) & (Q(until__isnull=True) | Q(until__gte=at))


def _count(condition: Q) -> Count:
    return Count("pk", filter=condition)


def _rows(formula: Formula, scope: Scope, where: Where) -> Any:
    measure = MEASURES[formula.measure]
    source = SOURCES[measure.source]
    rows = described(source.rows(), source, where)
    rows = rows.filter(**condition_of(source, where)).filter(measure.where)
    return rows.filter(scope.person(source.rep)).annotate(until=ENDS[formula.ends])


def _folded(
    formula: Formula,
    scope: Scope,
    days: Sequence[date],
    by: Sequence[str],
    where: Where,
    counts: Mapping[str, Any],
) -> Iterator[tuple[int, Key, Mapping[str, int]]]:
    """(day number, members, counts) of each group, in the teams of each day."""
    source = SOURCES[MEASURES[formula.measure].source]
    by_person = scope.depends_on_teams or "rep" in by or "team" in by
    keys: dict[str, Any] = {"k_rep": F(source.rep)} if by_person else {}
    for split in by:
        if split not in ("rep", "team"):
            keys[f"k_{split}"] = key_expression(source, split, by_line=False)
    rows = _rows(formula, scope, where).order_by()
    grouped: Any = [rows.aggregate(**counts)]
    if keys:
        grouped = list(rows.annotate(**keys).values(*keys).annotate(**counts))
    held = teams_at(days) if by_person else [{} for _day in days]
    for row in grouped:
        rep = row.get("k_rep", UNASSIGNED_ID)
        for place, teams in enumerate(held):
            team = teams.get(rep, NO_TEAM_ID)
            if by_person and not scope.holds(rep, team):
                continue
            known = {"rep": rep, "team": team}
            members = tuple(
                known[split] if split in known else row[f"k_{split}"] for split in by
            )
            yield place, members, row
