"""The private calendar feed: read by calendars without a session, kept by its person."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from crm.models import Activity, User
from crm.services import calendar_feed
from crm.services.calendar_text import calendar_of
from crm.views.answers import done, once
from crm.views.parts.preferences import preferences_of
from crm.views.requests import SignedIn


@require_safe
@login_not_required
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of whom the secret belongs to; 404 alike for a wrong and a revoked one."""
    now = timezone.now()
    user = calendar_feed.reader_of(token=token, now=now)
    if user is None:
        raise Http404

    def address_of(row: Activity) -> str:
        return request.build_absolute_uri(reverse("crm:activity", args=[row.pk]))

    text = calendar_of(user, now=now, address_of=address_of)
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="boussole.ics"'
    answer["Cache-Control"] = "private, max-age=300"
    return answer


@require_POST
def make(request: SignedIn) -> HttpResponse:
    """A new address, shown on this page and never again; a form sent twice makes one."""
    made: list[str] = []

    def write() -> User:
        made.append(calendar_feed.make_feed(user=request.user, now=timezone.now()))
        return request.user

    once(request, request.POST.get("token", ""), write)
    address = (
        request.build_absolute_uri(reverse("crm:calendar", args=made)) if made else ""
    )
    context = preferences_of(request.user) | {"calendar_address": address}
    return render(request, "crm/preferences.html", context)


@require_POST
def revoke(request: SignedIn) -> HttpResponse:
    calendar_feed.revoke_feed(user=request.user, now=timezone.now())
    said = _("The calendar address works no longer.")
    return done(request, reverse("crm:preferences"), said=said, events=(), go=True)
