"""The deals behind a number of the forecast, each with its category to be said in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm import access
from crm.models import Deal, ForecastCategory
from crm.templatetags import formats
from crm.views.parts.calls_made import last_calls, said_of
from kpis.forecast.lines import COMMIT, OPEN, Due
from kpis.forecast.slipping import Slipped, slipped
from kpis.scope import Scope
from kpis.views.parts.asking import Asked
from kpis.views.parts.forecast_months import money
from kpis.views.parts.forecast_slips import slip, times_said

#: What may be asked of the month's deals: a category, or those that stand in no month's sums.
KINDS = (*OPEN, "late", "none", "unpriced")
#: Deals listed; the worst of those that slip.
MOST, WORST = 15, 8


def shown(seen: Any, wanted: Any, asked_for: Asked) -> dict[str, Any] | None:
    """The deals asked for, the largest first; none for a past day, whose rows are sums."""
    if wanted.seen_on is not None:
        return None
    read = _readable(seen.deals, asked_for)
    found = [due for due in read if _asked_for(due, wanted, asked_for)]
    found.sort(key=lambda due: (-due.amount, due.deal))
    late = slipped([due.deal for due in read])
    rows, worst = found if wanted.every else found[:MOST], late[:WORST]
    deals = _records([*(d.deal for d in rows), *(s.deal for s in worst)], asked_for)
    calls = last_calls(due.deal for due in rows)
    times = {each.deal: each for each in late}
    hidden = len(seen.deals) - len(read)
    return {
        "title": _title(wanted),
        "kind": wanted.category,
        "rows": [
            _row(due, deals[due.deal], calls, times.get(due.deal), asked_for)
            for due in rows
            if due.deal in deals
        ],
        "count": ngettext("%(n)s deal", "%(n)s deals", len(found))
        % {"n": formats.number(len(found))},
        "more": len(found) - len(rows),
        "hidden": hidden,
        "slipping": [
            slip(each, deals[each.deal]) for each in worst if each.deal in deals
        ],
    }


def _readable(deals: Sequence[Due], asked_for: Asked) -> list[Due]:
    """Figures may be seen further than the rows behind them."""
    own = Scope(access.row_scope(asked_for.user))
    return [due for due in deals if own.holds(due.rep, due.team)]


def _asked_for(due: Due, wanted: Any, asked_for: Asked) -> bool:
    kind, current = wanted.category, asked_for.picked.today.replace(day=1)
    if kind == "late":
        return due.month is not None and due.month < current
    if kind == "none":
        return due.month is None
    if kind == "unpriced":
        return not due.amount
    if due.month != wanted.month:
        return False
    with_best = kind == "best" and due.category == COMMIT
    return not kind or due.category == kind or with_best


def _title(wanted: Any) -> str:
    apart = {
        "late": _("Open, expected before this month"),
        "none": _("Open, without an expected date"),
        "unpriced": _("Open, without an amount"),
    }
    if wanted.category in apart:
        return apart[wanted.category]
    words = {"month": formats.day(wanted.month, "month")}
    if wanted.category == "best":
        return _("Deals due in %(month)s: commit and best case") % words
    if wanted.category:
        said = dict(ForecastCategory.choices)[wanted.category]
        words["category"] = str(said)
        return _("Deals due in %(month)s: %(category)s") % words
    return _("Deals due in %(month)s") % words


def _records(pks: list[int], asked_for: Asked) -> dict[int, Any]:
    rows = Deal.objects.filter(pk__in=pks).select_related("stage", "owner", "prospect")
    marked: dict[int, Any] = access.marking(rows, asked_for.user).in_bulk()
    return marked


def _row(
    due: Due, deal: Any, calls: Any, late: Slipped | None, asked_for: Asked
) -> dict[str, Any]:
    return {
        "deal": deal,
        "name": deal.name,
        "prospect": str(deal.prospect) if deal.prospect else "",
        "url": reverse("crm:deal", args=[deal.pk]),
        "rep": deal.owner.full_name,
        "stage": str(deal.stage),
        "on": formats.day(due.expected_on, "short")
        if due.expected_on
        else formats.DASH,
        "gone_by": bool(due.expected_on and due.expected_on < asked_for.picked.today),
        "amount": money(due.amount, asked_for) if due.amount else _("no amount"),
        "weighted": money(due.weighted, asked_for) if due.amount else "",
        "call": said_of(deal, calls, asked_for.user),
        "changeable": deal.changeable,
        "slipped": times_said(late.times) if late else "",
    }
