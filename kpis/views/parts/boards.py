"""What a reader may see of a board, and in which words: its rows, its marks, what counts in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from crm.models import Organisation
from crm.templatetags import formats
from kpis import ranking, showing, wording
from kpis.ranking.boards import CARD, PROGRESS, SHARE, Board, Place
from kpis.ranking.choices import (
    leaders_only,
    private_among,
)
from kpis.scope import Scope
from kpis.spec import Better, Kpi
from kpis.targets.attainment import Standing
from kpis.views.parts import cards
from kpis.views.parts.asking import Asked
from kpis.views.parts.board_doubts import doubt_text, doubts_of

#: Rows of a page of the board.
PAGE = 50


@dataclass(frozen=True)
class Seen:
    """A board as one reader sees it. ``everything``: all rows with figures; else own and neighbours.

    ``hidden`` are colleagues who chose not to be named, ``private`` whether the reader did; ``doubts`` {row: (in doubt, of)}.
    """

    board: Board
    asked: Asked
    scope: Scope
    everything: bool
    ranks: bool
    hidden: set[int]
    private: bool = False
    doubts: dict[int, tuple[int, int]] = field(default_factory=dict)

    @property
    def kpi(self) -> Kpi:
        return self.board.kpi

    @property
    def currency(self) -> str:
        return self.asked.organisation.base_currency

    def tells(self, row: Place) -> bool:
        """Whether the reader sees this row's figures."""
        return self.is_me(row) or (self.everything and row.who.pk not in self.hidden)

    def is_me(self, row: Place) -> bool:
        return not self.board.compared.teams and row.who.pk == self.asked.user.pk

    def rows(self) -> list[Place]:
        """The rows this reader may see."""
        mine = self.board.of(self.asked.user)
        own = [mine] if mine else []
        if self.everything:
            return self.board.places
        if self.board.compared.teams:
            return []
        return (self.board.around(self.asked.user) or own) if self.ranks else own


def leads(asked: Asked) -> bool:
    return asked.user.is_manager or asked.user.is_admin


def sees_all(asked: Asked) -> bool:
    """Whether this reader sees the whole board: managers, admins, and reps where that is chosen."""
    seen = asked.whole.seen
    if leaders_only() and not leads(asked):
        return False
    return seen.all or bool(seen.teams)


def shows_rank(asked: Asked) -> bool:
    if leaders_only() and not leads(asked):
        return False
    choice = asked.organisation.figures_seen_by_reps
    return sees_all(asked) or choice != Organisation.FiguresSeen.NOTHING


def seen_by(board: Board, asked: Asked, scope: Scope) -> Seen:
    asks = board.places if not leads(asked) else filter(None, [board.of(asked.user)])
    chosen: set[int] = set()
    if not board.compared.teams:
        chosen = private_among(row.who.pk for row in asks)
    private = asked.user.pk in chosen
    return Seen(
        board,
        asked,
        scope,
        sees_all(asked),
        shows_rank(asked),
        chosen - {asked.user.pk},
        private,
        doubts_of(board, asked, scope),
    )


# -- rows -------------------------------------------------------------------------------------


def shown(
    seen: Seen, rows: Sequence[Place], drawn: Fraction | None
) -> list[dict[str, Any]]:
    """The mappings of the rows of ``kpis/_board.html``."""
    board, picked = seen.board, seen.asked.picked
    told = [row for row in rows if seen.tells(row)]
    standings = ranking.shares_of(told, board, picked)
    top = _top(board, drawn)
    explain = _addresses(seen)
    return [
        _row(seen, row, standings.get(row.who.pk, Standing()), top, drawn, explain)
        for row in rows
    ]


def _addresses(seen: Seen) -> Any:
    """row -> where its figure opens."""
    board, asked = seen.board, seen.asked
    if board.basis == CARD:
        parts = reverse("kpis:ranking-parts")
        card = board.compared.card
        named = "team" if board.compared.teams else "rep"
        return lambda row: (
            parts
            + asked.picked.address(
                **{named: row.who.pk, "basis": f"card-{card.pk if card else 0}"}
            )
        )
    if board.compared.teams:
        return lambda row: showing.explain_url(board.kpi, asked.picked, team=row.who.pk)
    alone = not leads(asked)
    return lambda row: showing.explain_url(
        board.kpi,
        asked.picked,
        rep=None if alone and seen.is_me(row) else row.who.pk,
    )


