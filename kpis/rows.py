"""The second engine: figures from the facts themselves, for everything daily cells do not know.

Any dimension, several filters, distinct counts and spreads. It groups with the same compiler the
snapshots are built with; a test holds both engines equal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate

from crm.models import Organisation
from kpis.calendar import draw_period
from kpis.cells import Key, Sums, first_of, fold_balances
from kpis.compiler import (
    DaysBetween,
    aggregate,
    by_source,
    civil_date,
    dimension,
    key_expression,
    reads_lines,
    rows_in,
    shared_by,
    until_end_of,
)
from kpis.measures import MEASURES, SOURCES, SPANS
from kpis.periods import Period
from kpis.scope import Scope, rows_over
from kpis.spec import PERIODS, Distinct, Measure, PerSubject, Score, Source, Spread

#: {dimension: member id}; a null member is "none given", a frozen set any of several.
Where = Mapping[str, Any]
EARLIEST = date(1990, 1, 1)


def condition_of(
    source: Source, where: Where, *, by_line: bool = False
) -> dict[str, Any]:
    """Filters of a source, as annotations' names or paths with their members."""
    found: dict[str, Any] = {}
    for name, member in where.items():
        path = dimension(source, name, by_line=by_line)
        column = path if isinstance(path, str) else f"dim_{name}"
        if member is None:
            found[f"{column}__isnull"] = True
        elif isinstance(member, frozenset):
            found[f"{column}__in"] = member
        else:
            found[column] = member
    return found


def described(rows: Any, source: Source, where: Where) -> Any:
    """Annotate the dimensions that are expressions, so that a filter can name them."""
    expressions = {
        n: source.dims[n] for n in where if not isinstance(source.dims.get(n, ""), str)
    }
    return rows.annotate(**{f"dim_{n}": e for n, e in expressions.items()})


def scoped(
    source: Source, scope: Scope, period: Period, where: Where, *, by_line: bool = False
) -> Any:
    """Rows of the source in the period that the scope and the filters keep."""
    zone = Organisation.current().zone
    rows = described(rows_in(source, period, zone), source, where)
    if source.team:  # a row may have a team of its own
        rows = rows.filter(scope.cells(rep=source.rep, team="team"))
    else:
        rows = rows.filter(rows_over(scope, period, source.rep))
    if where:
        rows = rows.filter(**condition_of(source, where, by_line=by_line))
    return rows.order_by()


def _plans(
    measures: Sequence[str], splits: Sequence[str]
) -> dict[tuple[str, bool], list[Measure]]:
    """Measures by source, those read from product lines apart: their join repeats rows."""
    found: dict[tuple[str, bool], list[Measure]] = {}
    for key in measures:
        measure = MEASURES[key]
        found.setdefault((measure.source, reads_lines(measure, splits)), []).append(
            measure
        )
    return found


def flows(
    measures: Sequence[str],
    scope: Scope,
    period: Period,
    by: Sequence[str] = (),
    where: Where | None = None,
) -> Sums:
    """Sums of flow measures, {by members: {measure: sum}}, read from rows."""
    where = where or {}
    found: Sums = {}
    for (key, by_line), group in _plans(measures, [*by, *where]).items():
        source = SOURCES[key]
        rows = scoped(source, scope, period, where, by_line=by_line)
        keys = {f"k_{s}": key_expression(source, s, by_line=by_line) for s in by}
        sums = {
            f"s_{m.key}": aggregate(
                m, by_line=by_line, shared=shared_by(m, [*by, *where])
            )
            for m in group
        }
        grouped = rows.annotate(**keys).values(*keys).annotate(**sums) if by else None
        for row in grouped if grouped is not None else [rows.aggregate(**sums)]:
            member = tuple(row[name] for name in keys)
            kept = found.setdefault(member, dict.fromkeys(measures, 0))
            kept.update({m.key: row[f"s_{m.key}"] for m in group})
    return {k: sums for k, sums in found.items() if not by or any(sums.values())}


def balances(
    measures: Sequence[str],
    scope: Scope,
    days: Sequence[date],
    by: Sequence[str] = (),
    where: Where | None = None,
) -> Sums:
    """Running sums at the end of each day, split by any dimension, read from rows."""
    found: Sums = {}
    for group in by_source(measures).values():
        keys = [measure.key for measure in group]
        for key, sums in _balances(keys, scope, days, by, where or {}).items():
            found.setdefault(key, dict.fromkeys(measures, 0)).update(sums)
    return found


