"""What a rule would have said: the same judge over the last periods that ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crm.models import Organisation
from kpis.alerts.asking import Book, Case, answers_to, lines_of
from kpis.alerts.crew import crew_of
from kpis.alerts.judging import Kind, State, judge
from kpis.alerts.windows import LOOKED_BACK, looked_back
from kpis.catalogue import KPIS
from kpis.models import AlertRule
from kpis.periods import Period
from kpis.working_days import calendar_for


@dataclass(frozen=True)
class Preview:
    """``alerts`` opened in each of the periods; ``judged`` figures there were, of all subjects."""

    periods: tuple[Period, ...]
    alerts: tuple[int, ...]
    judged: int

    @property
    def total(self) -> int:
        return sum(self.alerts)


def preview(rule: AlertRule, today: date) -> Preview | None:
    """How many alerts the rule would have opened; null for what only the present can say.

    Who is watched is who would be watched today. Quiet days count between the ends of periods.
    """
    kpi = KPIS.get(rule.kpi)
    if kpi is None or rule.kind in (Kind.LATE, Kind.SILENT):
        return None
    kpi = kpi.as_chosen()
    organisation = Organisation.current()
    long = Period(
        today.replace(year=today.year - 3, day=1),
        today.replace(year=today.year + 1, day=1),
    )
    crew = crew_of(today, calendar_for(long))
    subjects = tuple(crew.subjects(rule))
    windows = looked_back(rule, kpi, today, organisation, crew.calendar)
    cases = [Case(rule, kpi, window, subjects) for window in windows]
    answers, targets = answers_to(cases), Book(windows[0])
    open_now: set[str] = set()
    closed: dict[str, date] = {}
    opened, judged = [], 0
    for case in cases:
        fresh = 0
        lines = lines_of(case, answers, crew, targets)
        for subject, line in lines.items():
            if line is None:
                continue
            state = judge(rule, kpi, line, organisation.minimum_sample).state
            judged += state != State.UNKNOWN
            fresh += _step(
                subject.key, state, case.window.judged.last, open_now, closed, rule
            )
        opened.append(fresh)
    return Preview(tuple(w.judged for w in windows), tuple(opened), judged)


def _step(
    key: str,
    state: State,
    day: date,
    open_now: set[str],
    closed: dict[str, date],
    rule: AlertRule,
) -> bool:
    """Whether an alert opens; what is open and what closed are moved along."""
    if key in open_now:
        if state == State.GONE:
            open_now.discard(key)
            closed[key] = day
        return False
    rested = key not in closed or (day - closed[key]).days >= rule.cooldown_days
    if state == State.RAISED and rested:
        open_now.add(key)
        return True
    return False


__all__ = ["LOOKED_BACK", "Preview", "preview"]
