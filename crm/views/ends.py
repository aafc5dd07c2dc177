"""Moves of a deal: to another stage, won, lost, reopened. Each is one row of its journal."""

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
from django.views.decorators.http import require_http_methods, require_POST

from crm import access
from crm.forms.deals import LoseForm
from crm.models import Deal, Stage
from crm.services import deals
from crm.services.errors import Conflict
from crm.views.answers import (
    MOVED,
    attempt,
    done,
    form_sheet,
    said_no,
    sheet,
    wants_fragment,
)
from crm.views.conflicts import conflict_sheet
from crm.views.pipeline import board_context
from crm.views.requests import SignedIn


def _deal(request: SignedIn, pk: int) -> Deal:
    rows = Deal.objects.select_related("stage", "prospect")
    return access.get_changeable(rows, request.user, pk)


def _number(request: SignedIn, name: str) -> int | None:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


@require_POST
def move(request: SignedIn, pk: int) -> HttpResponse:
    """POST stage, version: 200 with the board for htmx, 409 with both values when it moved."""
    deal = _deal(request, pk)
    stages = Stage.objects.current().filter(pipeline=deal.stage.pipeline_id)
    stage = get_object_or_404(stages, pk=_number(request, "stage") or 0)
    if stage.kind == Stage.Kind.LOST:
        return lose(request, pk)
    here, now = reverse("crm:deal", args=[pk]), timezone.now()
    change: dict[str, Any] = {
        "deal_id": pk,
        "by": request.user,
        "now": now,
        "seen": _number(request, "version"),
    }
    try:
        if stage.kind == Stage.Kind.WON:
            deals.win_deal(**change)
        elif stage.pk != deal.stage_id:
            deals.move_deal(stage=stage, **change)
    except ValidationError as refusal:
        return said_no(request, here, refusal)
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
    answer = render(request, "components/_board.html", board_context(request))
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
    pair = {
        "name": "stage",
        "label": _("Stage"),
        "mine": str(stage),
        "theirs": str(row.stage),
        "mine_value": stage.pk,
        "theirs_value": row.stage_id,
    }
    action = reverse("crm:deal-move", args=[row.pk])
    return conflict_sheet(request, conflict, action=action, pairs=[pair])


@require_http_methods(["GET", "HEAD", "POST"])
def win(request: SignedIn, pk: int) -> HttpResponse:
    """GET asks once (a sheet for the key W), POST wins; a second POST changes nothing."""
    deal = _deal(request, pk)
    here = reverse("crm:deal", args=[pk])
    if request.method != "POST":
        return _ask_to_win(request, deal)
    if deal.state != Deal.State.WON:
        try:
            deals.win_deal(
                deal_id=pk,
                by=request.user,
                now=timezone.now(),
                seen=_number(request, "version"),
            )
        except ValidationError as refusal:
            return said_no(request, here, refusal)
        except Conflict:
            return _ask_to_win(request, _deal(request, pk), status=409)
    reopen = reverse("crm:deal-reopen", args=[pk])
    return done(request, here, said=_("Deal won."), undo_url=reopen)


def _ask_to_win(request: SignedIn, deal: Deal, status: int = 200) -> HttpResponse:
    action = reverse("crm:deal-win", args=[deal.pk])
    context = {"deal": deal, "action_url": action, "changed": status == 409}
    title = _("Win the deal")
    return sheet(request, "crm/_win.html", context, title=title, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def lose(request: SignedIn, pk: int) -> HttpResponse:
    """Losing asks for the reason; a second POST changes nothing."""
    deal = _deal(request, pk)
    here = reverse("crm:deal", args=[pk])
    sent = request.method == "POST" and "reason" in request.POST
    asked = request.method == "POST" and "stage" not in request.POST
    form = LoseForm(
        request.POST if sent or asked else None, initial={"version": deal.version}
    )
    if request.method == "POST" and deal.state == Deal.State.LOST:
        return done(request, here, said=_("Deal lost."))
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            lost = attempt(
                form,
                lambda: deals.lose_deal(
                    deal_id=pk,
                    reason=data["reason"],
                    competitor=data["competitor"],
                    note=data["note"],
                    by=request.user,
                    now=timezone.now(),
                    seen=data["version"],
                ),
            )
        except Conflict as conflict:
            action = reverse("crm:deal-lose", args=[pk])
            return conflict_sheet(request, conflict, action=action, pairs=[])
        if lost:
            reopen = reverse("crm:deal-reopen", args=[pk])
            return done(request, here, said=_("Deal lost."), undo_url=reopen)
    action = reverse("crm:deal-lose", args=[pk])
    return form_sheet(
        request, form, _("Lose the deal"), action, _("Lose the deal"), str(deal)
    )


@require_POST
def reopen(request: SignedIn, pk: int) -> HttpResponse:
    """Withdraw the outcome; reopening an open deal changes nothing."""
    deal = _deal(request, pk)
    here = reverse("crm:deal", args=[pk])
    if not deal.is_open:
        try:
            deals.reopen_deal(
                deal_id=pk,
                by=request.user,
                now=timezone.now(),
                seen=_number(request, "version"),
            )
        except ValidationError as refusal:
            return said_no(request, here, refusal)
        except Conflict:
            changed = ValidationError(_("The deal changed meanwhile. Look again."))
            return said_no(request, here, changed)
    return done(request, here, said=_("Deal reopened."))
