"""(5) What became of each subject's balance between both ends of a period.

A subject is read within the slice that is asked for: with a product, a customer new to it is new. People
are no slice: what became of a customer is told from all they pay, whoever it is credited to, and each
person has what changed on their own account. So a colleague's customer who buys more has grown, and the
people of a team add up to the team.

What people bring along who changed team, and what one customer pays to one person more and to another
less, is *transferred*: the parts add up to the difference of the balances.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db.models import F, Q

from crm.civil import civil_day, starts_at
from crm.models import Organisation
from kpis.cells import Key
from kpis.compiler import dimension, total_of, window
from kpis.folding import folded, grouped
from kpis.measures import MEASURES, SOURCES
from kpis.periods import DAY, Period, add_months
from kpis.rows import Where, condition_of, described, flows
from kpis.scope import ALL, Scope, people_on
from kpis.spec import Bridge, Source
from kpis.values import Value, divided, plain


@dataclass
class Crossing:
    """One slice of one period: its subjects with (balance before, now), who had paid before.

    ``whole`` is the same of those that are credited to others too, whoever it is credited to.
    """

    subjects: dict[Any, tuple[int, int]] = field(default_factory=dict)
    whole: dict[Any, tuple[int, int]] = field(default_factory=dict)
    paid_before: set[Any] = field(default_factory=set)
    transferred: int = 0
    flow: int = 0

    def adds(self, formula: Bridge, subject: Any) -> int:
        """What one subject adds above the line."""
        parts = self._told(subject)
        signed = [*((p, 1) for p in formula.over), *((p, -1) for p in formula.less)]
        amounts = ((parts.get(part, 0), sign) for part, sign in signed)
        return sum(
            sign * (int(amount > 0) if formula.counts else amount)
            for amount, sign in amounts
        )

    def _told(self, subject: Any) -> dict[str, int]:
        own = self.subjects[subject]
        whole, returned = self.whole.get(subject, own), subject in self.paid_before
        return parts_of(*own, became(*whole, returned=returned))

    def appears(self, subject: Any, own: tuple[int, int]) -> bool:
        """Whether it pays now and paid nothing when the period began."""
        was, now = self.whole.get(subject, own)
        return was <= 0 < now

    def became(self, subject: Any) -> str:
        """The part that tells the subject's change; *start* of one that did not change."""
        moved = (part for part in self._told(subject) if part not in ("start", "end"))
        return next(moved, "start")

    def total(self, formula: Bridge, part: str) -> Fraction:
        """One part over all subjects."""
        if part == "transferred":
            return Fraction(self.transferred)
        alone = replace(formula, over=(part,), less=())
        return Fraction(sum(self.adds(alone, subject) for subject in self.subjects))

    def value(self, formula: Bridge) -> Value:
        above = self.flow
        if not formula.flow:
            above = sum(self.adds(formula, subject) for subject in self.subjects)
            above += self.transferred * ("transferred" in formula.over)
        if not formula.under:
            return plain(above)
        start = [was for was, _now in self.subjects.values() if was > 0]
        if formula.counts:
            return divided(above, len(start))
        # An amount below the line is no number of cases.
        return replace(divided(above, sum(start)), n=None)


def became(was: int, now: int, *, returned: bool) -> str:
    """What became of a whole balance; *transferred* of one that stayed what it was."""
    was, now = max(was, 0), max(now, 0)
    if was == now:
        return "transferred"
    if not was:
        return "returned" if returned else "new"
    if not now:
        return "lost"
    return "grown" if now > was else "shrunk"


def parts_of(was: int, now: int, kind: str) -> dict[str, int]:
    """{part: amount} of one subject: *end* = start + new + returned + grown + transferred - shrunk - lost.

    One person's amount is negative where the customer's other people outweigh it.
    """
    found, change = {"start": was, "end": now}, now - was
    if change and kind != "transferred":  # which is told of the slice as a whole
        found[kind] = -change if kind in ("shrunk", "lost") else change
    return found


def bridged(
    formula: Bridge,
    scope: Scope,
    periods: Sequence[Period],
    by: Sequence[str] = (),
    where: Where | None = None,
) -> dict[Key, Value]:
    """{(period number, *members): value} of each of the (ascending) periods."""
    found = crossings(formula, scope, periods, by, where)
    if not by:
        found = {(i,): found.get((i,), Crossing()) for i in range(len(periods))}
    return {key: crossing.value(formula) for key, crossing in found.items()}


def crossings(
    formula: Bridge,
    scope: Scope,
    periods: Sequence[Period],
    by: Sequence[str] = (),
    where: Where | None = None,
) -> dict[Key, Crossing]:
    """{(period number, *members): what crossed it}."""
    groups = _groups(formula, scope, periods, by, where or {})
    found: dict[Key, Crossing] = defaultdict(Crossing)
    ends = [period.last for period in periods]
    for i, members, row in folded(groups, scope, ends, by):
        if not row[f"was{i}"] and not row[f"now{i}"]:
            continue
        crossing, subject = found[i, *members], row["k_subject"]
        was, now = crossing.subjects.get(subject, (0, 0))
        crossing.subjects[subject] = was + row[f"was{i}"], now + row[f"now{i}"]
        crossing.transferred += row[f"was{i}"]
    eves = [period.first - DAY for period in periods]
    for i, members, row in folded(groups, scope, eves, by):
        if row[f"was{i}"]:
            found[i, *members].transferred -= row[f"was{i}"]
    if scope != ALL or len(_slices(by)) < len(by):
        _tell_wholes(formula, found, periods, by, where or {})
    _tell_returns(formula, found, periods, by, where or {})
    if formula.flow:
        _tell_flows(formula, found, scope, periods, by, where or {})
    return found


