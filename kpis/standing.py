"""(5) The second engine, for what stands: rows that have begun and not ended, at given instants."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q

from crm.models import NO_TEAM_ID, Activity, DealMovement, Organisation
from kpis.cells import Key
from kpis.compiler import dated, window
from kpis.folding import folded, grouped
from kpis.measures import ENDS, MEASURES, SOURCES, stands_at
from kpis.periods import DAY, Period
from kpis.rows import EARLIEST, Where, condition_of, described
from kpis.scope import Scope, people_on, teams_on
from kpis.spec import Age, Bought, Kept, Source, Standing
from kpis.values import Value, divided, plain

Formula = Standing | Kept | Bought | Age
#: {(period number, *members): value}
Parts = dict[Key, Value]


def stood(
    formula: Standing,
    scope: Scope,
    periods: Sequence[Period],
    by: Sequence[str] = (),
    where: Where | None = None,
) -> Parts:
    """How many stand at the end of each of the (ascending) periods."""
    days = [period.last for period in periods]
    counts = {f"n{i}": _count(_counted(formula, p)) for i, p in enumerate(periods)}
    found: dict[Key, int] = {}
    for place, members, row in _folded(formula, scope, days, by, where or {}, counts):
        key = (place, *members)
        found[key] = found.get(key, 0) + row[f"n{place}"]
    if not by:
        found = {(i,): found.get((i,), 0) for i in range(len(periods))}
    return {key: plain(n) for key, n in found.items() if n or not by}


def shares(
    formula: Kept | Bought,
    scope: Scope,
    periods: Sequence[Period],
    by: Sequence[str] = (),
    where: Where | None = None,
) -> Parts:
    """Of what stood when each of the (ascending) periods began, the share the formula counts."""
    counts: dict[str, Any] = {}
    for i, period in enumerate(periods):
        counts[f"n{i}"] = _count(_base(formula, period))
        counts[f"c{i}"] = _count(_counted(formula, period))
    eves = [period.first - DAY for period in periods]
    found: dict[Key, tuple[int, int]] = {}
    for place, members, row in _folded(formula, scope, eves, by, where or {}, counts):
        above, below = found.get((place, *members), (0, 0))
        both = above + row[f"c{place}"], below + row[f"n{place}"]
        found[place, *members] = both
    if not by:
        found = {(i,): found.get((i,), (0, 0)) for i in range(len(periods))}
    return {
        key: divided(above, below)
        for key, (above, below) in found.items()
        if below or not by
    }


def rows_of(
    formula: Formula, scope: Scope, period: Period, where: Where | None = None
) -> Any:
    """The rows counted above the line, each with its ``day``, ``team`` and ``until``."""
    share = isinstance(formula, Kept | Bought)
    day = period.first - DAY if share else period.last
    source = SOURCES[MEASURES[formula.measure].source]
    found = _rows(formula, scope, [day], where or {}).filter(_counted(formula, period))
    found = dated(
        source, found, Period(EARLIEST, period.last), Organisation.current().zone
    )
    if scope.depends_on_teams:
        teams = teams_on(day)
        people = set(found.order_by().values_list(source.rep, flat=True))
        held = [p for p in people if scope.holds(p, teams.get(p, NO_TEAM_ID))]
        found = found.filter(**{f"{source.rep}__in": held})
    return found.order_by(source.at, "pk")


def _end(day: date) -> datetime:
    return window(Period(day, day + DAY), Organisation.current().zone)[1]


def _base(formula: Formula, period: Period) -> Q:
    """What the formula starts from: what stands at the end; for a share, at the start."""
    if isinstance(formula, Standing | Age):
        return _open_at(formula, _end(period.last))
    start = _end(period.first - DAY)
    base = _open_at(formula, start)
    if isinstance(formula, Bought) and formula.again:
        base &= Q(Exists(_wins((), at__lt=start)))
    return base


def _counted(formula: Formula, period: Period) -> Q:
    """What stands above the line, of ``_base``."""
    base = _base(formula, period)
    start, end = _end(period.first - DAY), _end(period.last)
    if isinstance(formula, Kept):
        gone, stays = Q(until__lt=end), Q(until__isnull=True) | Q(until__gte=end)
        return base & (gone if formula.lost else stays)
    if isinstance(formula, Bought):
        return base & Q(Exists(_wins(formula.kinds, at__gte=start, at__lt=end)))
    if isinstance(formula, Standing) and formula.quiet:
        return base & _silent(formula.quiet, period.last)
    return base


def _silent(field: str, day: date) -> Q:
    """No word and no order in the last days, as many as the organisation says."""
    days = timedelta(days=getattr(Organisation.current(), field))
    since, end = _end(day - days), _end(day)
    spoken = Activity.objects.filter(
        prospect=OuterRef("prospect"), status="held", at__gte=since, at__lt=end
    )
    return ~Q(Exists(spoken)) & ~Q(Exists(_wins((), at__gte=since, at__lt=end)))


def _wins(kinds: Sequence[str], **when: Any) -> Any:
    """Wins of the row's prospect that stand."""
    wins = DealMovement.objects.of("won").filter(
        deal__prospect=OuterRef("prospect"), **when
    )
    return wins.filter(deal__kind__in=kinds) if kinds else wins


def _open_at(formula: Formula, at: datetime) -> Q:
    began = SOURCES[MEASURES[formula.measure].source].at
    return Q(**{f"{began}__lt": at}) & stands_at(formula.ends, at)


def _count(condition: Q) -> Count:
    return Count("pk", filter=condition)


def _source(formula: Formula) -> Source:
    return SOURCES[MEASURES[formula.measure].source]


def _rows(formula: Formula, scope: Scope, days: Sequence[date], where: Where) -> Any:
    """What began, of whoever may be in the scope on one of the days, with the end of each."""
    source = _source(formula)
    rows = described(source.rows(), source, where)
    rows = rows.filter(**condition_of(source, where))
    rows = rows.filter(MEASURES[formula.measure].where or Q())
    rows = rows.filter(people_on(scope, days, source.rep))
    return rows.annotate(until=ENDS[formula.ends])


def _folded(
    formula: Formula,
    scope: Scope,
    days: Sequence[date],
    by: Sequence[str],
    where: Where,
    counts: dict[str, Any],
) -> Any:
    rows = _rows(formula, scope, days, where)
    groups = grouped(_source(formula), rows, scope, by, counts)
    return folded(groups, scope, days, by)


def ages(
    formula: Age,
    scope: Scope,
    period: Period,
    by: Sequence[str] = (),
    where: Where | None = None,
) -> dict[Key, list[int]]:
    """{members: [days]} of what stands at the end of the period, each since it began."""
    groups = grouped(
        _source(formula),
        rows_of(formula, scope, period, where),
        scope,
        by,
        {"n": Count("pk")},
        {"k_day": F("day")},
    )
    found: dict[Key, list[int]] = {}
    for _place, members, row in folded(groups, scope, [period.last], by):
        days = (period.last - row["k_day"]).days
        found.setdefault(members, []).extend([days] * row["n"])
    return found
