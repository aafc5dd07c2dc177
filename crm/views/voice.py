"""The inbox of complaints: what waits first, one complaint, a new one."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from crm import access
from crm.filters.lists import offered_along
from crm.filters.voice import complaints_of, tab_of
from crm.forms.voice import ComplaintForm
from crm.models import Complaint, SavedView
from crm.services import voice
from crm.views.answers import (
    done,
    form_sheet,
    list_page,
    made,
    page_of,
    wants_fragment,
)
from crm.views.parts import saved
from crm.views.parts.complaint import page_of_complaint
from crm.views.parts.service_level import promises
from crm.views.parts.voice_rows import COMPLAINT_HEADS, complaint_rows
from crm.views.parts.voice_summary import summary
from crm.views.parts.voice_tabs import places, tabs
from crm.views.requests import SignedIn

#: What the filters of the inbox offer.
LISTS = ("reason", "product", "source", "owner")


@require_safe
def complaint_list(request: SignedIn) -> HttpResponse:
    tab, now = tab_of(request.GET), timezone.now()
    kept = saved.lines_of(request.user, SavedView.Page.VOICE)
    lists, lines = offered_along(request.user, LISTS, kept)
    views = saved.views_of(lines, SavedView.Page.VOICE)
    first = saved.opening(views, request.GET)
    if first is not None and not wants_fragment(request):
        return HttpResponseRedirect(first.url)
    narrowed = complaints_of(tab).read(request.GET, lists)
    rows = Complaint.objects.visible_to(request.user).of_tab(tab)
    page = page_of(narrowed.apply(rows.with_due(*promises()).for_list()), request)
    empty = _("No complaint was received. When one is, it stands here until answered.")
    if tab != "all":
        empty = _("Nothing here: no complaint is in this state.")
    return list_page(
        request,
        "crm/voice.html",
        narrowed,
        page,
        {
            "columns": narrowed.columns(COMPLAINT_HEADS),
            "rows": complaint_rows(page.object_list, now),
            "tabs": tabs(request.GET, tab),
            "views": saved.strip(SavedView.Page.VOICE, views, request.GET),
            "places": places("crm:voice"),
        },
        caption=_("Complaints"),
        empty=(empty, reverse("crm:complaint-new"), _("Record a complaint")),
    )


@require_safe
def glance(request: SignedIn) -> HttpResponse:
    """Reasons and satisfaction beside the inbox, fetched apart: the list does not wait."""
    context = summary(request.user, timezone.now())
    if request.htmx:
        return render(request, "crm/_voice_summary.html", context)
    context |= {"places": places("crm:voice")}
    return render(request, "crm/voice_summary.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn) -> HttpResponse:
    action = reverse("crm:complaint-new")
    form = ComplaintForm(
        request.POST or None,
        user=request.user,
        again=action,
        initial=request.GET.dict(),
    )
    pk = made(
        request,
        form,
        lambda: voice.receive_complaint(
            by=request.user, now=timezone.now(), **form.received()
        ),
    )
    if pk is not None:
        return done(request, reverse("crm:voice"), said=_("Complaint recorded."))
    return form_sheet(request, form, _("New complaint"), action, _("Record"))


@require_safe
def detail(request: SignedIn, pk: int) -> HttpResponse:
    rows = Complaint.objects.for_list().select_related("contact")
    complaint = access.get_readable(rows, request.user, pk)
    context = page_of_complaint(complaint, request.user, timezone.now())
    return render(request, "crm/complaint.html", context)
