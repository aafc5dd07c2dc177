"""The one line under a cell of the grid: what was reached, what is beyond history, the other level."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from crm.templatetags import formats
from kpis import wording
from kpis.periods import Period
from kpis.spec import Better
from kpis.targets.book import attained
from kpis.targets.rows import STRETCH, VALUE, Cell, Row
from kpis.targets.usual import Usual
from kpis.views.parts.target_told import Told, short


def note_of(told: Told, row: Row, cell: Cell, usual: Usual) -> tuple[str, bool]:
    """(the line under the cell, whether it warns)."""
    wanted = told.grid.wanted
    steps = told.sent.steps.get(cell.name, cell.steps(wanted.level))
    target = Fraction(steps, told.kpi.unit.step) if steps is not None else None
    actual = (
        told.actual(row, cell.period) if cell.period.first <= wanted.today else None
    )
    if actual is not None and wanted.level == VALUE:
        return _reached(told, cell, target, actual), False
    if target is not None and usual.beyond(target) and wanted.today < cell.period.end:
        best = short(told, usual.best)
        down = told.kpi.better == Better.DOWN
        return (_("under best %(best)s") if down else _("over best %(best)s")) % {
            "best": best
        }, True
    return _beside(told, row, cell), False


def _reached(told: Told, cell: Cell, target: Fraction | None, actual: Fraction) -> str:
    aim = target if target is not None else cell.otherwise
    done = short(told, actual)
    if told.grid.wanted.today in cell.period:
        return _("%(done)s so far") % {"done": done}
    share = attained(told.kpi, actual, aim)[0] if aim is not None else None
    if share is None:
        return pgettext("a month's figure", "did %(done)s") % {"done": done}
    return f"{done} · {formats.percent(wording.rounded(share, 2))}"


def _beside(told: Told, row: Row, cell: Cell) -> str:
    """The other level, or where the figure in grey comes from."""
    wanted = told.grid.wanted
    if cell.target is not None:
        if wanted.level == STRETCH:
            return pgettext("under a cell", "target %(value)s") % {
                "value": short(told, figure_of(told, cell.target.value))
            }
        if cell.target.stretch is not None:
            return pgettext("under a cell", "stretch %(value)s") % {
                "value": short(told, figure_of(told, cell.target.stretch))
            }
    if cell.target is None and cell.otherwise is not None:
        if row.user is None:
            return _("sum of people")
        return _("sum of months") if wanted.span == "quarter" else _("of its quarter")
    if row.user is None and row.team is not None and told.kpi.is_flow:
        return _of_people(told, row.team.pk, cell.period)
    return ""


def _of_people(told: Told, team: int, period: Period) -> str:
    """Beside a team's own figure: what its people add up to."""
    people = told.grid.book.below_team(told.kpi, team, period)
    return _("people %(sum)s") % {"sum": short(told, people)} if people else ""


def figure_of(told: Told, steps: int) -> Fraction:
    return Fraction(steps, told.kpi.unit.step)
