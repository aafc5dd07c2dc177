"""How few bring most: what each brings of the whole, best first, and added up (Pareto)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.templatetags import formats
from kpis import wording
from kpis.customers.worth import Board, Exact
from kpis.spec import CUSTOMER
from kpis.views.parts.worth import Choice, percent

#: Columns at most; of more rows, as many neighbours stand together in each.
COLUMNS = 20
#: Fewer rows than this are read faster than drawn.
LEAST = 3
HALF, MOST = Fraction(1, 2), Fraction(4, 5)
SHAPE = {"sort_url": "", "sorted": "", "strong": False, "quiet": False}


@dataclass(frozen=True)
class Column:
    """Rows ``first`` to ``last`` of the board, counted from one: what they bring, and all so far."""

    first: int
    last: int
    brings: Exact
    upto: Fraction
    share: Fraction


def named_apart(board: Board) -> bool:
    """Whether each row has a column of its own."""
    return len(board.rows) <= COLUMNS


def columns(board: Board) -> list[Column]:
    """The rows in their order, as many to a column; nothing where shares say nothing."""
    rows = board.rows
    ground = rows[0].ground if rows else None
    if not ground or len(rows) < LEAST:
        return []
    width = -(-len(rows) // COLUMNS)
    found, before = [], Fraction(0)
    for start in range(0, len(rows), width):
        last = min(start + width, len(rows))
        brought = Fraction(rows[last - 1].brought)
        brings = brought - before
        found.append(Column(start + 1, last, brings, brought / ground, brings / ground))
        before = brought
    return found


def reaching(board: Board, share: Fraction) -> int | None:
    """How many rows, best first, bring so much of the whole together."""
    places = (
        number
        for number, row in enumerate(board.rows, start=1)
        if row.upto is not None and row.upto >= share
    )
    return next(places, None)


def chart_of(
    choice: Choice, board: Board, names: Mapping[Any, str], currency: str
) -> dict[str, Any] | None:
    """The card of ``components/_chart_card.html``; None of a few rows or of what has no sum."""
    found = columns(board)
    if not found:
        return None
    said = sentence(choice, board)
    return {
        "id": "worth-chart",
        "kind": "bar",
        "title": _("How few bring most"),
        "unit": _("share of the whole"),
        "sentence": said,
        "note": said,
        "height": "low",
        "key": [
            {"swatch": "1", "label": _("what a column brings")},
            {"swatch": "line", "label": _("with those before it")},
        ],
        "data": {
            "labels": [_label(one, choice, board, names) for one in found],
            "series": [
                {
                    "label": _("brings"),
                    "data": [float(one.share) for one in found],
                    "color": 1,
                    "ends": False,
                },
                {
                    "label": _("with those before"),
                    "data": [float(one.upto) for one in found],
                    "color": "text",
                    "line": True,
                },
            ],
            "breaks": _most(board, found),
            "format": {"kind": "percent", "decimals": 0},
            "x_title": _x_title(choice, found),
        },
        "table": _table(choice, board, names, found, currency),
    }


def sentence(choice: Choice, board: Board) -> str:
    """12 of 240 bring half of it all, 61 bring 80%."""
    half, most = reaching(board, HALF), reaching(board, MOST)
    words = {
        "all": formats.number(len(board.rows)),
        "half": formats.number(half or 0),
        "most": formats.number(most or 0),
        "share": formats.percent(wording.rounded(MOST, 2)),
    }
    of_customers = choice.of == CUSTOMER
    if half is None:
        found = _("Half of it all comes from elsewhere.")
    elif of_customers:
        found = ngettext(
            "%(half)s customer of %(all)s brings half of it all.",
            "%(half)s customers of %(all)s bring half of it all.",
            half,
        )
    else:
        found = ngettext(
            "The first of %(all)s brings half of it all.",
            "The first %(half)s of %(all)s bring half of it all.",
            half,
        )
    said = [found % words]
    if most is not None and most != half:
        said.append(
            ngettext("%(most)s brings %(share)s.", "%(most)s bring %(share)s.", most)
            % words
        )
    if board.rows[-1].upto != 1:
        said.append(_("The rest is not named on this page."))
    return " ".join(said)


def _most(board: Board, found: list[Column]) -> list[dict[str, Any]]:
    """An upright line at the column with which four fifths are reached."""
    number = reaching(board, MOST)
    if number is None:
        return []
    at = next(i for i, one in enumerate(found) if one.last >= number)
    return [
        {
            "at": at,
            "label": formats.percent(wording.rounded(MOST, 2)),
            "color": "text2",
            "middle": True,
        }
    ]


def _x_title(choice: Choice, found: list[Column]) -> str:
    width = found[0].last - found[0].first + 1
    if choice.of != CUSTOMER:
        return ""
    if width == 1:
        return _("Customers, best first")
    return _("Customers, best first, %(n)s a column") % {"n": formats.number(width)}


def _places(one: Column) -> str:
    if one.first == one.last:
        return formats.number(one.first)
    return f"{formats.number(one.first)}–{formats.number(one.last)}"


def _label(one: Column, choice: Choice, board: Board, names: Mapping[Any, str]) -> str:
    """Under a column: a member's name where it is short, else its places."""
    if choice.of == CUSTOMER or not named_apart(board):
        return _places(one)
    return names.get(board.rows[one.first - 1].member, formats.DASH)


def _table(
    choice: Choice,
    board: Board,
    names: Mapping[Any, str],
    found: list[Column],
    currency: str,
) -> dict[str, Any]:
    heads = (
        choice.label if named_apart(board) else _("Places"),
        str(choice.by.label),
        _("Share"),
        _("Up to here"),
    )
    return {
        "caption": _("How few bring most"),
        "columns": [
            {"label": label, "numeric": place > 0, **SHAPE}
            for place, label in enumerate(heads)
        ],
        "rows": [
            {
                "cells": [
                    names.get(board.rows[one.first - 1].member, formats.DASH)
                    if named_apart(board)
                    else _places(one),
                    wording.written(choice.by.unit, Fraction(one.brings), currency),
                    percent(one.share),
                    percent(one.upto),
                ]
            }
            for one in found
        ],
    }
