"""What counts in doubt on a board: activities logged several at once or without outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.templatetags import formats
from kpis.members import splits_of
from kpis.ranking.boards import Board
from kpis.ranking.scores import HONEST
from kpis.rollup import figures
from kpis.scope import Scope
from kpis.spec import Kpi, Total
from kpis.values import Value
from kpis.views.parts.asking import Asked

if TYPE_CHECKING:
    from kpis.views.parts.boards import Seen

#: Activities that count without doubt.
TOLD = "told"


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
