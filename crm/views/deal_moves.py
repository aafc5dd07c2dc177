"""A deal moves to another stage, by hand, by key or from its page: one row of its journal."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from crm.models import Stage
from crm.services import deals
from crm.services.errors import Conflict
from crm.views.answers import MOVED, done, said_no, wants_fragment
from crm.views.conflicts import conflict_sheet, stage_pair
from crm.views.ends import lose, win
from crm.views.parts.taking import deal_to_change, number_sent
from crm.views.pipeline import board_context
from crm.views.requests import SignedIn

ENDS = {Stage.Kind.WON: win, Stage.Kind.LOST: lose}


@require_POST
def move(request: SignedIn, pk: int) -> HttpResponse:
    """POST stage, version: 200 with the board for htmx, 409 with both values when it moved.

    An end goes on to its own form, which asks what it needs.
    """
    deal = deal_to_change(request, pk)
    stages = Stage.objects.within_reach(deal.stage)
    stage = get_object_or_404(stages, pk=number_sent(request, "stage") or 0)
    if end := ENDS.get(Stage.Kind(stage.kind)):
        return end(request, pk)
    if stage.pk != deal.stage_id:
        try:
            deals.move_deal(
                deal_id=pk,
                stage=stage,
                by=request.user,
                now=timezone.now(),
                seen=number_sent(request, "version"),
            )
        except ValidationError as refusal:
            return said_no(request, reverse("crm:deal", args=[pk]), refusal)
        except Conflict as conflict:
            return _moved_meanwhile(request, conflict, stage)
    return _moved(request, stage)


def _moved(request: SignedIn, stage: Stage) -> HttpResponse:
    said = _("Moved to %(stage)s.") % {"stage": stage}
    if not wants_fragment(request):
        return done(request, reverse("crm:pipeline"), said=said)
    if request.htmx.target == "sheet-content":
        return done(request, "", said=said)
    request.GET = _board_address(request)
    answer = render(request, "crm/_board_fresh.html", board_context(request))
    answer["HX-Trigger"] = json.dumps(dict.fromkeys(MOVED, True))
    return answer


def _board_address(request: SignedIn) -> Any:
    """The board the person looks at: the parameters of the page that sent the move."""
    current = request.headers.get("HX-Current-URL") or request.headers.get("Referer")
    return QueryDict(urlsplit(current or "").query)


def _moved_meanwhile(
    request: SignedIn, conflict: Conflict, stage: Stage
) -> HttpResponse:
    row: Any = conflict.row
    action = reverse("crm:deal-move", args=[row.pk])
    pairs = [stage_pair(row, stage)]
    return conflict_sheet(request, conflict, action=action, pairs=pairs)
