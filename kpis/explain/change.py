"""(5) Why the figure is not what somebody expected: left out, corrected, changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.models import CostEntry, Organisation, ProspectStep
from kpis import rows
from kpis.compiler import rows_in
from kpis.counted import whom
from kpis.explain import stocks as explain_stocks
from kpis.explain.counting import counted_rows, main_measure
from kpis.from_rows import AT_ENDS
from kpis.measures import MEASURES, SOURCES
from kpis.measures.movements import WON
from kpis.models import Restatement
from kpis.periods import Period, before, between
from kpis.question import Question
from kpis.rollup import figures
from kpis.spec import (
    Balance,
    Bought,
    Expected,
    Kept,
    Kpi,
    Measure,
    Passed,
    Ratio,
    Score,
    Total,
    Unit,
)
from kpis.values import Value

#: How many rows of each reason are named; the rest is counted.
NAMED = 5
SUBJECTS = {
    "deal": ("deal", "deal__prospect"),
    "prospect": ("prospect",),
    "cost": ("cost",),
    "channel": ("channel",),
}


@dataclass(frozen=True)
class LeftOut:
    """Rows one might expect here and why they are not counted, with what they would have added."""

    reason: str
    count: int
    amount: int | None
    subjects: list[tuple[str, str, int | None]]


@dataclass(frozen=True)
class Step:
    """One step of a change: what it added, in the unit of the figure."""

    label: str
    amount: Fraction


@dataclass(frozen=True)
class Change:
    """From the earlier figure to this one; ``steps`` add up to the difference exactly.

    ``beside`` says what moved without moving the figure.
    """

    period: Period
    earlier: Value
    steps: list[Step]
    beside: str = ""


@dataclass(frozen=True)
class Restated:
    """What a published day said and says now."""

    day: date
    rep_id: int
    was: int
    now: int
    at: datetime


# -- left out ---------------------------------------------------------------------------------


def left_out(kpi: Kpi, question: Question) -> list[LeftOut]:
    """What a reader might look for in vain: withdrawn, unpriced, credited elsewhere, not held."""
    measure = main_measure(kpi)
    if measure is None or isinstance(kpi.formula, (Balance, *AT_ENDS)):
        return []
    finders = {
        "movements": _movements,
        "deliveries": _deliveries,
        "activities": _activities,
        "steps": _steps,
        "costs": _costs,
    }
    find = finders.get(measure.source)
    found = find(measure, question) if find else iter(())
    if isinstance(kpi.formula, Score):
        found = _earlier_answers(kpi.formula, measure, question)
    return [one for one in found if one.count]


def _movements(measure: Measure, question: Question) -> Iterator[LeftOut]:
    source = SOURCES["movements"]
    kind = "lost" if measure.key.startswith(("deals_lost", "lost")) else "won"
    kinds = ("opened",) if measure.key == "opps_created" else (kind,)
    every = rows.scoped(source, question.scope, question.period, question.where)
    withdrawn = every.filter(kind__in=kinds, withdrawn_at__isnull=False)
    yield _summary(
        _("Reopened since: the outcome no longer counts"), withdrawn, measure
    )
    yield from _unpriced(measure, question)
    yield from _elsewhere(measure, question)


def _deliveries(measure: Measure, question: Question) -> Iterator[LeftOut]:
    """For revenue that counts on delivery: what was won and waits for it."""
    if measure.unit != Unit.MONEY:
        return
    wins = replace(measure, source="movements", where=WON)
    won = counted_rows(wins, question)
    waiting = won.filter(deal__delivered_on__isnull=True)
    yield _summary(_("Won, not delivered yet"), waiting, wins)
    elsewhere = won.filter(deal__delivered_on__isnull=False).exclude(
        deal__delivered_on__gte=question.period.first,
        deal__delivered_on__lt=question.period.end,
    )
    yield _summary(_("Won in the period, delivered in another"), elsewhere, wins)
    yield from _unpriced(measure, question)
    yield from _elsewhere(measure, question)


def _unpriced(measure: Measure, question: Question) -> Iterator[LeftOut]:
    if measure.unit == Unit.MONEY:
        unpriced = counted_rows(measure, question).filter(
            **{f"{measure.value}__isnull": True}
        )
        yield _summary(
            _("Counted, not priced: no exchange rate that day"), unpriced, measure
        )


def _elsewhere(measure: Measure, question: Question) -> Iterator[LeftOut]:
    if question.scope.rep is not None:
        elsewhere = Question(
            _of_everybody(question), question.period, question.today, (), question.where
        )
        others = counted_rows(measure, elsewhere).filter(deal__owner=question.scope.rep)
        others = others.exclude(rep=question.scope.rep)
        yield _summary(_("Credited to the person in charge that day"), others, measure)


def _earlier_answers(
    formula: Score, measure: Measure, question: Question
) -> Iterator[LeftOut]:
    every = counted_rows(measure, question)
    last = [pk for pk, _value in rows.last_answers(every, formula).get((), [])]
    yield _summary(
        _("Answered again later in the period"), every.exclude(pk__in=last), measure
    )


def _of_everybody(question: Question) -> Any:
    """The same reader, not narrowed to one person: they learn nothing they may not see."""
    return replace(question.scope, rep=None)


def _activities(measure: Measure, question: Question) -> Iterator[LeftOut]:
    source = SOURCES["activities"]
    every = rows.scoped(source, question.scope, question.period, question.where)
    kinds = _kinds_of(measure)
    same = every.filter(kind__in=kinds) if kinds else every
    for status, reason in (
        ("planned", _("Still planned")),
        ("no_show", _("The other side did not come")),
        ("cancelled", _("Cancelled")),
    ):
        yield _summary(reason, same.filter(status=status), measure)
    if "direction" in str(measure.where):
        inbound = same.filter(status="held", direction="in")
        yield _summary(_("Inbound: the other side called or wrote"), inbound, measure)


def _kinds_of(measure: Measure) -> list[str]:
    """The kinds a measure's condition names, at any depth."""
    found: list[str] = []

    def walk(node: Any) -> None:
        for child in getattr(node, "children", []):
            if isinstance(child, tuple):
                name, value = child
                if name == "kind":
                    found.append(value)
                if name == "kind__in":
                    found.extend(value)
            else:
                walk(child)

    walk(measure.where)
    return found


