"""The one compiler: a measure over its source, grouped, on either database.

The snapshot builder and the rows engine both ask here, so a figure read from cells and the same
figure read from rows cannot be two definitions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Count,
    DateField,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from crm.civil import ends_at, offset_steps, starts_at
from crm.models import NO_TEAM_ID, Membership
from kpis.measures import MEASURES, SOURCES
from kpis.models import CivilDay
from kpis.periods import Period
from kpis.spec import CUSTOMER, PERIODS, Measure, Source

Rows = QuerySet[Any, Any]
#: A piece of SQL with its parameters, in a tuple as Django wants it.
Sql = tuple[str, tuple[Any, ...]]


class CivilDate(Func):
    """The civil day of an instant, in SQL.

    PostgreSQL knows time zones. SQLite does not: there ``steps`` are the zone's offsets over the
    window the rows come from, as [(from instant, seconds)]. It also rounds to the millisecond,
    which would carry a day's last half millisecond into the next day: fractions are cut first.
    """

    output_field = DateField()

    def __init__(
        self, at: Any, zone: ZoneInfo, steps: Sequence[tuple[Any, Any]]
    ) -> None:
        super().__init__(at)
        self.zone, self.steps = zone, steps

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> Sql:  # type: ignore[override]
        at, params = compiler.compile(self.get_source_expressions()[0])
        return f"({at} AT TIME ZONE %s)::date", (*params, self.zone.key)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Sql:
        at, params = compiler.compile(self.get_source_expressions()[0])
        found, all_params = "", list[Any]()
        adapt = connection.ops.adapt_datetimefield_value
        for (_start, offset), (until, _next) in zip(
            self.steps, self.steps[1:], strict=False
        ):
            found += f" WHEN {at} < %s THEN date(substr({at}, 1, 19), %s)"
            all_params += [*params, adapt(until), *params, shift_of(offset)]
        last = f"date(substr({at}, 1, 19), %s)"
        all_params += [*params, shift_of(self.steps[-1][1])]
        return (f"CASE{found} ELSE {last} END" if found else last), tuple(all_params)


def shift_of(offset: Any) -> str:
    """SQLite's modifier for an offset in seconds; a ready one passes through."""
    return offset if isinstance(offset, str) else f"{offset:+d} seconds"


class DaysBetween(Func):
    """Civil days from one date to another: 0 on the same day."""

    output_field = BigIntegerField()

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> Sql:  # type: ignore[override]
        early, late = self.get_source_expressions()
        (a, a_params), (b, b_params) = compiler.compile(early), compiler.compile(late)
        if connection.vendor == "sqlite":
            sql = f"CAST(julianday({b}) - julianday({a}) AS INTEGER)"
        else:
            sql = f"({b} - {a})"
        return sql, (*b_params, *a_params)


class InClaimed(Func):
    """True when the person has a claimed cell; only inside the snapshot statement."""

    template = "%(expressions)s IN (SELECT rep_id FROM claimed)"
    output_field = BooleanField()


