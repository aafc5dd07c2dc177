"""What becomes of a quote: sent, signed, refused; the order a signature makes."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from crm.forms.quotes import AnswerForm
from crm.models import Quote, WayBack
from crm.services import quote_answers
from crm.services.deal_taking import day_of
from crm.services.errors import Conflict
from crm.views.answers import MOVED, attempt, done, form_sheet, leave, said_no, sheet
from crm.views.quotes import quote_to_change
from crm.views.requests import SignedIn

FORM = ["GET", "HEAD", "POST"]


@require_POST
def send(request: SignedIn, pk: int) -> HttpResponse:
    """Mark as sent: from now on it stays as it is. A second time changes nothing."""
    quote = quote_to_change(request, pk)
    here, undo = reverse("crm:quote", args=[pk]), ""
    if quote.sent_at is None:
        try:
            way = quote_answers.send_quote(
                quote_id=pk, by=request.user, now=timezone.now()
            )
        except ValidationError as refusal:
            return said_no(request, here, refusal)
        undo = reverse("crm:undo", args=[way.pk])
    return done(request, here, said=_("Quote sent."), undo_url=undo)


@require_http_methods(FORM)
def sign(request: SignedIn, pk: int) -> HttpResponse:
    """The customer signed: then the deal can be won for what was signed."""
    quote = quote_to_change(request, pk)
    if request.method == "POST" and quote.signed_at:
        return done(request, _here(quote), said=_("Quote signed."))
    form, way = _answered(request, quote, quote_answers.sign_quote)
    if way is None:
        action = reverse("crm:quote-sign", args=[pk])
        return form_sheet(
            request,
            form,
            _("Quote signed"),
            action,
            _("Record the signature"),
            str(quote),
        )
    if not quote.deal.is_open:
        return done(request, _here(quote), said=_("Quote signed."), undo_url=_undo(way))
    if not request.htmx:
        return leave(request, reverse("crm:quote-win", args=[pk]))
    answer = _ask_to_win(request, quote)
    answer["HX-Trigger"] = json.dumps(dict.fromkeys(MOVED, True))
    return answer


@require_http_methods(FORM)
def refuse(request: SignedIn, pk: int) -> HttpResponse:
    """The customer said no to this quote; the deal stays open."""
    quote = quote_to_change(request, pk)
    if request.method == "POST" and quote.refused_at:
        return done(request, _here(quote), said=_("Quote refused."))
    form, way = _answered(request, quote, quote_answers.refuse_quote)
    if way is not None:
        return done(
            request, _here(quote), said=_("Quote refused."), undo_url=_undo(way)
        )
    action = reverse("crm:quote-refuse", args=[pk])
    return form_sheet(
        request, form, _("Quote refused"), action, _("Record the refusal"), str(quote)
    )


@require_http_methods(FORM)
def win(request: SignedIn, pk: int) -> HttpResponse:
    """Win the deal with the amount of the signed quote; a second POST changes nothing."""
    quote = quote_to_change(request, pk)
    if request.method != "POST":
        return _ask_to_win(request, quote)
    deal = reverse("crm:deal", args=[quote.deal_id])
    if quote.deal.is_open:
        try:
            quote_answers.win_with_quote(
                quote_id=pk,
                by=request.user,
                now=timezone.now(),
                seen=_version(request),
            )
        except ValidationError as refusal:
            return said_no(request, deal, refusal)
        except Conflict:
            return _ask_to_win(request, quote_to_change(request, pk), status=409)
    reopen = reverse("crm:deal-reopen", args=[quote.deal_id])
    return done(request, deal, said=_("Deal won."), undo_url=reopen)


def _answered(
    request: SignedIn, quote: Quote, write: Any
) -> tuple[AnswerForm, WayBack | None]:
    now = timezone.now()
    form = AnswerForm(request.POST or None, initial={"on": day_of(now)})
    if request.method != "POST" or not form.is_valid():
        return form, None
    on = form.cleaned_data["on"]
    return form, attempt(
        form, lambda: write(quote_id=quote.pk, by=request.user, now=now, on=on)
    )


def _ask_to_win(request: SignedIn, quote: Quote, status: int = 200) -> HttpResponse:
    deal = quote.deal
    context = {
        "quote": quote,
        "deal": deal,
        "differs": (deal.amount, deal.currency) != (quote.amount, quote.currency),
        "action_url": reverse("crm:quote-win", args=[quote.pk]),
        "changed": status == 409,
    }
    title = _("Win the deal")
    return sheet(request, "crm/_quote_win.html", context, title=title, status=status)


def _version(request: SignedIn) -> int | None:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _here(quote: Quote) -> str:
    return reverse("crm:quote", args=[quote.pk])


def _undo(way: WayBack) -> str:
    return reverse("crm:undo", args=[way.pk])