def _costs(measure: Measure, question: Question) -> Iterator[LeftOut]:
    """Costs that no rate prices: each once, however many days bear it."""
    days = counted_rows(measure, question).filter(amount__isnull=True)
    ids = set(days.order_by().values_list("cost", flat=True))
    named = [str(cost) for cost in CostEntry.objects.filter(pk__in=sorted(ids)[:NAMED])]
    reason = _("Counted, not priced: no exchange rate that day")
    yield LeftOut(reason, len(ids), None, [("", name, None) for name in named])


def _steps(measure: Measure, question: Question) -> Iterator[LeftOut]:
    if measure.key == "leads_contacted":
        every = counted_rows(MEASURES["leads_created"], question)
        waiting = every.filter(prospect__contacted_at__isnull=True)
        yield _summary(_("Not contacted yet"), waiting, measure)
    source = SOURCES["steps"]
    steps = {"leads_qualified": "sql", "conversions": "converted"}
    step = steps.get(measure.key)
    if step is None:
        return
    everything = replace(source, rows=ProspectStep.objects.all)
    zone = Organisation.current().zone
    withdrawn = rows_in(everything, question.period, zone).filter(
        question.scope.cells(rep="rep_id", team="team"),
        step=step,
        withdrawn_at__isnull=False,
    )
    yield _summary(_("Withdrawn since"), withdrawn, measure)


def _summary(reason: str, found: Any, measure: Measure) -> LeftOut:
    source = SOURCES[measure.source]
    listed = found.select_related(*SUBJECTS[source.subject]).order_by(source.at)
    first = list(listed[:NAMED])
    amounts = [getattr(row, measure.value) for row in first] if measure.value else []
    known = [amount for amount in amounts if amount is not None]
    count = len(first) if len(first) < NAMED else found.order_by().count()
    subjects = []
    for row in first:
        subject = getattr(row, source.subject)
        subjects.append(
            (source.subject, whom(subject), subject.pk if subject else None)
        )
    return LeftOut(
        reason, count, sum(known) if known and count == len(first) else None, subjects
    )