def _groups(
    formula: Bridge,
    scope: Scope,
    periods: Sequence[Period],
    by: Sequence[str],
    where: Where,
    subjects: Iterable[Any] | None = None,
) -> list[Mapping[str, Any]]:
    """Both balances of each period by subject, person and split, in one query; of some subjects only."""
    measure = MEASURES[formula.measure]
    source = SOURCES[measure.source]
    sums: dict[str, Any] = {}
    weighs = formula.counts or measure.value
    for i, period in enumerate(periods):
        start, end = _instants(period)
        sums[f"was{i}"] = total_of(weighs, Q(**{f"{source.at}__lt": start}))
        sums[f"now{i}"] = total_of(weighs, Q(**{f"{source.at}__lt": end}))
    days = [day for period in periods for day in (period.first - DAY, period.last)]
    rows = _rows(source, where).filter(people_on(scope, days, source.rep))
    if subjects is not None:
        rows = rows.filter(**{f"{formula.of}__in": sorted(subjects)})
    return grouped(source, rows, scope, by, sums, {"k_subject": F(formula.of)})


def _tell_wholes(
    formula: Bridge,
    found: Mapping[Key, Crossing],
    periods: Sequence[Period],
    by: Sequence[str],
    where: Where,
) -> None:
    """The whole balances of the subjects that changed, and what only went from one person to another."""
    changed = {
        subject
        for crossing in found.values()
        for subject, (was, now) in crossing.subjects.items()
        if was != now
    }
    if not changed:
        return
    slices = _slices(by)
    wholes = {
        (tuple(row[f"k_{split}"] for split in slices), row["k_subject"]): row
        for row in _groups(formula, ALL, periods, slices, where, changed)
    }
    places = [by.index(split) for split in slices]
    for (i, *members), crossing in found.items():
        own = tuple(members[place] for place in places)
        for subject, (was, now) in crossing.subjects.items():
            if was == now:
                continue
            row = wholes[own, subject]
            whole = crossing.whole[subject] = row[f"was{i}"], row[f"now{i}"]
            if became(*whole, returned=False) == "transferred":
                crossing.transferred += now - was


def _slices(by: Sequence[str]) -> list[str]:
    """The splits that a subject is read within: people are none."""
    return [split for split in by if split not in ("rep", "team")]


def _rows(source: Source, where: Where) -> Any:
    rows = described(source.rows(), source, where)
    return rows.filter(**condition_of(source, where))


def _instants(period: Period) -> tuple[datetime, datetime]:
    return window(period, Organisation.current().zone)


def _tell_returns(
    formula: Bridge,
    found: Mapping[Key, Crossing],
    periods: Sequence[Period],
    by: Sequence[str],
    where: Where,
) -> None:
    """Which of those who appear had paid at the end of an earlier month, in the same slice."""
    source = SOURCES[MEASURES[formula.measure].source]
    slices = _slices(by)
    appeared = {
        subject
        for crossing in found.values()
        for subject, own in crossing.subjects.items()
        if crossing.appears(subject, own)
    }
    if not appeared:
        return
    paid = _paid_months(formula, source, appeared, slices, where)
    places = [by.index(split) for split in slices]
    for key, crossing in found.items():
        members = tuple(key[1 + place] for place in places)
        start = periods[key[0]].first
        for subject, own in crossing.subjects.items():
            first = paid.get((members, subject))
            if crossing.appears(subject, own) and first is not None and first < start:
                crossing.paid_before.add(subject)


def _paid_months(
    formula: Bridge,
    source: Source,
    subjects: Iterable[Any],
    slices: Sequence[str],
    where: Where,
) -> dict[tuple[Key, Any], date]:
    """{(slice, subject): the first last day of a month on which it paid}."""
    zone = Organisation.current().zone
    keys = {f"k_{split}": _named(source, split) for split in slices}
    rows = _rows(source, where).filter(**{f"{formula.of}__in": sorted(subjects)})
    value = formula.counts or MEASURES[formula.measure].value
    told = rows.annotate(**keys).order_by(source.at, "pk")
    columns = (*keys, formula.of, source.at, value)
    running: dict[tuple[Key, Any], int] = defaultdict(int)
    since: dict[tuple[Key, Any], date] = {}
    found: dict[tuple[Key, Any], date] = {}
    for *members, subject, at, amount in told.values_list(*columns):
        key = (tuple(members), subject)
        if key in found:
            continue
        last = _month_end(since[key]) if running[key] > 0 else None
        if last is not None and starts_at(last + DAY, zone) <= at:
            found[key] = last
            continue
        running[key] += amount or 0
        since[key] = civil_day(at, zone)
    for key, amount in running.items():
        if key not in found and amount > 0:
            found[key] = _month_end(since[key])
    return found


def _named(source: Source, split: str) -> Any:
    path = dimension(source, split)
    return F(path) if isinstance(path, str) else path


def _month_end(day: date) -> date:
    return add_months(day.replace(day=1), 1) - DAY


def _tell_flows(
    formula: Bridge,
    found: dict[Key, Crossing],
    scope: Scope,
    periods: Sequence[Period],
    by: Sequence[str],
    where: Where,
) -> None:
    """What flowed in each period, where that and not the balances stands above the line."""
    for i, period in enumerate(periods):
        sums = flows([formula.flow], scope, period, by, where)
        for members, row in sums.items():
            found[i, *members].flow = row[formula.flow]
