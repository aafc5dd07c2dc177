"""The data of charts: what ``static/js/charts.js`` draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from kpis.depending import Break, breaks, placed
from kpis.periods import DAY, Period, before
from kpis.picker import Picked
from kpis.question import Question
from kpis.rollup import evaluate, sums_of
from kpis.scope import Scope
from kpis.spec import Kpi, measures_of
from kpis.targets.attainment import TargetBook
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
    breaks: list[tuple[int, Break]] = field(default_factory=list)


def race(
    kpi: Kpi, scope: Scope, picked: Picked, held: TargetBook, target: Fraction | None
) -> Race:
    """Both periods by day. The KPI is a flow."""
    kind = None if picked.kind == "range" else picked.kind
    around = picked.around
    earlier = before(around, kind, picked.first_month)
    marks = closings(held.calendar, around)
    # One question for both, where one follows the other.
    span = Period(min(earlier.first, around.first), max(earlier.end, around.end))
    near = span.days <= earlier.days + around.days
    by_day = _by_day(kpi, scope, span if near else around)
    days_before = by_day if near else _by_day(kpi, scope, earlier)
    past = cumulated(days_before, closings(held.calendar, earlier))
    begun = [mark for mark in marks if mark.first <= picked.today]
    now = cumulated(by_day, begun)
    broken = placed(breaks(kpi), marks)
    return Race(kpi, len(marks), now, past, earlier, target, broken)


def _by_day(kpi: Kpi, scope: Scope, period: Period) -> dict[date, int]:
    asked = Question(scope, period, period.last, ("day",))
    kpi = kpi.as_chosen()
    sums = sums_of(measures_of(kpi.formula), asked)
    return {day: int(evaluate(kpi, row).value or 0) for (day,), row in sums.items()}


def marked(chart: dict[str, Any], found: Sequence[tuple[int, Break]]) -> dict[str, Any]:
    """The chart with an upright line at each break, said in its note, its sentence and its table."""
    said = noted(chart["table"]["rows"], found)
    lines = [{"at": place, "label": _("Computed differently")} for place, _one in found]
    note = chart.get("note", "")
    return chart | {
        "data": chart["data"] | {"breaks": lines},
        "note": " ".join([f"{note}." if note and said else note, *said]).strip(),
        "sentence": " ".join([chart["sentence"], *said]),
    }


def noted(rows: list[dict[str, Any]], found: Sequence[tuple[int, Break]]) -> list[str]:
    """Say in the chart's table, beside its first cell, where the figure is computed differently.

    Returns the sentences, the newest first.
    """
    words = _("%(what)s, computed differently since")
    for place in {place for place, _one in found if place < len(rows)}:
        cells = rows[place]["cells"]
        cells[0] = words % {"what": cells[0]}
    return [one.sentence for _place, one in found]


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
