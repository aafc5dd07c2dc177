"""Quotes of a deal: made from its lines, shown as they print, changed while they are drafts."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from crm import access
from crm.forms.quotes import QuoteForm, QuoteLineFormSet, quote_lines_as_typed
from crm.models import Deal, Quote
from crm.services import quotes
from crm.services.deal_taking import day_of
from crm.views.answers import (
    add_refusal,
    attempt,
    done,
    form_sheet,
    once,
    said_no,
    sheet,
)
from crm.views.parts.quote import page_of_quote
from crm.views.parts.sums import digits_by_currency, sums_of
from crm.views.requests import SignedIn

FORM = ["GET", "HEAD", "POST"]


def quote_to_change(request: SignedIn, pk: int) -> Quote:
    return access.get_changeable(Quote.objects.for_page(), request.user, pk)


@require_safe
def detail(request: SignedIn, pk: int) -> HttpResponse:
    quote = access.get_readable(Quote.objects.for_page(), request.user, pk)
    context = page_of_quote(quote, reader=request.user, now=timezone.now())
    return render(request, "crm/quote.html", context)


@require_http_methods(FORM)
def new(request: SignedIn, pk: int) -> HttpResponse:
    """Version 1 from the deal's lines; it can be changed until it is sent."""
    deal = access.get_changeable(Deal.objects.all(), request.user, pk)
    now = timezone.now()
    first = {"valid_until_on": quotes.validity(now)}
    form = QuoteForm(request.POST or None, initial=first, today=day_of(now))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = once(
            request,
            str(data.pop("token") or ""),
            lambda: attempt(
                form,
                lambda: quotes.quote_deal(
                    deal_id=deal.pk, by=request.user, now=now, **data
                ),
            ),
        )
        if made is not None:
            to = reverse("crm:quote", args=[made]) if made else ""
            return done(
                request,
                to or reverse("crm:deal", args=[pk]),
                said=_("Quote made."),
                go=bool(to) and not request.htmx,
            )
    action = reverse("crm:quote-new", args=[pk])
    return form_sheet(request, form, _("New quote"), action, _("Make the quote"))


@require_http_methods(FORM)
def edit(request: SignedIn, pk: int) -> HttpResponse:
    """Validity, note and lines of a draft; what was sent says why it cannot change."""
    quote, now = quote_to_change(request, pk), timezone.now()
    here = reverse("crm:quote", args=[pk])
    if quote.sent_at is not None:
        sent = _("This version was sent and stays as it is. Make a new version.")
        return said_no(request, here, ValidationError(sent))
    first = {"valid_until_on": quote.valid_until_on, "note": quote.note}
    form = QuoteForm(request.POST or None, initial=first, today=day_of(now))
    lines = QuoteLineFormSet(
        request.POST or None, initial=quote_lines_as_typed(quote), prefix="lines"
    )
    if request.method == "POST" and all([form.is_valid(), lines.is_valid()]):
        try:
            quotes.edit_quote(
                quote_id=pk,
                by=request.user,
                now=now,
                lines=lines.lines(quote.currency),
                valid_until_on=form.cleaned_data["valid_until_on"],
                note=form.cleaned_data["note"],
            )
        except ValidationError as refusal:
            if not any(lines.errors):
                add_refusal(form, refusal)
        else:
            return done(request, here, said=_("Saved."))
    return _edited(request, quote, form, lines)


def _edited(
    request: SignedIn, quote: Quote, form: QuoteForm, lines: Any
) -> HttpResponse:
    refused = form.is_bound and (form.errors or not lines.is_valid())
    context = {
        "quote": quote,
        "form": form,
        "lines": lines,
        "sums": sums_of(list(quote.lines.all()), quote.currency),
        "digits": digits_by_currency(),
    }
    title, status = _("Edit the draft"), 422 if refused else 200
    return sheet(request, "crm/_quote_edit.html", context, title=title, status=status)


@require_POST
def version(request: SignedIn, pk: int) -> HttpResponse:
    """A draft that starts as a copy of this version; the one already begun when there is one."""
    quote_to_change(request, pk)
    try:
        made = quotes.next_version(quote_id=pk, by=request.user, now=timezone.now())
    except ValidationError as refusal:
        return said_no(request, reverse("crm:quote", args=[pk]), refusal)
    to = reverse("crm:quote", args=[made.pk])
    said = _("Version %(n)d made.") % {"n": made.version}
    return done(request, to, said=said)


@require_POST
def discard(request: SignedIn, pk: int) -> HttpResponse:
    quote = quote_to_change(request, pk)
    try:
        quotes.discard_quote(quote_id=pk, by=request.user, now=timezone.now())
    except ValidationError as refusal:
        return said_no(request, reverse("crm:quote", args=[pk]), refusal)
    to = reverse("crm:deal", args=[quote.deal_id])
    return done(request, to, said=_("Draft deleted."))
