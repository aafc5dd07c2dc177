"""What is usual beside one cell of the grid: bands, the same month last year, working days."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from crm.models import Team
from crm.templatetags import formats
from kpis import wording
from kpis.forms.targets import write_steps
from kpis.periods import Period
from kpis.scope import Scope, narrowed
from kpis.spec import Better
from kpis.targets.grid import Grid
from kpis.targets.rows import STRETCH, Cell
from kpis.targets.usual import BAND_MONTHS, Band, Usual, band_of, months_by
from kpis.views.parts.target_told import Told, column_name


def figure(told: Told, steps: int | None) -> Fraction | None:
    return Fraction(steps, told.kpi.unit.step) if steps is not None else None


def written(told: Told, value: Fraction | None) -> str:
    return wording.written(told.kpi.unit, value, told.currency, fixed=False)


def working(grid: Grid, cell: Cell) -> str:
    """22 working days, 2 of them away; a team's people together."""
    calendar, period = grid.book.calendar, cell.period
    every = calendar.days(period)
    if cell.row.user is None:
        return _("%(days)s working days.") % {"days": formats.number(int(every))}
    theirs = calendar.days(period, cell.row.user.pk)
    if theirs == every:
        words = _("%(days)s working days, no absence planned.")
        return words % {"days": formats.number(int(every))}
    words = _(
        "%(theirs)s working days of theirs in %(days)s, absences and part-time taken off."
    )
    return words % {
        "theirs": formats.number(round(float(theirs), 1)),
        "days": formats.number(int(every)),
    }


def beyond(told: Told, usual: Usual, target: Fraction | None) -> str:
    if target is None or not usual.beyond(target):
        return ""
    best = written(told, usual.best)
    if told.kpi.better == Better.DOWN:
        return _("Below the best of the last 24 months, %(best)s.") % {"best": best}
    return _("Above the best of the last 24 months, %(best)s.") % {"best": best}


def band_row(told: Told, label: str, band: Band | None) -> dict[str, Any]:
    if band is None:
        return {"label": label, "cells": None}
    cells = [written(told, value) for value in (band.middle, band.upper, band.stretch)]
    return {"label": label, "cells": cells, "n": band.n}


def pool(told: Told, scope: Scope, team: Team) -> Band | None:
    """Every month of everybody in the team, the last twelve."""
    wanted = told.grid.wanted
    end = wanted.today.replace(day=1)
    inside = narrowed(scope, team=team.pk)
    found = []
    for months in months_by("rep", wanted.kpi, inside, wanted.today, end).values():
        found += Usual(wanted.kpi, wanted.today, months, wanted.span).last(BAND_MONTHS)
    return band_of(wanted.kpi, found)


def puts(told: Told, band: Band | None, currency: str) -> list[tuple[str, str]]:
    """(as typed in the cell, its name) of what the band proposes at this level."""
    if band is None:
        return []
    stretch = told.grid.wanted.level == STRETCH
    values = [band.stretch] if stretch else [band.middle, band.upper]
    steps = [_plain(value * told.kpi.unit.step) for value in values]
    return [
        (write_steps(step, told.kpi, currency), written(told, figure(told, step)))
        for step in dict.fromkeys(steps)
    ]


def _plain(steps: Fraction) -> int:
    """Three digits that matter: nobody aims at 50,849."""
    size: int = 10 ** max(len(str(int(abs(steps)))) - 3, 0)
    return round(steps / size) * size


def season_rows(told: Told, cell: Cell, usual: Usual) -> list[tuple[str, str]]:
    wanted = told.grid.wanted
    before = Period(
        *(
            day.replace(year=day.year - 1)
            for day in (cell.period.first, cell.period.end)
        )
    )
    rows = [
        (
            column_name(before, wanted.span),
            written(told, usual.a_year_before(cell.period.first)),
        ),
        (_("Best of the last 24 months"), written(told, usual.best)),
    ]
    return [row for row in rows if row[1] != formats.DASH]
