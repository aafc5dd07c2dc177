"""The figures of a one-to-one as tables."""

from __future__ import annotations

from django.utils.translation import gettext as _

from crm.templatetags import formats
from kpis import showing
from kpis.periods import Period
from kpis.sheets import Column, Sheet
from kpis.team import meetings
from kpis.views.parts.meeting_figures import figure_row, week_row
from kpis.views.parts.meeting_seen import Seen


def sheets_of(seen: Seen) -> list[Sheet]:
    """The month and the week as tables."""
    picked = seen.asked_for.picked
    week = meetings.last_week(picked.today)
    return [_month_sheet(seen), _week_sheet(seen, week)]


def _month_sheet(seen: Seen) -> Sheet:
    columns = [Column(_("Figure")), Column(_("Value")), Column(_("Target"))]
    columns += [Column(_("Own past")), Column(_("Median of the team"))]
    rows = []
    for kpi in seen.columns:
        row = figure_row(kpi, seen)
        rows.append(
            [row[name] for name in ("label", "value", "target", "past", "median")]
        )
    name = showing.period_name(seen.asked_for.picked)
    return Sheet("one-to-one", f"{seen.person.full_name}, {name}", columns, rows)


def _week_sheet(seen: Seen, week: Period) -> Sheet:
    columns = [Column(_("Figure")), Column(_("Last week"))]
    columns += [Column(_("Week before")), Column(_("Usually"))]
    rows = []
    for each in seen.week:
        row = week_row(each, seen, week)
        rows.append([row[name] for name in ("label", "value", "before", "usual")])
    title = formats.period(week.first, week.last)
    return Sheet("one-to-one-week", f"{seen.person.full_name}, {title}", columns, rows)
