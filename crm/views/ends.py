"""How a deal ends: won, lost, reopened; and why it was lost, confirmed later."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from crm.civil import civil_day
from crm.forms.deal_ends import ConfirmReasonForm, LoseForm
from crm.forms.deal_win import WinForm
from crm.models import Deal, Organisation, Stage
from crm.services import deals
from crm.services.deal_reasons import confirm_reason
from crm.services.deal_winning import win_as_told
from crm.services.errors import Conflict
from crm.views.answers import attempt, done, form_sheet, said_no, sheet
from crm.views.conflicts import conflict_sheet, stage_pair
from crm.views.parts.taking import deal_to_change, number_sent
from crm.views.requests import SignedIn

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
def win(request: SignedIn, pk: int) -> HttpResponse:
    """GET asks for amount, day and method; POST wins; a second POST changes nothing."""
    deal = deal_to_change(request, pk)
    now, here = timezone.now(), reverse("crm:deal", args=[pk])
    today = civil_day(now, Organisation.current().zone)
    sent = request.POST if request.method == "POST" else None
    form = WinForm(sent, deal=deal, today=today)
    if form.is_bound and deal.state == Deal.State.WON:
        return done(request, here, said=_("Deal won."))
    if form.is_bound and form.is_valid():
        try:
            if attempt(form, lambda: _win(request, deal, form.cleaned_data)):
                reopen = reverse("crm:deal-reopen", args=[pk])
                return done(request, here, said=_("Deal won."), undo_url=reopen)
        except Conflict as conflict:
            return _ended_meanwhile(request, conflict, Stage.Kind.WON)
    context = {"deal": deal, "form": form, "changeable_amount": "amount" in form.fields}
    context["action_url"] = reverse("crm:deal-win", args=[pk])
    status = 422 if form.is_bound else 200
    title = _("Win the deal")
    return sheet(request, "crm/_win.html", context, title=title, status=status)


def _win(request: SignedIn, deal: Deal, data: dict[str, Any]) -> Deal:
    return win_as_told(
        deal_id=deal.pk,
        by=request.user,
        now=timezone.now(),
        seen=data["version"],
        won_on=data["won_on"],
        amount=data.get("minor"),
        method=data["method"],
    )


@require_http_methods(FORM)
def lose(request: SignedIn, pk: int) -> HttpResponse:
    """Losing asks for the reason; a second POST changes nothing."""
    deal = deal_to_change(request, pk)
    here = reverse("crm:deal", args=[pk])
    sent = request.method == "POST" and "reason" in request.POST
    asked = request.method == "POST" and "stage" not in request.POST
    told = {"version": deal.version, "note": request.GET.get("note", "")[:2000]}
    form = LoseForm(request.POST if sent or asked else None, initial=told)
    if request.method == "POST" and deal.state == Deal.State.LOST:
        return done(request, here, said=_("Deal lost."))
    if form.is_bound and form.is_valid():
        try:
            if attempt(form, lambda: _lose(request, deal, form.cleaned_data)):
                reopen = reverse("crm:deal-reopen", args=[pk])
                return done(request, here, said=_("Deal lost."), undo_url=reopen)
        except Conflict as conflict:
            return _ended_meanwhile(request, conflict, Stage.Kind.LOST)
    action = reverse("crm:deal-lose", args=[pk])
    title = _("Lose the deal")
    return form_sheet(request, form, title, action, title, str(deal))


def _lose(request: SignedIn, deal: Deal, data: dict[str, Any]) -> Deal:
    return deals.lose_deal(
        deal_id=deal.pk,
        reason=data["reason"],
        competitor=data["competitor"],
        note=data["note"],
        by=request.user,
        now=timezone.now(),
        seen=data["version"],
    )


def _ended_meanwhile(
    request: SignedIn, conflict: Conflict, kind: Stage.Kind
) -> HttpResponse:
    """The end this person said, beside where the deal stands now: the choice is a move."""
    row: Any = conflict.row
    ends = Stage.objects.current().filter(pipeline=row.stage.pipeline_id, kind=kind)
    pairs = [stage_pair(row, stage) for stage in ends[:1]]
    action = reverse("crm:deal-move", args=[row.pk])
    return conflict_sheet(request, conflict, action=action, pairs=pairs)


@require_http_methods(FORM)
def reason(request: SignedIn, pk: int) -> HttpResponse:
    """Confirm why the deal was lost, or say the true reason."""
    deal = deal_to_change(request, pk)
    here = reverse("crm:deal", args=[pk])
    first = {
        "reason": deal.lost_reason_confirmed_id or deal.lost_reason_id,
        "competitor": deal.competitor_id,
        "version": deal.version,
    }
    form = ConfirmReasonForm(request.POST or None, initial=first)
    if form.is_bound and form.is_valid():
        try:
            if attempt(form, lambda: _confirm(request, deal, form.cleaned_data)):
                return done(request, here, said=_("Reason confirmed."))
        except Conflict as conflict:
            return _confirmed_meanwhile(request, conflict, form)
    action = reverse("crm:deal-reason", args=[pk])
    title, declared = _("Confirm the lost reason"), _("Declared: %(reason)s")
    intro = declared % {"reason": deal.lost_reason} if deal.lost_reason else ""
    return form_sheet(request, form, title, action, _("Confirm"), intro)


def _confirm(request: SignedIn, deal: Deal, data: dict[str, Any]) -> Deal:
    return confirm_reason(
        deal_id=deal.pk,
        reason=data["reason"],
        competitor=data["competitor"],
        by=request.user,
        now=timezone.now(),
        seen=data["version"],
    )


def _confirmed_meanwhile(
    request: SignedIn, conflict: Conflict, form: ConfirmReasonForm
) -> HttpResponse:
    row: Any = conflict.row
    mine = form.cleaned_data["reason"]
    theirs = row.lost_reason_confirmed or row.lost_reason
    pair = {
        "name": "reason",
        "label": _("Lost reason, confirmed"),
        "mine": str(mine),
        "theirs": str(theirs or "–"),
        "mine_value": mine.pk,
        "theirs_value": theirs.pk if theirs else "",
    }
    action = reverse("crm:deal-reason", args=[row.pk])
    return conflict_sheet(request, conflict, action=action, pairs=[pair])


@require_POST
def reopen(request: SignedIn, pk: int) -> HttpResponse:
    """Withdraw the outcome; reopening an open deal changes nothing."""
    deal = deal_to_change(request, pk)
    here = reverse("crm:deal", args=[pk])
    if not deal.is_open:
        try:
            deals.reopen_deal(
                deal_id=pk,
                by=request.user,
                now=timezone.now(),
                seen=number_sent(request, "version"),
            )
        except ValidationError as refusal:
            return said_no(request, here, refusal)
        except Conflict:
            changed = ValidationError(_("The deal changed meanwhile. Look again."))
            return said_no(request, here, changed)
    return done(request, here, said=_("Deal reopened."))