# -- corrected --------------------------------------------------------------------------------


def restatements(kpi: Kpi, question: Question) -> list[Restated]:
    """What was shown and corrected since, newest first."""
    measure = main_measure(kpi)
    if measure is None or question.where:
        return []
    period = question.period
    held = Restatement.objects.filter(
        question.scope.cells(), day__gte=period.first, day__lt=period.end
    ).order_by("-at", "-id")
    return [
        Restated(
            row.day,
            row.rep_id,
            row.changes[measure.key][0],
            row.changes[measure.key][1],
            row.at,
        )
        for row in held
        if measure.key in row.changes
    ]


# -- changed ----------------------------------------------------------------------------------


def earlier_question(question: Question) -> Question:
    """The same question about the equal period before."""
    first_month = Organisation.current().fiscal_first_month
    clipped = question.period.clipped(max(question.today, question.period.first))
    now = (
        question.period
        if clipped.days in (0, question.period.days)
        else _so_far(question)
    )
    return question.unsplit().over(before(now, None, first_month))


def _so_far(question: Question) -> Period:
    """A running period is compared with as much of the one before: 1-20 November, 1-20 October."""
    return between(question.period.first, question.today)


def _as_then(question: Question, equal: Period) -> Question:
    """The whole period before, as it stood after as many days: 20 days of each against their month's
    target."""
    first_month = Organisation.current().fiscal_first_month
    whole = before(question.period, None, first_month)
    today = equal.last if question.today in question.period else question.today
    return replace(question.unsplit(), period=whole, today=today)


def change(kpi: Kpi, question: Question) -> Change | None:
    """The difference with the equal period before, in steps that add up to it."""
    kpi, earlier = kpi.as_chosen(), earlier_question(question)
    equal = earlier.period
    if kpi.looks_ahead:
        earlier = _as_then(question, equal)
    was = figures([kpi], earlier)[kpi.key].get((), Value(None))
    now = figures([kpi], question.unsplit())[kpi.key].get((), Value(None))
    if was.value is None or now.value is None:
        return Change(equal, was, [])
    match kpi.formula:
        case Total(measure) if MEASURES[measure].unit == Unit.MONEY:
            steps = _volume_and_average(
                MEASURES[measure], question, earlier, was.value, now.value
            )
        case Ratio() | Kept() | Bought() | Passed() if (
            was.denominator and now.denominator
        ):
            steps = _parts(was, now)
        case Balance() as formula:
            moved = now.value - was.value
            parts = explain_stocks.between_ends(formula, earlier, question, moved)
            steps = [Step(part.label, part.amount) for part in parts]
        case _:
            steps = [Step(_("change"), now.value - was.value)]
    beside = _beside(kpi, question)
    return Change(equal, was, [s for s in steps if s.amount], beside)


def _beside(kpi: Kpi, question: Question) -> str:
    """What changed without changing the figure: dates that were pushed."""
    if isinstance(kpi.formula, Balance | Expected):
        measure = main_measure(kpi)
        if measure and measure.source == "movements":
            return explain_stocks.pushed(question)
    return ""


def _volume_and_average(
    measure: Measure,
    question: Question,
    earlier: Question,
    was: Fraction,
    now: Fraction,
) -> list[Step]:
    """More rows at the old average, then a new average on all rows of now."""
    before_n = counted_rows(measure, earlier).count()
    after_n = counted_rows(measure, question).count()
    if not before_n or not after_n:
        return [Step(_("change"), now - was)]
    volume = (after_n - before_n) * was / before_n
    more = after_n - before_n
    words = ngettext(
        "%(n)+d sale, at the earlier average",
        "%(n)+d sales, at the earlier average",
        abs(more),
    )
    return [
        Step(words % {"n": more}, volume),
        Step(_("average of a sale"), now - was - volume),
    ]


def _parts(was: Value, now: Value) -> list[Step]:
    """The numerator moved at the old base, then the base moved."""
    if (
        now.numerator is None
        or not was.denominator
        or was.value is None
        or now.value is None
    ):
        return []
    at_old_base = now.numerator / was.denominator
    return [
        Step(_("what is counted moved"), at_old_base - was.value),
        Step(_("what it is divided by moved"), now.value - at_old_base),
    ]
