"""What sheets of figures share: their notes, and tiles as a table."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from crm.templatetags import formats
from kpis import wording
from kpis.as_table import stamped
from kpis.dashboard import Tile
from kpis.picker import Picked
from kpis.sheets import Column, Sheet
from kpis.views.parts.asking import Asked
from kpis.views.parts.noticing import who


def notes_of(asked_for: Asked, *more: str) -> list[str]:
    """Whose figures, of which days, as they stood when; what the address got wrong."""
    picked = asked_for.picked
    days = formats.period(picked.period.first, picked.period.last)
    stood = _("As of %(day)s, %(clock)s.") % {
        "day": formats.day(asked_for.now, "year"),
        "clock": formats.clock(asked_for.now),
    }
    filters = [wording.labelled(name, member) for name, member in picked.where]
    said = [f"{who(asked_for)}, {days}.", *filters, *more, *picked.problems, stood]
    return [text for text in said if text]


def named(name: str, picked: Picked) -> str:
    return stamped(name, picked.period.first, picked.around.last)


def tiles_sheet(title: str, tiles: Sequence[Tile], asked_for: Asked) -> Sheet:
    """A column a figure: as it is, its target, and the equal period it is compared with."""
    picked = asked_for.picked
    before = wording.short_period(picked.compared, picked.today, picked.first_month)
    columns = [Column(_("Figures"))]
    columns += [Column(str(tile.kpi.label), tile.kpi.unit) for tile in tiles]
    rows = [
        [_("Value"), *(tile.value.value for tile in tiles)],
        [_("Target"), *(tile.standing.target for tile in tiles)],
        [before, *(t.compared.value if t.compared else None for t in tiles)],
    ]
    return Sheet(named("figures", picked), title, columns, rows, notes_of(asked_for))
