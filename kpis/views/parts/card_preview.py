"""The board a score card would make of this month, before it is saved."""

from __future__ import annotations

from typing import Any

from kpis import ranking, wording
from kpis.catalogue import KPIS
from kpis.ranking.boards import CARD, Board, Compared
from kpis.ranking.score_cards import Card
from kpis.views.parts.asking import Asked

#: Rows shown beside the form.
SHOWN = 10


def preview_of(asked: Asked, card: Card, held: Card | None) -> dict[str, Any]:
    """The first rows of the board by ``card``, with the place each has by the saved one."""
    board = board_by(asked, card)
    before = {}
    if held is not None and not alike(held, card):
        before = {row.who.pk: row.place for row in board_by(asked, held).places}
    currency = asked.organisation.base_currency
    return {
        "rows": [
            {
                "place": row.place,
                "name": row.who.name,
                "value": wording.figure(board.kpi, row.value, currency),
                "was": before.get(row.who.pk),
            }
            for row in board.ranked[:SHOWN]
        ],
        "ranked": len(board.ranked),
        "changed": bool(before),
    }


def alike(one: Card, other: Card) -> bool:
    """Whether both make the same board."""
    return (one.weights, one.by_median) == (other.weights, other.by_median)


def board_by(asked: Asked, card: Card) -> Board:
    return ranking.board(
        KPIS["rep_score"],
        asked.scope,
        asked.picked,
        compared=Compared(CARD, card=card),
        organisation=asked.organisation,
    )
