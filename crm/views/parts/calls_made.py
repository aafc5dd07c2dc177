"""The forecast category of a deal as its page and the forecast show it: both sides, with who and when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from crm.models import Deal, ForecastCall, ForecastCategory, User
from crm.templatetags import formats

#: {(deal, by the manager): the last call of that side}
Calls = dict[tuple[int, bool], ForecastCall]


def last_calls(deals: Iterable[int]) -> Calls:
    """The last call of each side of each deal, in one query."""
    rows = ForecastCall.objects.filter(deal__in=list(deals)).select_related("by")
    return {(row.deal_id, row.as_manager): row for row in rows.order_by("at", "pk")}


def said_of(deal: Deal, calls: Calls, reader: User) -> dict[str, Any]:
    """The mapping of ``crm/_forecast_call.html``; the stage of the deal is loaded."""
    leads = deal.owner_id != reader.pk
    words = {
        value: str(capfirst(str(label))) for value, label in ForecastCategory.choices
    }
    own = words[deal.stage.forecast_category]
    rep = words.get(deal.forecast_category, "")
    usual = (
        _("As the rep says: %(category)s") if rep else _("As its stage: %(category)s")
    )
    if not leads:
        usual, rep = _("As its stage: %(category)s"), ""
    return {
        "category": words[deal.called],
        "chosen": deal.manager_category if leads else deal.forecast_category,
        "choices": [("", usual % {"category": rep or own}), *words.items()],
        "lines": list(_lines(deal, calls, words)),
    }


def _lines(deal: Deal, calls: Calls, words: dict[str, str]) -> Iterable[str]:
    """Who said what and when, the side that counts first."""
    for as_manager, said in (
        (True, deal.manager_category),
        (False, deal.forecast_category),
    ):
        call = calls.get((deal.pk, as_manager))
        if not said:
            continue
        if call is None:
            yield words[said]
            continue
        told = {
            "category": words[said],
            "who": call.by.full_name if call.by else _("Import"),
            "day": formats.day(call.at, "short"),
        }
        yield _("%(who)s: %(category)s, %(day)s") % told
