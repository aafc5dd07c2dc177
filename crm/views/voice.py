"""The voice of the customer: complaints, received, answered, resolved."""

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
from crm.filters import COMPLAINTS
from crm.filters.lists import offered
from crm.forms.voice import ComplaintForm, ResolveForm
from crm.models import Complaint
from crm.services import voice
from crm.views.answers import attempt, done, form_sheet, list_page, once, page_of
from crm.views.parts.rows import COMPLAINT_HEADS, complaint_rows
from crm.views.parts.words import complaint_chip, full, why_seen
from crm.views.requests import SignedIn


@require_safe
def complaint_list(request: SignedIn) -> HttpResponse:
    narrowed = COMPLAINTS.read(request.GET, offered(request.user, "reason", "owner"))
    rows = narrowed.apply(Complaint.objects.visible_to(request.user).for_list())
    page = page_of(rows, request)
    return list_page(
        request,
        "crm/voice.html",
        narrowed,
        page,
        {
            "columns": narrowed.columns(COMPLAINT_HEADS),
            "rows": complaint_rows(page.object_list, timezone.now()),
        },
        caption=_("Complaints"),
        empty=(
            _("No complaint was received. When one is, it stands here until answered."),
            reverse("crm:complaint-new"),
            _("Record a complaint"),
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn) -> HttpResponse:
    asked = {"prospect": request.GET.get("prospect"), "deal": request.GET.get("deal")}
    form = ComplaintForm(request.POST or None, user=request.user, initial=asked)
    if request.method == "POST" and form.is_valid():
        pk = once(
            request,
            str(form.cleaned_data["token"] or ""),
            lambda: attempt(
                form,
                lambda: voice.receive_complaint(
                    by=request.user, now=timezone.now(), **form.received()
                ),
            ),
        )
        if pk is not None:
            return done(request, reverse("crm:voice"), said=_("Complaint recorded."))
    action = reverse("crm:complaint-new")
    return form_sheet(request, form, _("New complaint"), action, _("Record"))


@require_safe
def detail(request: SignedIn, pk: int) -> HttpResponse:
    complaint = access.get_readable(Complaint.objects.for_list(), request.user, pk)
    now = timezone.now()
    context = {
        "complaint": complaint,
        "chip": complaint_chip(complaint),
        "changeable": access.may_change(request.user, complaint),
        "why": why_seen(complaint.owner, request.user),
        "received": full(complaint.received_at, now),
    }
    return render(request, "crm/complaint.html", context)


@require_POST
def answer(request: SignedIn, pk: int) -> HttpResponse:
    """The customer got a first answer; a second time changes nothing."""
    access.get_changeable(Complaint.objects.all(), request.user, pk)
    voice.answer_complaint(complaint_id=pk, by=request.user, now=timezone.now())
    to = reverse("crm:complaint", args=[pk])
    return done(request, to, said=_("Marked as answered."))


@require_http_methods(["GET", "HEAD", "POST"])
def resolve(request: SignedIn, pk: int) -> HttpResponse:
    complaint = access.get_changeable(Complaint.objects.all(), request.user, pk)
    to = reverse("crm:complaint", args=[pk])
    form = ResolveForm(request.POST or None)
    if request.method == "POST" and complaint.resolved_at:
        return done(request, to, said=_("Resolved."))
    if request.method == "POST" and form.is_valid():
        resolved = attempt(
            form,
            lambda: voice.resolve_complaint(
                complaint_id=pk,
                resolution=form.cleaned_data["resolution"],
                by=request.user,
                now=timezone.now(),
            ),
        )
        if resolved:
            return done(request, to, said=_("Resolved."))
    action = reverse("crm:complaint-resolve", args=[pk])
    return form_sheet(request, form, _("Resolve the complaint"), action, _("Resolve"))
