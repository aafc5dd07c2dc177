"""(5) Any value -> its definition, its rows, what was left out, and why it changed.

Everything here adds up: the counted rows, the split and the steps of the change each total the
figure they explain, to the cent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Sum

from crm.access import row_scope
from crm.models import Deal, Organisation, Prospect, User
from kpis import rows, standing
from kpis.compiler import aggregate, civil_date, reads_lines
from kpis.measures import MEASURES, SOURCES
from kpis.periods import DAY, Period
from kpis.question import Question
from kpis.scope import Scope, teams_on
from kpis.spec import (
    Balance,
    Kept,
    Kpi,
    Measure,
    Score,
    Source,
    Spread,
    Standing,
    Unit,
    measures_of,
    settled,
)


@dataclass(frozen=True)
class Counted:
    """One row behind the figure. ``amount`` is what it adds: 1 for a count, minor units, or days."""

    at: datetime
    day: date
    rep_id: int
    rep: str
    kind: str
    subject: str
    subject_type: str
    subject_id: int | None
    detail: str
    amount: int | None
    list_amount: int | None = None


@dataclass(frozen=True)
class CountedPage:
    """A page of counted rows, with the count and the total of all of them."""

    rows: list[Counted]
    count: int
    total: int
    hidden: int
    measure: Measure


def main_measure(kpi: Kpi) -> Measure | None:
    """The measure whose rows are shown: the numerator's first."""
    keys = measures_of(kpi.formula)
    return MEASURES[keys[0]] if keys else None


def explainable_measures(kpi: Kpi) -> list[Measure]:
    """Those whose rows lead to the figure, as the organisation chooses."""
    return [MEASURES[key] for key in measures_of(settled(kpi.formula))]


def counted_rows(measure: Measure, question: Question) -> Any:
    """The facts a measure counts in the period and scope, oldest first."""
    source = SOURCES[measure.source]
    period = question.period
    found = rows.scoped(source, question.scope, period, question.where)
    if measure.where is not None:
        found = found.filter(measure.where)
    return found.order_by(source.at, "pk")


def counted(
    kpi: Kpi,
    question: Question,
    *,
    viewer: User,
    page: int = 1,
    size: int = 50,
    measure: str = "",
) -> CountedPage | None:
    """A page of the rows behind the figure, as far as this person may read records.

    ``hidden`` counts the rows left out of the listing because the viewer may not open them; they
    are in ``count`` and ``total`` all the same. Null for a KPI that has no rows of its own.
    """
    chosen = MEASURES[measure] if measure else main_measure(kpi)
    if chosen is None:
        return None
    if isinstance(kpi.formula, Balance):
        return open_rows(chosen, question, viewer=viewer, page=page, size=size)
    source = SOURCES[chosen.source]
    if isinstance(kpi.formula, Standing | Kept):
        return _standing(kpi, kpi.formula, question, viewer, page, size)
    every = counted_rows(chosen, question)
    if isinstance(kpi.formula, Score):
        every = every.filter(pk__in=_last_ones(kpi.formula, every))
    by_line = reads_lines(chosen, question.where)
    total = _total(kpi, chosen, every.order_by(), by_line=by_line)
    count = every.order_by().count()
    readable = _readable(every, source, viewer)
    start = (max(page, 1) - 1) * size
    listed = _listed(kpi, chosen, source, readable, start, size)
    hidden = count - readable.order_by().count() if readable is not every else 0
    return CountedPage(listed, count, total, hidden, chosen)


def _standing(
    kpi: Kpi,
    formula: Standing | Kept,
    question: Question,
    viewer: User,
    page: int,
    size: int,
) -> CountedPage:
    """Who stands, or was kept or lost: one row each, as of the last day that has begun."""
    measure = MEASURES[formula.measure]
    period = question.period.clipped(question.today + DAY)
    if not period.days:
        return CountedPage([], 0, 0, 0, measure)
    every = standing.rows_of(formula, question.scope, period, question.where)
    seen = Scope(row_scope(viewer))
    readable = every
    if not seen.seen.all:
        readable = standing.rows_of(formula, seen, period, question.where)
        readable = readable.filter(pk__in=every.order_by().values("pk"))
    start = (max(page, 1) - 1) * size
    listed = _listed(kpi, measure, SOURCES[measure.source], readable, start, size)
    count = every.order_by().count()
    hidden = count - readable.order_by().count() if readable is not every else 0
    return CountedPage(listed, count, count, hidden, measure)


def _last_ones(formula: Score, every: Any) -> list[int]:
    """The answers that count: of each person the last one."""
    return [pk for pk, _value in rows.last_answers(every, formula).get((), [])]


def _total(kpi: Kpi, measure: Measure, every: Any, *, by_line: bool) -> int:
    """What the rows come to: days for a duration, else what the measure counts or sums."""
    if isinstance(kpi.formula, Spread):
        spans = rows.with_span(every, kpi.formula.span)
        return spans.aggregate(total=Sum("span_days"))["total"] or 0
    if isinstance(kpi.formula, Score):
        given = every.values_list(kpi.formula.value, flat=True)
        return sum(kpi.formula.class_of(value) for value in given)
    total: int = every.aggregate(total=aggregate(measure, by_line=by_line))["total"]
    return total


