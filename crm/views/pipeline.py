"""The pipeline: board or list, my deals or those of the people I may see."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from crm.models import Stage
from crm.views.answers import wants_fragment
from crm.views.board_live import more_cards, moved_since
from crm.views.board_menus import menu
from crm.views.deal_list import deal_list
from crm.views.parts import asked
from crm.views.parts.board import Columns
from crm.views.parts.closing import month_start
from crm.views.requests import SignedIn


@require_safe
def pipeline(request: SignedIn) -> HttpResponse:
    """The board; with ``poll`` only when it moved since ``tag``, with ``cards`` more of a column."""
    if request.GET.get("view") == "list":
        return deal_list(request)
    if request.GET.get("cards"):
        return more_cards(request)
    if request.GET.get("menu"):
        return menu(request)
    if not (wants_fragment(request) and request.GET.get("poll")):
        return render(request, "crm/pipeline.html", board_context(request))
    if not moved_since(request):
        return HttpResponse(status=204)
    return render(request, "crm/_board_fresh.html", board_context(request))


def board_context(request: SignedIn) -> dict[str, Any]:
    """The board the address asks for; also what answers a move."""
    now, board = timezone.now(), asked.read(request.user, request.GET)
    extra = board.deals.marks(request.user, month_start(now))
    extra["person"] = board.person()
    stages = list(Stage.objects.of_current_pipelines().annotate(**extra))
    chosen = board.pipeline_of(stages)
    columns = Columns(
        stages=[stage for stage in stages if stage.pipeline == chosen],
        deals=board.deals,
        reader=request.user,
        now=now,
        list_url=board.list_at(chosen),
        cards_url=board.at(chosen),
        shown=board.shown,
    )
    first: Any = stages[0] if stages else None
    return columns.drawn() | {
        "pipelines": asked.pipelines_of(stages),
        "pipeline": chosen,
        "whose_label": _whose_label(board.whose, first.person if first else ""),
        "applied": len([*filter(None, board.narrowed.values.values())])
        + bool(board.narrowed.words),
        "tag": asked.tag_of(first, now) if first else "",
        "move_url": reverse("crm:pipeline"),
        "poll_url": board.at(chosen, poll=1),
        "here_url": board.at(chosen),
        "clear_url": board.bare(chosen),
        "list_url": board.list_at(chosen),
    }


def _whose_label(whose: str, person: str | None) -> str:
    fixed = {"mine": _("My deals"), "all": _("All deals")}
    return fixed.get(whose) or person or _("Unknown person")