@lru_cache(maxsize=2_000)
def window(period: Period, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The instants of the period's days, [from, until): a superset where midnight is lived twice."""
    return starts_at(period.first, zone), max(
        ends_at(period.last, zone), starts_at(period.first, zone)
    )


@lru_cache(maxsize=2_000)
def steps_over(
    start: datetime, end: datetime, zone: ZoneInfo
) -> list[tuple[datetime, int]]:
    return offset_steps(start, end, zone)


def civil_date(at: Any, period: Period, zone: ZoneInfo) -> CivilDate:
    return CivilDate(at, zone, steps_over(*window(period, zone), zone))


def rows_in(source: Source, period: Period, zone: ZoneInfo) -> Rows:
    """Rows of the source on the period's civil days, each with its ``day`` and its frozen ``team``."""
    if source.civil:
        days = {f"{source.at}__gte": period.first, f"{source.at}__lt": period.end}
        return dated(source, source.rows().filter(**days), period, zone)
    start, end = window(period, zone)
    rows = source.rows().filter(**{f"{source.at}__gte": start, f"{source.at}__lt": end})
    rows = dated(source, rows, period, zone)
    if not _is_exact(period, zone):
        rows = rows.filter(day__gte=period.first, day__lt=period.end)
    return rows


def dated(source: Source, rows: Rows, period: Period, zone: ZoneInfo) -> Rows:
    """Rows with their civil ``day`` and their frozen ``team``."""
    if not source.civil:
        rows = rows.annotate(day=civil_date(F(source.at), period, zone))
    elif source.at != "day":
        rows = rows.annotate(day=F(source.at))
    team = team_on("day", source.rep)
    if source.team:
        team = Coalesce(F(source.team), team, output_field=BigIntegerField())
    found: Rows = rows.annotate(team=team)
    return found


def until_end_of(source: Source, last: date, zone: ZoneInfo) -> Q:
    """The condition on rows, which carry their civil ``day``, of days up to the last one.

    Told by instants, which an index finds, except where clocks go back over that very midnight.
    """
    end = ends_at(last, zone)
    if end > starts_at(last + timedelta(days=1), zone):
        return Q(day__lte=last)
    return Q(**{f"{source.at}__lt": end})


def _is_exact(period: Period, zone: ZoneInfo) -> bool:
    """Days begin and end at one instant, so that the window holds nothing else."""
    return ends_at(period.first - timedelta(days=1), zone) <= starts_at(
        period.first, zone
    ) and ends_at(period.last, zone) <= starts_at(period.end, zone)


def team_on(day: str, rep: str) -> Any:
    """The team of the person on the row's civil day; *No team* outside any membership."""
    held = Membership.objects.filter(
        Q(from_on__isnull=True) | Q(from_on__lte=OuterRef(day)),
        Q(to_on__isnull=True) | Q(to_on__gt=OuterRef(day)),
        user=OuterRef(rep),
    )
    return Coalesce(
        Subquery(held.values("team")[:1]),
        Value(NO_TEAM_ID),
        output_field=BigIntegerField(),
    )


def key_expression(source: Source, split: str, *, by_line: bool) -> Any:
    """What the rows are grouped by for one split."""
    if split == "rep":
        return F(source.rep)
    if split in ("team", "day"):
        return F(split)
    if split in PERIODS:
        return Subquery(CivilDay.objects.filter(day=OuterRef("day")).values(split)[:1])
    path = dimension(source, split, by_line=by_line)
    return F(path) if isinstance(path, str) else path


def dimension(source: Source, name: str, *, by_line: bool = False) -> Any:
    """The path of a dimension; through the product lines for measures that are read from them."""
    if by_line and name in source.line_dims:
        return source.line_dims[name]
    return source.customer if name == CUSTOMER else source.dims[name]


def reads_lines(measure: Measure, splits: Iterable[str]) -> bool:
    """Split or filtered by product, an amount is read from the lines that make it up."""
    return bool(measure.line_value) and any(
        name in SOURCES[measure.source].line_dims for name in splits
    )


def shared_by(measure: Measure, splits: Iterable[str]) -> str:
    """The relation whose rows share what one row is worth, where it is split or filtered by them."""
    shares = SOURCES[measure.source].shares
    return next((shares[name] for name in splits if name in shares), "")


def share_of(value: Any, relation: str) -> Any:
    """Its equal part, in whole units that add up; all of it for a row that nothing shares."""
    place, of = F(f"{relation}__place"), F(f"{relation}__of")
    part = value * (place + 1) / of - value * place / of
    return Coalesce(part, value, output_field=BigIntegerField())


def aggregate(measure: Measure, *, by_line: bool = False, shared: str = "") -> Any:
    """The SQL aggregate of a measure: never null, so that it adds."""
    condition = measure.where
    if not measure.value:
        return Count("pk", filter=condition, distinct=by_line or bool(shared))
    value: Any = F(measure.value)
    if by_line:
        value = Coalesce(F(measure.line_value), value)
    if shared:
        value = share_of(value, shared)
    return Coalesce(
        Sum(value, filter=condition, output_field=BigIntegerField()),
        Value(0),
        output_field=BigIntegerField(),
    )


def total_of(value: Any, condition: Q | None = None) -> Any:
    """The sum of a column over the rows that match; 0 of none."""
    total = Sum(value, filter=condition, output_field=BigIntegerField())
    return Coalesce(total, 0, output_field=BigIntegerField())


def by_source(measures: Iterable[str]) -> dict[str, list[Measure]]:
    """Measures grouped by the source they are read from, so that each table is read once."""
    found: dict[str, list[Measure]] = {}
    for key in measures:
        measure = MEASURES[key]
        found.setdefault(measure.source, []).append(measure)
    return found


def grouped_cells(
    source: Source,
    measures: Sequence[Measure],
    *,
    start: datetime,
    end: datetime,
    zone: ZoneInfo,
    steps: Sequence[tuple[Any, Any]],
) -> Rows:
    """Rows (day, rep_id, measure...) of claimed people between two instants."""
    found: Rows = (
        source.rows()
        .filter(
            InClaimed(F(source.rep)),
            **{f"{source.at}__gte": start, f"{source.at}__lt": end},
        )
        .order_by()
        .annotate(cell_day=CivilDate(F(source.at), zone, steps))
        .values("cell_day", source.rep)
        .annotate(**{f"m_{m.key}": aggregate(m) for m in measures})
    )
    return found
