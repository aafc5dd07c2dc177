"""(5) The rows behind figures read at the ends of a period: who stands, what moved, what is due."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Max, Min, Model, Q, Sum
from django.utils.translation import ngettext

from crm.access import row_scope
from crm.models import (
    UNASSIGNED_ID,
    CostEntry,
    Deal,
    Organisation,
    Prospect,
    Subscription,
    User,
)
from kpis import bridge, expecting, passing, rows, standing
from kpis.compiler import civil_date, until_end_of, window
from kpis.counted import Counted, CountedPage, as_counted, page_of, whom
from kpis.formula_words import PARTS
from kpis.measures import SOURCES
from kpis.periods import DAY, Period
from kpis.question import Question
from kpis.scope import Scope, people_on, teams_on
from kpis.spec import (
    Age,
    Balance,
    Bought,
    Bridge,
    Expected,
    Kept,
    Kpi,
    Measure,
    Passed,
    Standing,
)

SUBJECTS: dict[str, type[Model]] = {
    "deal": Deal,
    "prospect": Prospect,
    "subscription": Subscription,
}


def listed(
    kpi: Kpi, measure: Measure, question: Question, viewer: User, page: int, size: int
) -> CountedPage | None:
    """A page of the rows; null for a formula that is read over its days."""
    formula = kpi.formula
    if type(formula) not in READERS or measure.key == getattr(
        formula, "flow", getattr(formula, "won", None)
    ):
        return None
    if not isinstance(formula, Expected):
        question = question.over(question.period.clipped(question.today + DAY))
    if not question.period.days:
        return CountedPage([], 0, 0, 0, measure)
    return READERS[type(formula)](
        formula, measure, Listing(question, viewer, page, size)
    )


@dataclass(frozen=True)
class Listing:
    """What is asked, who reads, and which page of it."""

    question: Question
    viewer: User
    page: int
    size: int


def _standing(formula: Any, measure: Measure, asked: Listing) -> CountedPage:
    """Who stands, or was kept, lost or bought: one row each."""
    question, period = asked.question, asked.question.period
    every = standing.rows_of(formula, question.scope, period, question.where)
    seen = Scope(row_scope(asked.viewer))
    readable = every
    if not seen.seen.all:
        readable = standing.rows_of(formula, seen, period, question.where)
        readable = readable.filter(pk__in=every.order_by().values("pk"))
    total = every.order_by().count()
    if isinstance(formula, Age):
        days = every.order_by().values_list("day", flat=True)
        total = sum((period.last - day).days for day in days)

    def told(row: Any) -> Counted:
        amount = (period.last - row.day).days if isinstance(formula, Age) else 1
        return as_counted(measure, SOURCES[measure.source], row, amount)

    return page_of(
        measure, every, readable, told, total=total, page=asked.page, size=asked.size
    )


def _balance(_formula: Balance, measure: Measure, asked: Listing) -> CountedPage:
    load = _balances(measure, asked.question, asked.question.period.last, Q())
    return _subjects(measure, load, asked)


def _expected(formula: Expected, measure: Measure, asked: Listing) -> CountedPage:
    period = asked.question.period
    day = expecting.seen_on(formula, period, asked.question.today)
    due = Q(expected_close_on__gte=period.first, expected_close_on__lt=period.end)
    return _subjects(measure, _balances(measure, asked.question, day, due), asked)


def costs(
    measure: Measure, question: Question, viewer: User, page: int, size: int
) -> CountedPage:
    """Each cost once, with what the days of the period bear of it."""
    source = SOURCES[measure.source]
    days = rows.scoped(source, question.scope, question.period, question.where)
    days = days.filter(measure.where)
    seen = row_scope(viewer)
    readable = days if seen.all else days.filter(Scope(seen).cells(team="team"))

    def borne(found: Any) -> list[Mapping[str, Any]]:
        told = found.order_by().values("cost")
        return list(told.annotate(amount=Sum("amount"), n=Count("pk"), day=Min("day")))

    every, shown = borne(days), borne(readable)
    shown.sort(key=lambda row: (row["day"], row["cost"]))
    start = (max(page, 1) - 1) * size
    chosen = shown[start : start + size]
    named = CostEntry.objects.select_related("rep", "channel").in_bulk(
        [row["cost"] for row in chosen]
    )
    total = sum(row["amount"] or 0 for row in every)
    listed = [_of_cost(named[row["cost"]], row) for row in chosen]
    return CountedPage(listed, len(every), total, len(every) - len(shown), measure)


def _of_cost(cost: CostEntry, borne: Mapping[str, Any]) -> Counted:
    words = ngettext("%(n)d working day", "%(n)d working days", borne["n"])
    return Counted(
        at=None,
        day=borne["day"],
        rep_id=UNASSIGNED_ID if cost.rep_id is None else cost.rep_id,
        rep=str(cost.rep or ""),
        kind=str(cost.get_kind_display()),
        subject=str(cost),
        subject_type="",
        subject_id=None,
        detail=words % {"n": borne["n"]},
        amount=borne["amount"],
    )


# -- balances of subjects ---------------------------------------------------------------------


def _balances(
    measure: Measure, question: Question, last: date, due: Q
) -> Callable[[Scope], dict[int, int]]:
    """scope -> {subject: what its movements add up to on the day}."""
    source, zone = SOURCES[measure.source], Organisation.current().zone
    found = rows.described(source.rows(), source, question.where).filter(due)
    lived = Period(rows.EARLIEST, last)
    found = found.annotate(day=civil_date(F(source.at), lived, zone)).filter(
        until_end_of(source, last, zone),
        people_on(question.scope, [last], source.rep),
        **rows.condition_of(source, question.where),
    )
    carried = Sum("count") if source.subject == "deal" else Sum(measure.value)
    held = list(
        found.order_by()
        .values(source.subject, source.rep)
        .annotate(load=Sum(measure.value), n=carried)
    )
    teams = teams_on(last)

    def of(scope: Scope) -> dict[int, int]:
        sums: dict[int, int] = {}
        for row in held:
            rep = row[source.rep]
            if row["n"] and scope.holds(rep, teams.get(rep, 0)):
                subject = row[source.subject]
                sums[subject] = sums.get(subject, 0) + (row["load"] or 0)
        return sums

    return of


def _subjects(
    measure: Measure, load: Callable[[Scope], Mapping[int, int]], asked: Listing
) -> CountedPage:
    """Subjects with what each adds, the largest first, as far as the viewer may read records."""
    every = load(asked.question.scope)
    seen = Scope(row_scope(asked.viewer))
    readable = every if seen.seen.all else load(seen)
    shown = {key: amount for key, amount in every.items() if key in readable}
    subject = SOURCES[measure.source].subject
    return _page(measure, subject, every, shown, asked)


def _page(
    measure: Measure,
    subject: str,
    every: Mapping[int, int],
    shown: Mapping[int, int],
    asked: Listing,
    kinds: Mapping[int, Any] | None = None,
) -> CountedPage:
    ordered = sorted(shown.items(), key=lambda item: (-abs(item[1]), item[0]))
    start = (max(asked.page, 1) - 1) * asked.size
    chosen = dict(ordered[start : start + asked.size])
    named, last = _named(subject, chosen), _last_moves(measure, subject, asked, chosen)
    return CountedPage(
        [
            _of_subject(named[pk], subject, amount, last.get(pk), (kinds or {}).get(pk))
            for pk, amount in chosen.items()
        ],
        len(every),
        sum(every.values()),
        len(every) - len(shown),
        measure,
    )


def _named(subject: str, ids: Collection[int]) -> dict[int, Any]:
    related = {
        "deal": ("prospect", "source", "owner"),
        "prospect": ("source", "owner"),
        "subscription": ("prospect__source", "prospect__owner", "product"),
    }
    model: Any = SUBJECTS[subject]
    rows = model.objects.select_related(*related[subject])
    found: dict[int, Any] = rows.in_bulk(list(ids))
    return found


def _last_moves(
    measure: Measure, subject: str, asked: Listing, ids: Collection[int]
) -> dict[int, datetime]:
    """When each subject last moved, as far as the question reaches; a deal is told by its opening."""
    if subject == "deal" or not ids:
        return {}
    source, zone = SOURCES[measure.source], Organisation.current().zone
    until = window(asked.question.period, zone)[1]
    rows = source.rows().filter(
        **{f"{subject}__in": list(ids), f"{source.at}__lt": until}
    )
    grouped = rows.order_by().values(subject).annotate(last=Max(source.at))
    return {row[subject]: row["last"] for row in grouped}


def _of_subject(
    row: Any, subject: str, amount: int, last: datetime | None, kind: Any
) -> Counted:
    """A deal from its opening; a customer, or one of their subscriptions, from its last move."""
    owner = row.prospect if subject == "subscription" else row
    at = last or getattr(row, "opened_at", None) or owner.detected_at
    return Counted(
        at=at,
        day=at.astimezone(Organisation.current().zone).date(),
        rep_id=owner.owner_id,
        rep=str(owner.owner),
        kind=str(kind or row._meta.verbose_name),
        subject=whom(row) if subject == "deal" else str(owner),
        subject_type="deal" if subject == "deal" else "prospect",
        subject_id=row.pk if subject == "deal" else owner.pk,
        detail=str(owner.source or ""),
        amount=amount,
    )


# -- what moved and what went on --------------------------------------------------------------


def _bridge(formula: Bridge, measure: Measure, asked: Listing) -> CountedPage:
    """Each subject with what it adds above the line; what people brought along is in the total."""
    question = asked.question

    def added(scope: Scope) -> tuple[dict[int, int], bridge.Crossing]:
        found = bridge.crossings(formula, scope, [question.period], (), question.where)
        crossing = found.get((0,), bridge.Crossing())
        each = {s: crossing.adds(formula, s) for s in crossing.subjects}
        return {s: amount for s, amount in each.items() if amount}, crossing

    every, crossing = added(question.scope)
    seen = Scope(row_scope(asked.viewer))
    readable: Collection[int] = every if seen.seen.all else added(seen)[0]
    shown = {key: amount for key, amount in every.items() if key in readable}
    kinds = {key: PARTS[crossing.became(key)] for key in shown}
    found = _page(measure, formula.of.removesuffix("_id"), every, shown, asked, kinds)
    carried = crossing.transferred if "transferred" in formula.over else 0
    return replace(found, total=found.total + carried)


def _passages(formula: Passed, measure: Measure, asked: Listing) -> CountedPage:
    """The deals that were in a stage, each with how many stages it went on from."""
    period, where = asked.question.period, asked.question.where

    def told(scope: Scope) -> dict[int, int]:
        steps = passing.steps_of(formula, scope, period, where)
        return {deal: above for deal, (above, below) in steps.items() if below}

    return _subjects(measure, told, asked)


READERS: dict[type, Callable[[Any, Measure, Listing], CountedPage]] = {
    Standing: _standing,
    Kept: _standing,
    Bought: _standing,
    Age: _standing,
    Balance: _balance,
    Expected: _expected,
    Bridge: _bridge,
    Passed: _passages,
}
