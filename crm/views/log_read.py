"""A typed line read back as chips, while the person types. Nothing is written."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from crm.views.answers import wants_fragment
from crm.views.parts.log_page import log_sheet
from crm.views.parts.log_shown import shown
from crm.views.parts.log_understood import typed, understand
from crm.views.requests import SignedIn


@require_POST
def read(request: SignedIn) -> HttpResponse:
    """The lines under the log for htmx; without script the whole page, read."""
    now = timezone.now()
    said = typed(request.POST, request.GET, user=request.user, now=now)
    context = shown(said, understand(said), now)
    if wants_fragment(request):
        return render(request, "crm/_log_understood.html", context)
    return log_sheet(request, context)
