"""(5) What is expected to close in a period, as known on a day: read from the journal, so that any
past day's forecast can be asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from crm.models import Organisation
from kpis.cells import Key
from kpis.compiler import total_of, window
from kpis.folding import folded, grouped
from kpis.measures import MEASURES, SOURCES
from kpis.periods import DAY, Period
from kpis.rows import Where, condition_of, described, flows
from kpis.scope import Scope, people_on
from kpis.spec import Expected
from kpis.values import Value, plain


def seen_on(formula: Expected, period: Period, today: date) -> date:
    """The day whose knowledge counts: the last that has begun, or the eve of the period."""
    return min(period.first - DAY if formula.early else period.last, today)


def expected(
    formula: Expected,
    scope: Scope,
    periods: Sequence[Period],
    today: date,
    by: Sequence[str] = (),
    where: Where | None = None,
) -> dict[Key, Value]:
    """{(period number, *members): amount} of each of the whole, ascending periods."""
    where = where or {}
    measure = MEASURES[formula.measure]
    source, zone = SOURCES[measure.source], Organisation.current().zone
    days = [seen_on(formula, period, today) for period in periods]
    sums = {}
    for i, (period, day) in enumerate(zip(periods, days, strict=True)):
        known = Q(**{f"{source.at}__lt": window(Period(day, day + DAY), zone)[1]})
        due = Q(expected_close_on__gte=period.first, expected_close_on__lt=period.end)
        sums[f"e{i}"] = total_of(measure.value, known & due)
    rows = described(source.rows(), source, where)
    rows = rows.filter(people_on(scope, days, source.rep))
    rows = rows.filter(**condition_of(source, where))
    found: dict[Key, int] = {} if by else {(i,): 0 for i in range(len(periods))}
    groups = grouped(source, rows, scope, by, sums)
    for i, members, row in folded(groups, scope, days, by):
        found[i, *members] = found.get((i, *members), 0) + row[f"e{i}"]
    if formula.won:
        lived = [p.clipped(day + DAY) for p, day in zip(periods, days, strict=True)]
        _add_won(formula.won, found, scope, lived, by, where)
    return {key: plain(amount) for key, amount in found.items() if amount or not by}


def _add_won(
    measure: str,
    found: dict[Key, int],
    scope: Scope,
    periods: Sequence[Period],
    by: Sequence[str],
    where: Where,
) -> None:
    for i, period in enumerate(periods):
        if not period.days:
            continue
        for members, sums in flows([measure], scope, period, by, where).items():
            found[i, *members] = found.get((i, *members), 0) + sums[measure]
