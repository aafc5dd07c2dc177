"""Targets as files: one that can be imported again unchanged, and the grid as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from crm.models import Organisation
from crm.views.exports import csv_answer, gently
from kpis.as_table import plain
from kpis.sheets import Column, Sheet
from kpis.targets.grid import Grid
from kpis.views.parts.asking import reader
from kpis.views.parts.exported import exported
from kpis.views.parts.target_page import LEVEL_NAMES
from kpis.views.parts.target_told import column_name
from kpis.views.parts.target_wanted import grid_of, teams_of, wanted_of, year_name

#: The field paths of the import: its own names, in every language.
FIELDS = ("kpi", "user", "team", "period", "starts_on", "value", "stretch")


@require_safe
@gently
def targets_csv(request: HttpRequest) -> StreamingHttpResponse:
    """What is set in the grid, one line a target; `import_data targets` reads it as it is."""
    grid = _grid(request)
    wanted = grid.wanted
    name = f"targets-{wanted.kpi.key}-{wanted.year.first}-{wanted.year.last}"
    return csv_answer(name, FIELDS, _lines(grid))


def _grid(request: HttpRequest) -> Grid:
    user = reader(request)
    teams = teams_of(user)
    return grid_of(wanted_of(request.GET, teams, user), teams, user)


def _lines(grid: Grid) -> Iterator[list[Any]]:
    kpi, currency = grid.wanted.kpi, Organisation.current().base_currency

    def figure(steps: int | None) -> Any:
        return plain(
            kpi.unit,
            None if steps is None else Fraction(steps, kpi.unit.step),
            currency,
        )

    for cell in grid.cells:
        if cell.target is None:
            continue
        row = cell.row
        yield [
            kpi.key,
            row.user.email if row.user else "",
            row.team.name if row.team and row.user is None else "",
            grid.wanted.span,
            cell.period.first,
            figure(cell.target.value),
            figure(cell.target.stretch),
        ]


@exported("targets")
def targets_sheets(request: HttpRequest) -> list[Sheet]:
    """The grid of the page: a row a person or team, a column a month or quarter."""
    grid = _grid(request)
    wanted = grid.wanted
    columns = [Column(_("Person or team"))]
    columns += [
        Column(column_name(p, wanted.span), wanted.kpi.unit) for p in wanted.columns
    ]
    rows = [
        [
            row.label,
            *(
                _aim(grid, cell.steps(wanted.level), cell.otherwise)
                for cell in row.cells
            ),
        ]
        for row in grid.rows
    ]
    names = {"kpi": wanted.kpi.label, "year": year_name(wanted.year.first)}
    title = _("Targets: %(kpi)s, %(year)s") % names
    notes = [str(LEVEL_NAMES[wanted.level])]
    if wanted.kpi.is_flow:
        notes.append(
            _(
                "Without a target of its own, a team’s target is the sum of its people’s."
            )
        )
    return [Sheet(f"targets-{wanted.kpi.key}", title, columns, rows, notes)]


def _aim(grid: Grid, steps: int | None, otherwise: Fraction | None) -> Fraction | None:
    return (
        Fraction(steps, grid.wanted.kpi.unit.step) if steps is not None else otherwise
    )
