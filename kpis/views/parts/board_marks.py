"""What a board is compared with: the median, the set reference, the reader's own past."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kpis import trends, wording
from kpis.periods import Period
from kpis.ranking.boards import CARD, RESULT, SHARE
from kpis.ranking.choices import Benchmark, reference_of
from kpis.scope import narrowed

if TYPE_CHECKING:
    from kpis.views.parts.boards import Seen


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
    kind = seen.asked.picked.kind
    # A reference is one person's: a team of seven is not measured on it, unless it is a level.
    fits = not board.compared.card and not (board.compared.teams and kpi.is_flow)
    reference = reference_of(kpi, kind) if fits else None
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
