"""Targets: a grid of people and teams against months or quarters, filled, looked at, saved at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from crm.models import Organisation, Team
from kpis.forms.targets import Sent, read_cells
from kpis.scope import scope_of
from kpis.targets.aiming import set_targets
from kpis.targets.grid import Grid
from kpis.tiles import presets
from kpis.views.parts.asking import reader
from kpis.views.parts.kept import until_something_moves
from kpis.views.parts.target_fill import Filling
from kpis.views.parts.target_page import context
from kpis.views.parts.target_proposing import propose
from kpis.views.parts.target_told import months_of_rows
from kpis.views.parts.target_wanted import (
    address,
    grid_of,
    teams_of,
    wanted_of,
)


@require_http_methods(["GET", "HEAD", "POST"])
def targets(request: HttpRequest) -> HttpResponse:
    return sent(request) if request.method == "POST" else shown(request)


@until_something_moves
def shown(request: HttpRequest) -> HttpResponse:
    grid, teams = asked_grid(request, request.GET)
    return page(request, grid, teams)


def sent(request: HttpRequest) -> HttpResponse:
    """Save what changed, all of it or nothing; or propose figures to look at first."""
    grid, teams = asked_grid(request, request.POST)
    if grid.wanted.kpi.key in presets.retired():
        said = _("This figure is retired: its targets stay as they are.")
        messages.error(request, said)
        return redirect(address(grid.wanted))
    typed = read_cells(grid, request.POST, Organisation.current().base_currency)
    if request.POST.get("act") == "preview":
        fill = Filling(request.POST)
        status = propose(request, grid, typed, fill)
        return page(request, grid, teams, typed, fill, status)
    if not typed.errors:
        typed.errors |= saved(request, grid, typed)
    if typed.errors:
        return page(request, grid, teams, typed, status=422)
    changed = len(typed.steps)
    words = ngettext("%(n)d target saved.", "%(n)d targets saved.", changed)
    said = words % {"n": changed} if changed else _("Nothing had changed.")
    messages.success(request, said)
    return redirect(address(grid.wanted))


def saved(request: HttpRequest, grid: Grid, typed: Sent) -> dict[str, str]:
    """{field: why} when they are refused."""
    wishes = [
        cell.wish(grid.wanted, typed.steps[cell.name])
        for cell in grid.cells
        if cell.name in typed.steps
    ]
    try:
        set_targets(by=reader(request), now=timezone.now(), wishes=wishes)
    except ValidationError as refused:
        return {name: " ".join(why) for name, why in refused.message_dict.items()}
    return {}


def asked_grid(request: HttpRequest, data: Any) -> tuple[Grid, list[Team]]:
    user = reader(request)
    teams = teams_of(user)
    return grid_of(wanted_of(data, teams, user), teams, user), teams


def page(
    request: HttpRequest,
    grid: Grid,
    teams: list[Team],
    typed: Sent | None = None,
    fill: Filling | None = None,
    status: int = 200,
) -> HttpResponse:
    user = reader(request)
    months = months_of_rows(grid, scope_of(user))
    found = context(grid, user, teams, months, typed or Sent(), fill or Filling())
    return render(request, "kpis/targets.html", found, status=status)
