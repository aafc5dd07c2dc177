"""The page of targets: its grid, the ways to fill it, who came and went."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from crm.models import Organisation, User
from crm.templatetags import formats
from kpis.forms.targets import Sent, write_was
from kpis.spec import Better, Unit
from kpis.targets.aiming import targetable
from kpis.targets.grid import Grid
from kpis.targets.rows import STRETCH, VALUE
from kpis.tiles import presets
from kpis.views.parts.target_cells import lines
from kpis.views.parts.target_fill import Filling, fill_context
from kpis.views.parts.target_moves import move_row
from kpis.views.parts.target_told import Told, column_head, column_name
from kpis.views.parts.target_wanted import ALL, address, parameters, year_name, years
from kpis.views.parts.words import UNITS

LEVEL_NAMES = {
    VALUE: pgettext_lazy("level", "Target"),
    STRETCH: pgettext_lazy("level", "Stretch"),
}


def context(
    grid: Grid,
    user: User,
    teams: list[Any],
    months: dict[str, dict[date, Fraction]],
    sent: Sent,
    filling: Filling,
) -> dict[str, Any]:
    wanted, organisation = grid.wanted, Organisation.current()
    currency = organisation.base_currency
    told = Told(grid, sent, months, currency)
    up = wanted.kpi.better == Better.UP
    unit = str(UNITS[wanted.kpi.unit])
    return {
        "wanted": wanted,
        "hidden": parameters(wanted),
        "year": year_name(wanted.year.first),
        "team_value": str(wanted.team.pk) if wanted.team else ALL,
        "teams": teams,
        "kpis": [
            kpi
            for kpi in presets.in_use(targetable(), besides=wanted.kpi.key)
            if presets.readable(kpi, user)
        ],
        "retired": wanted.kpi.key in presets.retired(),
        "years": years(wanted),
        "levels": list(LEVEL_NAMES.items()),
        "glyph": "▲" if up else "▼",
        "direction": _("Higher is better") if up else _("Lower is better"),
        "unit": formats.SIGNS.get(currency, currency)
        if wanted.kpi.unit == Unit.MONEY
        else unit,
        "columns": [
            {
                "label": column_head(period, wanted.span, wanted.first_month),
                "full": column_name(period, wanted.span),
                "now": wanted.today in period,
            }
            for period in wanted.columns
        ],
        "rows": lines(told),
        "errors": [
            {
                "name": cell.name,
                "label": f"{cell.row.label}, {column_name(cell.period, wanted.span)}",
                "error": sent.errors[cell.name],
            }
            for cell in grid.cells
            if cell.name in sent.errors
        ],
        "was": write_was(grid),
        "beside_url": address(wanted, "kpis:target-beside"),
        "csv_url": address(wanted, "kpis:targets-csv"),
        "fill": fill_context(grid, filling),
        "moves": [move_row(told, move) for move in grid.moved],
        "adds_up": wanted.kpi.is_flow,
    }
