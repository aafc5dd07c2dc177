"""The list of deals, as a page and as a file."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from crm.filters import DEALS, Narrowed
from crm.filters.deal_rules import expected_choices
from crm.models import Deal, User
from crm.views.columns import DEAL_COLUMNS
from crm.views.exports import gently
from crm.views.lists import Worked, answer, as_file, takes
from crm.views.requests import SignedIn


def _rows(user: User, _narrowed: Narrowed) -> QuerySet[Any, Any]:
    return Deal.objects.visible_to(user)


WORK = takes(
    Worked(
        page="deals",
        template="crm/deals.html",
        narrowing=DEALS,
        columns=DEAL_COLUMNS,
        lists=("pipeline", "stage", "owner", "source", "product"),
        more_lists=lambda now: {"expected": expected_choices(now)},
        rows=_rows,
        row="crm:deal",
        caption=_("Deals"),
        empty=(
            _("Your deals stand here, open, won and lost."),
            "crm:deal-new",
            _("Open the first deal"),
        ),
    )
)


@require_safe
def deal_list(request: SignedIn) -> HttpResponse:
    return answer(request, WORK)


@require_safe
@gently
def deals_csv(request: SignedIn) -> HttpResponseBase:
    return as_file(request, WORK)
