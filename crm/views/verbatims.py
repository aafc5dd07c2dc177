"""Words of customers that are kept, and made a complaint of when they are one."""

from __future__ import annotations

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
from crm.filters import VERBATIMS
from crm.filters.lists import offered
from crm.forms.reviews import VerbatimForm
from crm.forms.voice import TurnForm
from crm.models import Verbatim
from crm.services import verbatims
from crm.views.answers import attempt, done, form_sheet, list_page, made, page_of
from crm.views.parts.offers import undo_of
from crm.views.parts.voice_rows import VERBATIM_HEADS, verbatim_rows
from crm.views.parts.voice_tabs import places
from crm.views.parts.words import full, why_seen
from crm.views.requests import SignedIn

FORM = ["GET", "HEAD", "POST"]


@require_safe
def verbatim_list(request: SignedIn) -> HttpResponse:
    narrowed = VERBATIMS.read(request.GET, offered(request.user, "owner"))
    rows = Verbatim.objects.visible_to(request.user).for_list()
    page = page_of(narrowed.apply(rows), request)
    return list_page(
        request,
        "crm/verbatims.html",
        narrowed,
        page,
        {
            "columns": narrowed.columns(VERBATIM_HEADS),
            "rows": verbatim_rows(page.object_list, timezone.now()),
            "places": places("crm:verbatims"),
        },
        caption=_("Verbatims"),
        empty=(
            _("Nothing was kept yet. Write down what a customer said, word for word."),
            reverse("crm:verbatim-new"),
            _("Record a verbatim"),
        ),
    )


@require_http_methods(FORM)
def new(request: SignedIn) -> HttpResponse:
    action = reverse("crm:verbatim-new")
    form = VerbatimForm(
        request.POST or None,
        user=request.user,
        again=action,
        initial=request.GET.dict(),
    )
    pk = made(
        request,
        form,
        lambda: verbatims.record_verbatim(
            by=request.user, now=timezone.now(), **form.said()
        ),
    )
    if pk is not None:
        to = reverse("crm:verbatims")
        return done(request, to, said=_("Verbatim recorded."))
    return form_sheet(request, form, _("New verbatim"), action, _("Record"))


@require_safe
def detail(request: SignedIn, pk: int) -> HttpResponse:
    said = access.get_readable(Verbatim.objects.for_list(), request.user, pk)
    context = {
        "said": said,
        "changeable": access.may_change(request.user, said),
        "at": full(said.at, timezone.now()),
        "why": why_seen(said.owner, request.user),
    }
    return render(request, "crm/verbatim.html", context)


@require_http_methods(FORM)
def complain(request: SignedIn, pk: int) -> HttpResponse:
    """Make a complaint of the words; a second time leads to the one that was made."""
    said = access.get_changeable(Verbatim.objects.all(), request.user, pk)
    if said.complaint_id is not None:
        to = reverse("crm:complaint", args=[said.complaint_id])
        return done(request, to, said=_("A complaint was already made of these words."))
    form = TurnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: verbatims.complain(
                verbatim_id=pk,
                by=request.user,
                now=timezone.now(),
                **form.cleaned_data,
            ),
        )
        if made:
            to = reverse("crm:complaint", args=[made.pk])
            return done(request, to, said=_("Complaint recorded."))
    action = reverse("crm:verbatim-complain", args=[pk])
    title = _("Make a complaint of it")
    return form_sheet(request, form, title, action, _("Record"), intro=said.text)


@require_POST
def delete(request: SignedIn, pk: int) -> HttpResponse:
    access.get_changeable(Verbatim.objects.all(), request.user, pk)
    back = verbatims.delete_verbatim(
        verbatim_id=pk, by=request.user, now=timezone.now()
    )
    to = reverse("crm:verbatims")
    return done(request, to, said=_("Verbatim deleted."), undo_url=undo_of(back))
