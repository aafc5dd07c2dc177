"""Beside one cell of the grid: what was usual, what it asks for, what became of it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from crm.models import Organisation
from crm.views.answers import sheet
from crm.views.requests import SignedIn
from kpis.forms.targets import Sent, read_steps
from kpis.scope import Scope, narrowed, scope_of
from kpis.spec import Better
from kpis.targets.grid import Grid
from kpis.targets.rows import Cell
from kpis.targets.story import changes_of
from kpis.targets.usual import Usual, months_of
from kpis.views.parts.kept import until_something_moves
from kpis.views.parts.target_needs import needs_of
from kpis.views.parts.target_told import Told, column_name
from kpis.views.parts.target_usual import (
    band_row,
    beyond,
    figure,
    pool,
    puts,
    season_rows,
    working,
    written,
)
from kpis.views.parts.target_wanted import everywhere, grid_of, teams_of, wanted_of


@require_safe
@until_something_moves
def target_beside(request: SignedIn) -> Any:
    """The cell named, else the first of today; 404 outside the teams this person manages."""
    user = request.user
    teams = teams_of(user)
    grid = grid_of(everywhere(wanted_of(request.GET, teams, user)), teams, user)
    name, today = request.GET.get("cell"), grid.wanted.today
    cells = (
        c for c in grid.cells if c.name == name or (not name and today in c.period)
    )
    cell = next(cells, None)
    if cell is None:
        raise Http404
    context = beside(grid, cell, scope_of(user), request.GET.get("typed"))
    return sheet(request, "kpis/_target_beside.html", context, title=context["title"])


def beside(grid: Grid, cell: Cell, scope: Scope, typed: str | None) -> dict[str, Any]:
    wanted, organisation = grid.wanted, Organisation.current()
    currency = organisation.base_currency
    told = Told(grid, Sent(), {}, currency)
    own = narrowed_to(cell, scope)
    usual = Usual(
        wanted.kpi, wanted.today, months_of(wanted.kpi, own, wanted.today), wanted.span
    )
    target = aimed(cell, grid, typed, currency)
    team = cell.row.team if cell.row.user is not None else None
    return {
        "title": f"{cell.row.label}, {column_name(cell.period, wanted.span)}",
        "kpi": wanted.kpi,
        "days": working(grid, cell),
        "target": written(told, target),
        "beyond": beyond(told, usual, target),
        "bands": [
            row
            for row in (
                band_row(told, cell.row.label, usual.band),
                team
                and band_row(
                    told,
                    _("Everybody in %(team)s") % {"team": team},
                    pool(told, scope, team),
                ),
            )
            if row
        ],
        "puts": puts(told, usual.band, currency),
        "cell_name": cell.name,
        "season": season_rows(told, cell, usual),
        "quarter": wanted.span == "quarter" and wanted.kpi.is_flow,
        "lower": wanted.kpi.better == Better.DOWN,
        "needs": needs_of(told, cell, scope, target, organisation),
        "changes": [
            {
                "at": change.at,
                "by": str(change.by) if change.by else _("Import or set-up"),
                "stretch": change.stretch,
                "was": written(told, figure(told, change.was)),
                "now": written(told, figure(told, change.now_is)),
            }
            for change in changes_of(cell.wish(wanted, None), cell.target)
        ],
    }


def narrowed_to(cell: Cell, scope: Scope) -> Scope:
    if cell.row.user is not None:
        return narrowed(scope, rep=cell.row.user.pk)
    return narrowed(scope, team=cell.row.team.pk if cell.row.team else None)


def aimed(cell: Cell, grid: Grid, typed: str | None, currency: str) -> Fraction | None:
    """What was typed and not saved yet, else what is set, else what it is aimed at otherwise."""
    kpi, steps = grid.wanted.kpi, cell.steps(grid.wanted.level)
    if typed:
        try:
            steps = read_steps(typed, kpi, currency)
        except ValidationError:
            steps = None
    if steps is not None:
        return Fraction(steps, kpi.unit.step)
    return cell.otherwise
