"""The data of charts: what ``static/js/charts.js`` draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kpis import cells
from kpis.periods import DAY, Period, before
from kpis.picker import Picked
from kpis.scope import Scope
from kpis.spec import Kpi, measures_of
from kpis.targets import TargetBook
from kpis.working_days import WorkingCalendar


@dataclass(frozen=True)
class Race:
    """A flow cumulated by working day, against the same of the period before and the target.

    ``now`` ends with today; amounts are in the unit's stored integers.
    """

    kpi: Kpi
    days: int
    now: list[int]
    earlier: list[int]
    earlier_period: Period
    target: Fraction | None


def race(
    kpi: Kpi, scope: Scope, picked: Picked, held: TargetBook, target: Fraction | None
) -> Race:
    """One query: both periods by day. The KPI is a flow."""
    kind = None if picked.kind == "range" else picked.kind
    around = picked.around
    earlier = before(around, kind, picked.first_month)
    found = cells.flows(measures_of(kpi.formula), scope, [earlier, around], ("day",))
    sums: list[dict[date, int]] = [{}, {}]
    for (place, day), amounts in found.items():
        sums[place][day] = sum(amounts.values())
    marks = closings(held.calendar, around)
    past = cumulated(sums[0], closings(held.calendar, earlier))
    begun = [mark for mark in marks if mark.first <= picked.today]
    now = cumulated(sums[1], begun)
    return Race(kpi, len(marks), now, past, earlier, target)


def closings(calendar: WorkingCalendar, period: Period) -> list[Period]:
    """The period cut into working days, each with the days off that follow it; what is off at the
    start belongs to the first."""
    days = [period.first + i * DAY for i in range(period.days)]
    working = [day for day in days if calendar.works(day)]
    starts = [period.first, *working[1:]] if working else [period.first]
    ends = [*starts[1:], period.end]
    return [Period(first, end) for first, end in zip(starts, ends, strict=True)]


def cumulated(amounts: dict[date, int], parts: Sequence[Period]) -> list[int]:
    """The running sum at the end of each part."""
    total, found = 0, []
    for part in parts:
        total += sum(n for day, n in amounts.items() if day in part)
        found.append(total)
    return found
