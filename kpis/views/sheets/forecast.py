"""The forecast to take away: months, people, how right it was, what moved."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from crm.models import User
from crm.templatetags import formats
from kpis.forecast.report import Month
from kpis.sheets import Column, Sheet
from kpis.spec import Unit
from kpis.views.forecast import judged, people_of, seen_of, wanted_of, whose
from kpis.views.parts.exported import exported
from kpis.views.parts.forecast_beside import beside
from kpis.views.parts.forecast_months import month_name
from kpis.views.parts.moving import moved


@exported("forecast")
def forecast_sheets(request: HttpRequest) -> list[Sheet]:
    """As the page shows them, for the same reader and address."""
    asked_for = whose(request)
    wanted = wanted_of(request, asked_for)
    seen = seen_of(asked_for, wanted)
    notes = [each["text"] for each in beside(seen.lines, asked_for)]
    rows = [[month_name(month.start), *_amounts(month)] for month in seen.months]
    found = [
        Sheet("forecast", _("Forecast by month"), _columns(_("Month")), rows, notes)
    ]
    scope = asked_for.whole.seen
    if scope.all or scope.teams:
        people = people_of(asked_for, wanted, seen)
        names = User.objects.in_bulk(people)
        told = [[names[rep].full_name, *_amounts(row)] for rep, row in people.items()]
        title = _("%(month)s by person") % {"month": month_name(wanted.month)}
        columns = _columns(_("Sales rep"))
        found.append(Sheet("forecast-people", title, columns, sorted(told)))
    right = judged(asked_for, wanted)
    heads = [
        Column(_("Month")),
        Column(_("Seen on")),
        Column(_("Forecast"), Unit.MONEY),
        Column(_("Came"), Unit.MONEY),
        Column(_("Error"), Unit.RATE),
    ]
    months = [
        [
            month_name(m.start),
            m.seen_on,
            m.said[right.basis],
            m.came,
            m.error(right.basis),
        ]
        for m in right.months
    ]
    found.append(Sheet("forecast-error", _("How right were we?"), heads, months))
    bridge, picked = moved(asked_for), asked_for.picked
    steps = [
        (_("Open before"), bridge.was),
        *bridge.parts,
        (_("Open now"), bridge.now),
    ]
    told = [[label, int(amount)] for label, amount in steps]
    columns = [Column(_("What moved")), Column(_("Amount"), Unit.MONEY)]
    period = [formats.period(picked.period.first, picked.period.last)]
    title = _("What moved the open pipeline")
    found.append(Sheet("pipeline-moved", title, columns, told, period))
    return found


def _columns(first: str) -> list[Column]:
    return [
        Column(first),
        Column(_("Target"), Unit.MONEY),
        Column(_("Won"), Unit.MONEY),
        Column(_("With commit"), Unit.MONEY),
        Column(_("With best case"), Unit.MONEY),
        Column(_("Weighted"), Unit.MONEY),
        Column(_("Of target"), Unit.RATE),
    ]


def _amounts(row: Month) -> list[object]:
    return [row.aim, row.won, row.with_commit, row.with_best, row.expected, row.share]
