"""The board as a table to take away: the rows and figures its reader sees, all pages of it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kpis import ranking
from kpis.ranking.boards import CARD, PROGRESS, Place
from kpis.sheets import Column, Sheet
from kpis.spec import Unit
from kpis.views.parts import boards
from kpis.views.parts.board_asked import board_of
from kpis.views.parts.boards import Seen
from kpis.views.parts.exported import exported
from kpis.views.parts.sheeted import named, notes_of


@exported("rankings")
def rankings(request: HttpRequest) -> list[Sheet]:
    asked_for, board, scope = board_of(request)
    seen = boards.seen_by(board, asked_for, scope)
    columns = columns_of(seen)
    card = board.compared.card
    key, label = (
        (f"card-{card.pk}", card.label) if card else (board.kpi.key, board.kpi.label)
    )
    told = [boards.sentence(board, asked_for), *filter(None, [boards.explained(board)])]
    return [
        Sheet(
            named(f"ranking-{key}", asked_for.picked),
            _("Ranking, %(kpi)s") % {"kpi": label},
            [column for column, _cell in columns],
            [[cell(row) for _column, cell in columns] for row in seen.rows()],
            notes_of(asked_for, *told),
        )
    ]


def columns_of(seen: Seen) -> list[tuple[Column, Callable[[Place], Any]]]:
    """(column, row -> its cell): nothing where the reader sees no figure."""
    board, kpi = seen.board, seen.kpi
    told = [row for row in board.places if seen.tells(row)]
    shares = ranking.shares_of(told, board, seen.asked.picked)

    def share(row: Place) -> Fraction | None:
        standing = shares.get(row.who.pk)
        return standing.share if standing else None

    def figure(cell: Callable[[Place], Any]) -> Callable[[Place], Any]:
        return lambda row: cell(row) if seen.tells(row) else None

    card = board.compared.card
    who = _("Team") if board.compared.teams else _("Sales rep")
    label = card.label if card else str(kpi.label)
    found: list[tuple[Column, Callable[[Place], Any]]] = [
        (Column(_("Place")), lambda row: place_of(seen, row)),
        (Column(who), lambda row: name_of(seen, row)),
        (Column(label, kpi.unit), figure(lambda row: row.value.value)),
    ]
    if board.basis == PROGRESS:
        found += [
            (Column(_("Own mean before"), kpi.unit), figure(lambda row: row.own)),
            (
                Column(pgettext("of a figure", "Change"), Unit.RATE),
                figure(lambda row: row.change),
            ),
        ]
    elif board.basis == CARD:
        found += [
            (Column(str(part.label), Unit.RATE), figure(share_in(part.key)))
            for part in (card.kpis if card else [])
        ]
    else:
        found.append((Column(_("Share of target"), Unit.RATE), figure(share)))
    return found


def share_in(key: str) -> Callable[[Place], Fraction | None]:
    """What one indicator of a card comes to in a row."""
    return lambda row: next((p.share for p in row.parts if p.kpi.key == key), None)


def place_of(seen: Seen, row: Place) -> int | None:
    return row.place if seen.ranks and row.who.pk not in seen.hidden else None


def name_of(seen: Seen, row: Place) -> str:
    return _("A colleague") if row.who.pk in seen.hidden else row.who.name