def _row(
    seen: Seen,
    row: Place,
    standing: Standing,
    top: float,
    drawn: Fraction | None,
    explain: Any,
) -> dict[str, Any]:
    tells, hidden = seen.tells(row), row.who.pk in seen.hidden
    found: dict[str, Any] = {
        "place": row.place if seen.ranks and not hidden else None,
        "member": row.who.pk,
        "name": _("A colleague") if hidden else row.who.name,
        "initials": "" if hidden else formats.initials(row.who.name),
        "me": seen.is_me(row),
        "url": explain(row) if tells else "",
        "few": row.too_few,
        "value": "",
        "share": "",
        "own": "",
        "change": "",
        "bar": None,
        "mark": None,
        "base": "",
        "doubt": "",
    }
    if not tells:
        return found
    return found | _figures(seen, row, standing, top, drawn)


def _figures(
    seen: Seen, row: Place, standing: Standing, top: float, drawn: Fraction | None
) -> dict[str, Any]:
    board, currency = seen.board, seen.currency
    by = measured(board.basis, row, standing)
    bar = by is not None and by >= 0 and top > 0 and not row.too_few
    share = standing.share
    return {
        "value": wording.figure(board.kpi, row.value, currency),
        "share": formats.percent(wording.rounded(share, 2))
        if share is not None
        else "",
        "own": wording.written(board.kpi.unit, row.own, currency)
        if row.own is not None
        else "",
        "change": cards.ranked_by(board, row, currency)
        if row.change is not None
        else "",
        "bar": float(by) / top if bar and by is not None else None,
        "mark": float(drawn) / top if bar and drawn is not None else None,
        "base": base_of(seen, row, standing),
        "doubt": doubt_text(*seen.doubts.get(row.who.pk, (0, 0))),
    }


def measured(basis: str, row: Place, standing: Standing) -> Fraction | None:
    """How long the bar of a row is; none for progress, which may be negative."""
    if basis == PROGRESS:
        return None
    return standing.share if basis == SHARE else row.value.value


def _top(board: Board, drawn: Fraction | None) -> float:
    """The longest bar: the best row or the mark, never 100 %."""
    known = (measured(board.basis, row, row.standing) for row in board.ranked)
    lengths = [float(each) for each in (*known, drawn) if each is not None]
    return max(lengths, default=0.0)


def base_of(seen: Seen, row: Place, standing: Standing) -> str:
    board = seen.board
    card = board.compared.card
    if not row.value.defined and card and card.by_median and not board.compared.teams:
        return _("no target, and too few colleagues to compare with")
    if not row.value.defined:
        return wording.reason(row.value)
    if board.basis == CARD:
        return _card_base(row)
    if board.basis == PROGRESS and row.own is None:
        return _("not enough history")
    if board.basis == SHARE and standing.target is None:
        return _("no target")
    if board.kpi.is_flow and not row.too_few:
        return ""
    small = row.too_few
    return showing.cell_base(
        board.kpi, row.value, standing, small=small, currency=seen.currency
    )


def _card_base(row: Place) -> str:
    """How much of the card a score stands on."""
    if row.too_few:
        return _("too few cases")
    known = sum(1 for part in row.parts if part.share is not None)
    if known == len(row.parts):
        return ""
    return _("%(n)s of %(all)s indicators") % {"n": known, "all": len(row.parts)}


def sentence(board: Board, asked: Asked) -> str:
    lower = board.kpi.better == Better.DOWN
    direction = _("lower is better") if lower else _("higher is better")
    return _("%(period)s, %(basis)s, %(direction)s.") % {
        "period": showing.period_name(asked.picked),
        "basis": cards.basis_text(board),
        "direction": direction,
    }


def explained(board: Board) -> str:
    """What the order means, where it is not plain."""
    if board.basis == PROGRESS:
        return _(
            "Each one against the mean of the own last %(n)s equal periods; without all of them nobody"
            " is ranked."
        ) % {"n": board.compared.back}
    if board.basis == CARD and board.compared.card and board.compared.card.by_median:
        return _(
            "Each indicator against its target; without one, against the median of the own team."
        )
    if board.basis == CARD:
        return _(
            "Each indicator against its target; without one it is left out with its weight."
        )
    return ""
