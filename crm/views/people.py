"""A person's own choices, and the admin's overview of people, teams and organisation."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from crm.forms.people import PreferencesForm
from crm.places import address_of
from crm.services.people import prefer
from crm.setup.rooms import rooms
from crm.views.answers import done
from crm.views.parts.overview import overview
from crm.views.parts.preferences import preferences_of
from crm.views.requests import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: SignedIn) -> HttpResponse:
    """POST any of theme, language, shortcuts, reminders; what is not sent stays."""
    form = PreferencesForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        prefer(user=request.user, **form.chosen())
        translation.activate(request.user.language)
        said = _("Saved.")
        answer = done(request, reverse("crm:preferences"), said=said, events=())
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, request.user.language)
        return answer
    status = 422 if form.is_bound else 200
    context = preferences_of(request.user) | {"form": form}
    return render(request, "crm/preferences.html", context, status=status)


@require_safe
def setup(request: SignedIn) -> HttpResponse:
    if not request.user.is_admin:
        raise PermissionDenied
    context = overview(timezone.now()) | {
        "rooms": rooms(),
        "targets_url": address_of("kpis:targets"),
        "catalogue_url": address_of("kpis:catalogue"),
        "health_url": address_of("kpis:health", "kpis:freshness"),
    }
    return render(request, "crm/setup.html", context)
