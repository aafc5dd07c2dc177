"""A score opened: indicator, figure, what it is measured on, share, weight, contribution."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from crm.templatetags import formats
from kpis import showing, wording
from kpis.dashboard import too_few
from kpis.ranking.boards import Place
from kpis.ranking.scores import MEDIAN, Part
from kpis.views.parts.boards import Seen


def of(seen: Seen, row: Place) -> dict[str, Any]:
    """The context of ``kpis/_score_parts.html``."""
    card = seen.board.compared.card
    named = card.label if card else str(seen.kpi.label)
    counted = [part for part in row.parts if part.share is not None]
    above = sum((part.contribution or Fraction(0) for part in counted), Fraction(0))
    return {
        "title": _("%(card)s: %(name)s") % {"card": named, "name": row.who.name},
        "period": showing.period_name(seen.asked.picked),
        "score": wording.figure(seen.kpi, row.value, seen.currency),
        "reason": "" if row.value.defined else wording.reason(row.value),
        "parts": [_part(seen, row, part) for part in row.parts],
        "weights": formats.number(sum(part.weight for part in counted)),
        "sum": _points(above) if seen.everything else "",
        "few": row.too_few,
    }


def nobody(seen: Seen) -> dict[str, Any]:
    """The same for a reader who does not stand on the board."""
    card = seen.board.compared.card
    return {
        "title": card.label if card else str(seen.kpi.label),
        "period": showing.period_name(seen.asked.picked),
        "score": "",
        "reason": _("You are not on this board: open the score of somebody on it."),
        "parts": [],
        "weights": "",
        "sum": "",
        "few": False,
    }


def _part(seen: Seen, row: Place, part: Part) -> dict[str, Any]:
    kpi, picked, currency = part.kpi, seen.asked.picked, seen.currency
    minimum = seen.asked.organisation.minimum_sample
    small = too_few(kpi, part.value, minimum)
    # A median may be the figure of one colleague, and a share on it would tell it too.
    kept = part.against == MEDIAN and not seen.everything
    share = None if kept else part.share
    whose = {"team" if seen.board.compared.teams else "rep": row.who.pk}
    return {
        "label": str(kpi.label),
        "url": showing.explain_url(kpi, picked, **whose),
        "value": wording.figure(kpi, part.value, currency),
        "aim": ""
        if kept
        else wording.written(kpi.unit, part.aim, currency, fixed=False),
        "against": against(part),
        "share": formats.percent(wording.rounded(share, 2))
        if share is not None
        else formats.DASH,
        "weight": formats.number(part.weight),
        "contribution": _points(None if kept else part.contribution),
        "base": _("too few, n = %(n)s") % {"n": formats.number(part.value.n)}
        if small
        else "",
    }


def against(part: Part) -> str:
    """What the figure is measured on, in words."""
    if part.aim is None:
        return _("no target: left out")
    return _("median of the team") if part.against == MEDIAN else _("target")


def _points(value: Fraction | None) -> str:
    """Weight x share with two decimals."""
    if value is None:
        return formats.DASH
    return formats.number(wording.rounded(value, 2), 2)
