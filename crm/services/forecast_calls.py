"""What people say of a deal: the rep calls its forecast category, the manager may say otherwise.

Both are kept, with who and when; the manager's counts while there is one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from crm.announce import as_it_is
from crm.models import Deal, ForecastCall, ForecastCategory, Stage, StageCategory, User
from crm.services.errors import Refused
from crm.services.history import difference, record
from crm.services.writing import put, take


@transaction.atomic
def call_deal(
    *,
    deal_id: int,
    category: str,
    by: User | None,
    now: datetime,
    as_manager: bool = False,
    seen: int | None = None,
) -> Deal:
    """Say the category of an open deal; empty takes back what this side said. Same again: nothing."""
    if category and category not in ForecastCategory.values:
        raise Refused({"category": _("Choose one of the forecast categories.")})
    deal = take(Deal.objects.all(), deal_id, seen=seen)
    if not deal.is_open:
        raise Refused(_("This deal has ended. Reopen it first."))
    name = "manager_category" if as_manager else "forecast_category"
    if getattr(deal, name) == category:
        return deal
    before = as_it_is(deal)
    put(deal, **{name: category})
    told = {"category": category, "as_manager": as_manager}
    ForecastCall.objects.create(deal=deal, by=by, at=now, **told)
    changes = difference(before, deal, [name])
    record(by=by, action="edited", row=deal, at=now, changes=changes)
    return deal


def note_call(deal: Deal, *, by: User | None, at: datetime) -> None:
    """Journal what the rep's side says of the deal, written with its description."""
    said = deal.forecast_category
    ForecastCall.objects.create(deal=deal, category=said, by=by, at=at)


def note_calls(deals: Iterable[Deal], *, by: User | None) -> None:
    """The same for deals that come with their history: said since they were opened."""
    ForecastCall.objects.bulk_create(
        ForecastCall(deal=deal, category=said, by=by, at=deal.opened_at)
        for deal in deals
        if (said := deal.forecast_category)
    )


def note_stage(stage: Stage, was: str, *, by: User | None, at: datetime) -> None:
    """Journal that the stage's own category changed, so that past days keep theirs."""
    if was != stage.forecast_category:
        said = {"was": was, "category": stage.forecast_category}
        StageCategory.objects.create(stage=stage, by=by, at=at, **said)
