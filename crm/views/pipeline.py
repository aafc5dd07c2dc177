"""The pipeline: board or list, my deals or those of the people I may see."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from crm.filters import DEALS
from crm.filters.lists import offered
from crm.models import Deal, Pipeline, User
from crm.models.deal_queries import DealQuerySet
from crm.views.answers import list_page, page_of, wants_fragment
from crm.views.parts.board import board_of
from crm.views.parts.rows import DEAL_HEADS, deal_rows
from crm.views.requests import SignedIn


@require_safe
def pipeline(request: SignedIn) -> HttpResponse:
    if request.GET.get("view") == "list":
        return _list(request)
    context = board_context(request)
    poll = wants_fragment(request) and request.GET.get("poll")
    template = "components/_board.html" if poll else "crm/pipeline.html"
    return render(request, template, context)


def board_context(request: SignedIn) -> dict[str, Any]:
    """The board the address asks for; also what answers a move."""
    pipelines = list(Pipeline.objects.filter(archived_at__isnull=True))
    asked = request.GET.get("pipeline", "")
    chosen = next((each for each in pipelines if str(each.pk) == asked), pipelines[0])
    whose = request.GET.get("whose") or default_whose(request.user)
    people = offered(request.user, "owner")["owner"]
    deals = of_whom(Deal.objects.visible_to(request.user), whose, request.user)
    board = board_of(deals, chosen, reader=request.user, now=timezone.now())
    here = reverse("crm:pipeline")
    address = f"{here}?pipeline={chosen.pk}&whose={whose}"
    return board | {
        "pipelines": pipelines,
        "pipeline": chosen,
        "whose": whose,
        "people": [person for person in people if person[0] != str(request.user.pk)],
        "whose_label": _whose_label(whose, people),
        "move_url": here,
        "poll_url": f"{address}&poll=1",
    }


def default_whose(user: User) -> str:
    return "mine" if user.sells and user.role == User.Role.REP else "all"


def of_whom(deals: DealQuerySet, whose: str, user: User) -> DealQuerySet:
    """``mine``, ``all`` (that may be seen), or one person's by id."""
    if whose == "mine":
        return deals.owned_by(user)
    if whose == "all":
        return deals
    known = whose.isdecimal() and len(whose) < 19
    return deals.filter(owner=int(whose)) if known else deals.none()


def _whose_label(whose: str, people: list[tuple[str, Any]]) -> str:
    fixed = {"mine": _("My deals"), "all": _("All deals")}
    return fixed.get(whose) or str(dict(people).get(whose, _("Unknown person")))


def _list(request: SignedIn) -> HttpResponse:
    narrowed = DEALS.read(request.GET, offered(request.user, "stage", "owner"))
    rows = narrowed.apply(Deal.objects.visible_to(request.user).for_list())
    page = page_of(rows, request)
    return list_page(
        request,
        "crm/deals.html",
        narrowed,
        page,
        {
            "columns": narrowed.columns(DEAL_HEADS),
            "rows": deal_rows(page.object_list),
        },
        caption=_("Deals"),
        empty=(
            _("Your deals stand here, open, won and lost."),
            reverse("crm:deal-new"),
            _("Open the first deal"),
        ),
    )
