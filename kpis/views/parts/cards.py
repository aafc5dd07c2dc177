"""Cards of the dashboards: the race of the month, the rank, what moved most."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.models import Organisation, User
from crm.money import to_major
from crm.templatetags import formats
from kpis import wording
from kpis.charts import Race, marked
from kpis.dashboard import Tile
from kpis.periods import kind_of
from kpis.picker import Picked
from kpis.ranking.boards import CARD, PROGRESS, SHARE, Board, Place, hidden_among
from kpis.showing import period_name
from kpis.spec import Better, Kpi, Unit


def race_card(
    found: Race, picked: Picked, organisation: Organisation
) -> dict[str, Any]:
    """The mapping of ``components/_chart_card.html``."""
    kpi, currency = found.kpi, organisation.base_currency
    now, earlier = picked_name(picked), _earlier_name(found, picked)
    longest = max(found.days, len(found.earlier))
    series: list[dict[str, Any]] = [
        {"label": now, "data": _filled(_scaled(kpi, found.now, currency), longest)}
    ]
    table = [(now, found.now)]
    if found.target is not None and found.days:
        pace = [found.target * (i + 1) / found.days for i in range(found.days)]
        pace += [found.target] * (longest - found.days)
        line = [float(_major(kpi, amount, currency)) for amount in pace]
        label = _("Target pace")
        series.append(
            {
                "label": label,
                "color": "text",
                "dashed": True,
                "data": _filled(line, longest),
            }
        )
        table.append((label, [int(wording.rounded(amount)) for amount in pace]))
    if any(found.earlier):
        before = _filled(_scaled(kpi, found.earlier, currency), longest)
        series.append({"label": earlier, "past": True, "data": before})
        table.append((earlier, found.earlier))
    money = kpi.unit == Unit.MONEY
    form = (
        {"kind": "money", "currency": currency, "compact": True}
        if money
        else {"kind": "number"}
    )
    latest = Fraction(found.now[-1] if found.now else 0)
    card = {
        "id": "race",
        "kind": "line",
        "title": _("%(kpi)s, working day by working day") % {"kpi": kpi.label},
        "unit": _("cumulated"),
        "sentence": _("%(period)s: %(figure)s on working day %(day)s of %(all)s.")
        % {
            "period": now,
            "figure": wording.written(kpi.unit, latest, currency),
            "day": len(found.now),
            "all": found.days,
        },
        "data": {
            "labels": [str(i + 1) for i in range(longest)],
            "series": series,
            "format": form,
            "x_title": _("Working day"),
        },
        "table": _race_table(kpi, table, longest, currency),
    }
    return marked(card, found.breaks)


def _race_table(
    kpi: Kpi, lines: list[tuple[str, list[int]]], longest: int, currency: str
) -> dict[str, Any]:
    columns = [{"label": _("Working day"), "numeric": False}]
    columns += [{"label": name, "numeric": True} for name, _line in lines]
    rows = []
    for i in range(longest):
        cells = [str(i + 1)]
        for _name, line in lines:
            known = Fraction(line[i]) if i < len(line) else None
            cells.append(wording.written(kpi.unit, known, currency))
        rows.append({"cells": cells})
    shape = {"strong": False, "quiet": False, "sort_url": "", "sorted": ""}
    return {
        "caption": _("%(kpi)s, working day by working day") % {"kpi": kpi.label},
        "columns": [shape | column for column in columns],
        "rows": rows,
        "foot": [],
    }


def _major(kpi: Kpi, amount: Fraction, currency: str) -> Fraction:
    if kpi.unit != Unit.MONEY:
        return amount
    return amount * Fraction(to_major(1, currency))


def _scaled(kpi: Kpi, line: list[int], currency: str) -> list[float]:
    return [float(_major(kpi, Fraction(amount), currency)) for amount in line]


def _filled(line: list[float], length: int) -> list[float | None]:
    return [*line, *[None] * (length - len(line))]


def picked_name(picked: Picked) -> str:
    """November: how a chart names its period."""
    return period_name(picked).removesuffix(f" {picked.today.year}")


def _earlier_name(found: Race, picked: Picked) -> str:
    text = wording.short_period(found.earlier_period, picked.today, picked.first_month)
    if kind_of(found.earlier_period, picked.first_month) == "month":
        text = text[:1].upper() + text[1:]
    return text


# -- the rank ---------------------------------------------------------------------------------


def rank_card(
    board: Board,
    user: User,
    organisation: Organisation,
    *,
    values: bool,
    moved: tuple[date, int] | None = None,
) -> dict[str, Any] | None:
    """Own place and its neighbours; others' figures only where ``values`` allows it.

    A neighbour who chose not to be named is a colleague without place and figure.
    """
    mine = board.of(user)
    if mine is None or mine.place is None or len(board.ranked) < 2:
        return None
    around = board.around(user)
    hidden = hidden_among(around, user)
    return {
        "rows": [
            _rank_row(board, row, organisation, user, hidden, values=values)
            for row in around
        ],
        "basis": basis_text(board),
        "note": _("of %(n)s people") % {"n": formats.number(len(board.ranked))},
        "moved": rank_moved(*moved) if moved else "",
    }


def _rank_row(
    board: Board,
    row: Place,
    organisation: Organisation,
    user: User,
    hidden: set[int],
    *,
    values: bool,
) -> dict[str, Any]:
    me, unnamed = row.who.pk == user.pk, row.who.pk in hidden
    shown = me or (values and not unnamed)
    return {
        "place": None if unnamed else row.place,
        "name": _("A colleague") if unnamed else row.who.name,
        "me": me,
        "value": ranked_by(board, row, organisation.base_currency) if shown else "",
    }


def rank_moved(day: date, places: int) -> str:
    """Up one place since 13 November."""
    when = formats.day(day, "long").removesuffix(f" {day.year}")
    if places == 0:
        return _("Same place as on %(day)s.") % {"day": when}
    words = (
        ngettext(
            "Up one place since %(day)s.", "Up %(n)d places since %(day)s.", places
        )
        if places > 0
        else ngettext(
            "Down one place since %(day)s.", "Down %(n)d places since %(day)s.", -places
        )
    )
    return words % {"n": abs(places), "day": when}


def ranked_by(board: Board, row: Place, currency: str) -> str:
    """What the row is ordered by, written out."""
    if board.basis == SHARE:
        if row.standing.share is None:
            return _("Met") if row.standing.met else formats.DASH
        return formats.percent(wording.rounded(row.standing.share, 2))
    if board.basis == PROGRESS:
        if row.change is None:
            return formats.DASH
        return formats.percent(wording.rounded(row.change, 3), 1, signed=True)
    return wording.figure(board.kpi, row.value, currency)


def basis_text(board: Board) -> str:
    """By what it is ranked, and of whom."""
    words = {
        SHARE: _("by share of target, %(kpi)s"),
        PROGRESS: _("by progress against oneself, %(kpi)s"),
        CARD: _("by score card, %(kpi)s"),
    }
    card = board.compared.card
    name = card.label if card else board.kpi.label
    return words.get(board.basis, _("by result, %(kpi)s")) % {"kpi": name}


# -- the story --------------------------------------------------------------------------------


def moved_most(
    tiles: list[Tile], picked: Picked, currency: str
) -> dict[str, Any] | None:
    """The figure with the largest judged change, for the story of the demo."""
    best: tuple[float, Tile, wording.Said] | None = None
    for tile in tiles:
        said = wording.change(tile.kpi, tile.value, tile.compared, currency)
        if said is None or said.tone == "plain" or tile.too_few or tile.young:
            continue
        size = _size(tile)
        if best is None or size > best[0]:
            best = (size, tile, said)
    if best is None:
        return None
    _size_found, tile, said = best
    than = wording.short_period(picked.compared, picked.today, picked.first_month)
    lower = tile.kpi.better == Better.DOWN
    words = (
        _("%(kpi)s %(change)s than %(period)s")
        if lower
        else _("%(kpi)s %(change)s on %(period)s")
    )
    return {
        "kpi": tile.kpi,
        "tone": said.tone,
        "glyph": said.glyph,
        "text": words % {"kpi": tile.kpi.label, "change": said.text, "period": than},
    }


def _size(tile: Tile) -> float:
    """How much it moved, as a share of what it was."""
    before = tile.compared.value if tile.compared else None
    if not before or tile.value.value is None:
        return 0.0
    return abs(float((tile.value.value - before) / before))