def _readable(every: Any, source: Source, viewer: User) -> Any:
    scope = row_scope(viewer)
    return (
        every
        if scope.all
        else every.filter(Scope(scope).cells(rep=source.rep, team="team"))
    )


def _listed(
    kpi: Kpi, measure: Measure, source: Source, found: Any, start: int, size: int
) -> list[Counted]:
    if isinstance(kpi.formula, Spread):
        found = rows.with_span(found, kpi.formula.span)
    related = {
        "deal": ("deal__prospect", "deal__source"),
        "prospect": ("prospect", "prospect__source"),
    }
    page = found.select_related(_person(source), *related[source.subject])
    page = page[start : start + size]
    return [_as_counted(kpi, measure, source, row) for row in page]


def _person(source: Source) -> str:
    """The relation that leads to who gets the row."""
    return source.rep.removesuffix("_id")


def _as_counted(kpi: Kpi, measure: Measure, source: Source, row: Any) -> Counted:
    subject = getattr(row, source.subject)
    if isinstance(kpi.formula, Spread):
        amount = row.span_days
    elif isinstance(kpi.formula, Score):
        amount = kpi.formula.class_of(getattr(row, kpi.formula.value))
    else:
        amount = getattr(row, measure.value) if measure.value else 1
    return Counted(
        at=getattr(row, source.at),
        day=row.day,
        rep_id=getattr(row, source.rep),
        rep=str(getattr(row, _person(source))),
        kind=_kind(row),
        subject=whom(subject),
        subject_type=source.subject,
        subject_id=subject.pk if subject else None,
        detail=str(getattr(subject, "source", None) or ""),
        amount=amount,
        list_amount=getattr(row, "outcome_list", None)
        if measure.unit == Unit.MONEY
        else None,
    )


def whom(subject: Any) -> str:
    """A deal by its customer, as people call it; by its own name while nobody knows whom it is for."""
    if subject is None:
        return ""
    return str(getattr(subject, "prospect", None) or subject)


def _kind(row: Any) -> str:
    for name in ("get_kind_display", "get_step_display"):
        if hasattr(row, name):
            return str(getattr(row, name)())
    return str(row._meta.verbose_name)


def open_rows(
    measure: Measure, question: Question, *, viewer: User, page: int, size: int
) -> CountedPage:
    """The deals behind a balance: each with what its movements add up to on the last day."""
    source = SOURCES[measure.source]
    zone = Organisation.current().zone
    last = min(question.period.last, question.today)
    found = rows.described(source.rows(), source, question.where)
    found = found.annotate(
        day=civil_date(F(source.at), Period(rows.EARLIEST, last), zone)
    )
    found = found.filter(day__lte=last, **rows.condition_of(source, question.where))
    held = (
        found.order_by()
        .values("deal", "rep_id")
        .annotate(load=Sum(measure.value), n=Sum("count"))
        .exclude(load=0, n=0)
    )
    teams = teams_on(last)
    kept = [
        row
        for row in held
        if row["n"] and question.scope.holds(row["rep_id"], teams.get(row["rep_id"], 0))
    ]
    seen = Scope(row_scope(viewer))
    readable = [r for r in kept if seen.holds(r["rep_id"], teams.get(r["rep_id"], 0))]
    start = (max(page, 1) - 1) * size
    readable.sort(key=lambda row: (-(row["load"] or 0), row["deal"]))
    shown = readable[start : start + size]
    deals = Deal.objects.select_related("prospect", "source").in_bulk(
        [row["deal"] for row in shown]
    )
    people = User.objects.in_bulk({row["rep_id"] for row in shown})
    listed = [
        _open_row(deals[r["deal"]], people[r["rep_id"]], r["load"], zone) for r in shown
    ]
    total = sum(row["load"] or 0 for row in kept)
    return CountedPage(listed, len(kept), total, len(kept) - len(readable), measure)


def _open_row(deal: Deal, rep: User, load: int | None, zone: Any) -> Counted:
    return Counted(
        at=deal.opened_at,
        day=deal.opened_at.astimezone(zone).date(),
        rep_id=rep.pk,
        rep=str(rep),
        kind=str(deal._meta.verbose_name),
        subject=whom(deal),
        subject_type="deal",
        subject_id=deal.pk,
        detail=str(deal.source or ""),
        amount=load,
    )


def openable(viewer: User, page: CountedPage) -> set[tuple[str, int]]:
    """Which subjects of the page this person may open: {(type, id)}."""
    found: set[tuple[str, int]] = set()
    for kind, model in (("deal", Deal), ("prospect", Prospect)):
        ids = {
            r.subject_id for r in page.rows if r.subject_type == kind and r.subject_id
        }
        if ids:
            visible = model.objects.visible_to(viewer).filter(pk__in=ids)
            found |= {(kind, pk) for pk in visible.values_list("pk", flat=True)}
    return found