def _balances(
    measures: Sequence[str],
    scope: Scope,
    days: Sequence[date],
    by: Sequence[str],
    where: Where,
) -> Sums:
    """The same of measures of one source."""
    source = SOURCES[MEASURES[measures[0]].source]
    zone = Organisation.current().zone
    others = {
        s: key_expression(source, s, by_line=False)
        for s in by
        if s not in ("rep", "team")
    }

    def fetch(keys: Mapping[str, Any], last: date, person: Q) -> Sums:
        ends = (until_end_of(source, day, zone) for day in days)
        keys = {**keys, "bucket": first_of(ends)}
        rows = described(source.rows().filter(person), source, where)
        period = Period(EARLIEST, last)
        rows = rows.annotate(day=civil_date(F(source.at), period, zone)).filter(
            until_end_of(source, last, zone)
        )
        rows = rows.filter(**condition_of(source, where)).order_by()
        names = list(keys)
        grouped = rows.annotate(**{f"k_{n}": e for n, e in keys.items()}).values(
            *(f"k_{n}" for n in names)
        )
        sums = {f"s_{m}": aggregate(MEASURES[m]) for m in measures}
        return {
            tuple(row[f"k_{n}"] for n in names): {m: row[f"s_{m}"] for m in measures}
            for row in grouped.annotate(**sums)
        }

    found = fold_balances(fetch, measures, scope, days, by, others)
    return {key: sums for key, sums in found.items() if any(sums.values())}


def split_rows(
    measure_key: str,
    scope: Scope,
    period: Period,
    by: Sequence[str],
    where: Where | None,
) -> tuple[Any, tuple[str, ...]]:
    """(the rows a measure counts, each with its members of the split; the members' names)."""
    measure = MEASURES[measure_key]
    source = SOURCES[measure.source]
    if not measure.stored and any(split in PERIODS for split in by):
        draw_period(period)  # no mark drew the days of rows that no cell counts
    rows = scoped(source, scope, period, where or {}).filter(measure.where or Q())
    keys = {f"k_{s}": key_expression(source, s, by_line=False) for s in by}
    return rows.annotate(**keys), tuple(keys)


def distinct(
    formula: Distinct,
    scope: Scope,
    period: Period,
    by: Sequence[str] = (),
    where: Where | None = None,
) -> dict[Key, int]:
    """How many different values of a column, {by members: count}. Groups do not add up."""
    rows, keys = split_rows(formula.measure, scope, period, by, where)
    count = Count(formula.of, distinct=True)
    if not by:
        return {(): rows.aggregate(n=count)["n"]}
    grouped = rows.values(*keys).annotate(n=count)
    return {tuple(row[name] for name in keys): row["n"] for row in grouped}


def per_subject(
    formula: PerSubject,
    scope: Scope,
    period: Period,
    by: Sequence[str] = (),
    where: Where | None = None,
) -> dict[Key, tuple[int, int]]:
    """{by members: (sum of the measure, how many different subjects)}; groups do not add up."""
    rows, keys = split_rows(formula.measure, scope, period, by, where)
    told = per_subject_sums(formula)
    grouped = rows.values(*keys).annotate(**told) if by else [rows.aggregate(**told)]
    return {
        tuple(row[name] for name in keys): (row["total"], row["n"]) for row in grouped
    }


def per_subject_sums(formula: PerSubject) -> dict[str, Any]:
    """{total, n}: what to sum over the rows of the measure, and the subjects to count."""
    total = aggregate(MEASURES[formula.measure])
    if formula.less:
        total = total - aggregate(MEASURES[formula.less])
    return {"total": total, "n": Count(formula.of, distinct=True)}


def durations(
    formula: Spread,
    scope: Scope,
    period: Period,
    by: Sequence[str] = (),
    where: Where | None = None,
) -> dict[Key, list[int]]:
    """Days of each row's duration, {by members: [days, ...]}."""
    rows, keys = split_rows(formula.measure, scope, period, by, where)
    found: dict[Key, list[int]] = {}
    spans = with_span(rows, formula.span)
    for *member, days in spans.values_list(*keys, "span_days"):
        found.setdefault(tuple(member), []).append(days)
    return found


def with_span(rows: Any, name: str) -> Any:
    """Annotate rows with their ``span_days``; where the other end is missing, none."""
    organisation, span = Organisation.current(), SPANS[name]
    # An end may lie years from the period: offsets over so long would swell the statement.
    other = TruncDate(span.at(organisation), tzinfo=organisation.zone)
    ends = (other, F("day")) if span.ends else (F("day"), other)
    return rows.annotate(span_days=DaysBetween(*ends))


def scores(
    formula: Score,
    scope: Scope,
    period: Period,
    by: Sequence[str] = (),
    where: Where | None = None,
) -> dict[Key, list[int]]:
    """What each person answered last, {by members: [answer, ...]}."""
    rows, keys = split_rows(formula.measure, scope, period, by, where)
    found = last_answers(rows, formula, keys)
    return {key: [value for _pk, value in each] for key, each in found.items()}


def last_answers(
    rows: Any, formula: Score, keys: Sequence[str] = ()
) -> dict[Key, list[tuple[int, int]]]:
    """{members: [(id, answer)]}: of who answered several times in a group, the last one."""
    source = SOURCES[MEASURES[formula.measure].source]
    columns, n = (*keys, "pk", formula.value, *formula.person), len(keys)
    found: dict[Key, dict[Any, tuple[int, int]]] = {}
    for row in rows.order_by(source.at, "pk").values_list(*columns):
        member, pk, value, told = row[:n], row[n], row[n + 1], row[n + 2 :]
        who = next(((i, one) for i, one in enumerate(told) if one), (-1, pk))
        found.setdefault(tuple(member), {})[who] = (pk, value)
    return {key: list(each.values()) for key, each in found.items()}
