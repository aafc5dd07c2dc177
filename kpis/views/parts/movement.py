"""What moved: the figures by how much they changed since the equal period before."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from kpis import showing, wording
from kpis.dashboard import Tile
from kpis.views.parts.asking import Asked


def moved_rows(tiles: Sequence[Tile], asked_for: Asked) -> list[dict[str, Any]]:
    """[{label, was, now, said {text, tone, glyph}, url}], the largest change first."""
    currency, picked = asked_for.organisation.base_currency, asked_for.picked
    rows = []
    for tile in sorted(tiles, key=size_of, reverse=True):
        said = showing.moved_by(tile, currency)
        if said is None or tile.compared is None or not size_of(tile):
            continue
        rows.append(
            {
                "label": str(tile.kpi.label),
                "was": wording.figure(tile.kpi, tile.compared, currency),
                "now": wording.figure(tile.kpi, tile.value, currency),
                "said": said.shown(),
                "url": showing.explain_url(tile.kpi, picked) + "#changed",
            }
        )
    return rows


def size_of(tile: Tile) -> Fraction:
    """How much it moved, as a share of what it was; nothing where one of both is missing."""
    was, now = tile.compared.value if tile.compared else None, tile.value.value
    if was is None or now is None:
        return Fraction(0)
    return abs(now - was) / abs(was) if was else abs(now - was)
