"""Who came and went beside the grid of targets, with what is set for them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from kpis.periods import Period
from kpis.team_moves import Moved
from kpis.views.parts.target_told import Told, short


def move_row(told: Told, move: Moved) -> dict[str, Any]:
    """One line: when, who, what happened, and what is set for them from that day on."""
    if move.deactivated:
        what = _("can no longer sign in")
    elif move.came_from and move.went_to:
        names = {"was": move.came_from, "team": move.went_to}
        what = _("moved from %(was)s to %(team)s") % names
    elif move.went_to:
        what = _("joined %(team)s") % {"team": move.went_to}
    else:
        what = _("left %(team)s") % {"team": move.came_from}
    return {
        "day": move.day,
        "who": str(move.user),
        "what": what,
        "set": _set_for(told, move),
    }


def _set_for(told: Told, move: Moved) -> str:
    """What is aimed at from the day on; a level is told by the number of cells that hold one."""
    wanted, book = told.grid.wanted, told.grid.book
    rest = Period(move.day, wanted.year.end)
    if wanted.kpi.is_flow:
        aim = book.aim_of_person(wanted.kpi, move.user.pk, rest)
        if aim is None:
            return _("nothing set from then on")
        return _("%(amount)s set from then on") % {"amount": short(told, aim)}
    row = told.grid.row(f"user-{move.user.pk}")
    cells = (
        [c for c in row.cells if c.target and c.period.end > move.day] if row else []
    )
    if not cells:
        return _("nothing set from then on")
    return _("%(n)d set from then on") % {"n": len(cells)}
