"""Which days a rule judges: what adds up is judged once its period is over, what stands today.

A figure whose cases need time is judged on the last period they had it. Days nobody works are
passed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from crm.models import Organisation
from kpis.alerts.judging import Kind, periods_read
from kpis.models import AlertRule
from kpis.periods import DAY, Period, run_up, shift, whole
from kpis.spec import Kpi, Total
from kpis.working_days import WorkingCalendar

#: How many ended periods a preview looks back on.
LOOKED_BACK = 6


@dataclass(frozen=True)
class Window:
    """Equal periods, oldest first; the last one is judged. ``today``: as seen on which day."""

    parts: tuple[Period, ...]
    today: date

    @property
    def judged(self) -> Period:
        return self.parts[-1]

    @property
    def read(self) -> Period:
        """The days to read: those of the judged period that have begun, and the parts before."""
        last = self.judged.clipped(self.today + DAY)
        return Period(self.parts[0].first, last.end)


def runs(rule: AlertRule, kpi: Kpi) -> bool:
    """Whether the period that goes on is judged, rather than the last one that has ended.

    What is above a value and only grows will not come back; a pace, a level and a share of a target
    that does not add up are what they are today.
    """
    if rule.kind in (Kind.RUN, Kind.UNUSUAL):
        return False
    if rule.kind == Kind.PACE or kpi.is_stock or kpi.looks_ahead:
        return True
    if rule.kind == Kind.ABOVE and isinstance(kpi.formula, Total):
        return True
    return rule.kind == Kind.TARGET and not kpi.is_flow and not kpi.matures


def window_of(
    rule: AlertRule,
    kpi: Kpi,
    today: date,
    organisation: Organisation,
    calendar: WorkingCalendar,
) -> Window:
    """The periods a rule reads today; for *silent* the last working days, one by one."""
    if rule.kind == Kind.SILENT:
        return Window(working_run(today, rule.count or 1, calendar), today)
    first_month = organisation.fiscal_first_month
    around = whole(rule.period, today, first_month)
    if not runs(rule, kpi):
        around = _ended(rule.period, around, today, kpi, organisation, calendar)
    parts = run_up(around, rule.period, periods_read(rule), first_month)
    return Window(tuple(parts), today)


def _ended(
    kind: str,
    around: Period,
    today: date,
    kpi: Kpi,
    organisation: Organisation,
    calendar: WorkingCalendar,
) -> Period:
    """The last period that is over, with its cases old enough, on which somebody works."""
    wait = timedelta(days=organisation.maturing_days if kpi.matures else 0)
    found = _before(around, kind)
    while found.last > today - wait or (kind == "day" and not calendar.days(found)):
        found = _before(found, kind)
    return found


def _before(period: Period, kind: str) -> Period:
    return Period(shift(kind, period.first, -1), period.first)


def working_run(
    today: date, count: int, calendar: WorkingCalendar
) -> tuple[Period, ...]:
    """Twice as many days of the organisation's work as asked, up to yesterday: absences leave enough."""
    days: list[date] = []
    day = today - DAY
    while len(days) < 2 * count + 5 and (today - day).days < 400:
        if calendar.works(day):
            days.append(day)
        day -= DAY
    return tuple(Period(each, each + DAY) for each in reversed(days))


def looked_back(
    rule: AlertRule,
    kpi: Kpi,
    today: date,
    organisation: Organisation,
    calendar: WorkingCalendar,
) -> list[Window]:
    """The windows of the last periods that ended, oldest first, as they are known today."""
    first_month = organisation.fiscal_first_month
    around = whole(rule.period, today, first_month)
    last = _ended(rule.period, around, today, kpi, organisation, calendar)
    judged = [last]
    while len(judged) < LOOKED_BACK:
        before = _before(judged[-1], rule.period)
        while rule.period == "day" and not calendar.days(before):
            before = _before(before, rule.period)
        judged.append(before)
    return [
        Window(
            tuple(run_up(part, rule.period, periods_read(rule), first_month)),
            today,
        )
        for part in reversed(judged)
    ]
