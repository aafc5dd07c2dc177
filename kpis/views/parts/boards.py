"""What a reader may see of a board, and in which words: its rows, its marks, what counts in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.models import Organisation
from crm.templatetags import formats
from kpis import ranking, showing, trends, wording
from kpis.board_choices import (
    Benchmark,
    leaders_only,
    private_among,
    reference_of,
)
from kpis.members import splits_of
from kpis.periods import Period
from kpis.ranking import CARD, HONEST, PROGRESS, RESULT, SHARE, Board, Place
from kpis.rollup import figures
from kpis.scope import Scope, narrowed
from kpis.spec import Better, Kpi, Total
from kpis.targets import Standing
from kpis.values import Value
from kpis.views.parts import cards
from kpis.views.parts.asking import Asked

#: Rows of a page of the board.
PAGE = 50
#: Activities that count without doubt.
TOLD = "told"


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


# -- what counts in doubt ---------------------------------------------------------------------


def doubts_of(board: Board, asked: Asked, scope: Scope) -> dict[int, tuple[int, int]]:
    """{row: (logged in bulk or without outcome, all)} of a figure of activities; one question."""
    kpi, where = board.kpi, dict(asked.picked.members)
    if board.compared.card or HONEST not in splits_of(kpi) or HONEST in where:
        return {}
    by = (board.compared.split, HONEST)
    question = asked.picked.question(scope, by=by, where=where)
    found: dict[int, tuple[int, int]] = {}
    for (member, how), value in figures([kpi], question)[kpi.key].items():
        doubtful, every = found.get(member, (0, 0))
        cases = cases_of(kpi, value)
        found[member] = (doubtful + (0 if how == TOLD else cases), every + cases)
    return found


def cases_of(kpi: Kpi, value: Value) -> int:
    """On how many activities a figure stands."""
    if isinstance(kpi.formula, Total):
        return int(value.value or 0)
    return value.n if value.n is not None else int(value.numerator or 0)


def doubt_text(doubtful: int, every: int) -> str:
    if not doubtful:
        return ""
    return _("%(n)s of %(all)s") % {
        "n": formats.number(doubtful),
        "all": formats.number(every),
    }


def honesty(seen: Seen) -> dict[str, str] | None:
    """The sentence about doubtful activities with its switch; none for a figure without any."""
    picked, kpi = seen.asked.picked, seen.kpi
    if HONEST in dict(picked.members):
        text = _("Without activities logged several at once or without outcome.")
        return {"text": text, "value": "", "words": _("Count them again")}
    if seen.board.compared.card or HONEST not in splits_of(kpi):
        return None
    shown = [
        seen.doubts.get(row.who.pk, (0, 0)) for row in seen.rows() if seen.tells(row)
    ]
    doubtful, every = sum(n for n, _all in shown), sum(n for _n, n in shown)
    if not doubtful:
        return None
    words = ngettext(
        "%(n)s of %(all)s activity was logged several at once or without outcome.",
        "%(n)s of %(all)s activities were logged several at once or without outcome.",
        every,
    )
    text = words % {"n": formats.number(doubtful), "all": formats.number(every)}
    return {"text": text, "value": f"{HONEST}:{TOLD}", "words": _("Leave them out")}


# -- marks ------------------------------------------------------------------------------------


def marks_of(seen: Seen) -> tuple[list[dict[str, str]], Fraction | None]:
    """(marks as label, value, note; the one drawn on the bars): median, reference, own past."""
    board, kpi = seen.board, seen.kpi
    found, drawn = [], None
    # Of an odd number of people the median is the figure of one of them.
    if board.basis in (RESULT, CARD) and seen.everything and board.median is not None:
        drawn = board.median
        words = (
            _("Median of the teams")
            if board.compared.teams
            else _("Median of the people")
        )
        found.append(
            {"label": words, "value": _written(seen, board.median), "note": ""}
        )
    reference = None if board.compared.card else reference_of(kpi)
    if reference is not None and board.basis != SHARE:
        drawn = reference.value if board.basis == RESULT else drawn
        found.append(_reference(seen, reference))
    own = own_past(seen)
    if own is not None:
        label = _("Your own mean of the last three periods")
        found.append({"label": label, "value": _written(seen, own), "note": ""})
    return found, drawn


def _reference(seen: Seen, reference: Benchmark) -> dict[str, str]:
    value = _written(seen, reference.value)
    return {"label": _("Reference"), "value": value, "note": reference.source}


def _written(seen: Seen, value: Fraction) -> str:
    return wording.written(seen.kpi.unit, value, seen.currency)


def own_past(seen: Seen) -> Fraction | None:
    """The mean of the reader's own three equal periods before this one; on a board by result."""
    board, picked, user = seen.board, seen.asked.picked, seen.asked.user
    if board.basis != RESULT or board.compared.teams or board.of(user) is None:
        return None
    if picked.where or not user.sells:
        return None
    earlier: list[Period] = picked.trail(4)[:-1]
    scope = narrowed(seen.scope, rep=user.pk)
    line = trends.over([board.kpi], scope, earlier, picked.today).get(board.kpi.key, [])
    known = [value.value for value in line if value.value is not None]
    return sum(known, Fraction(0)) / 3 if len(known) == 3 else None


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
