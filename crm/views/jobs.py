"""Background work: how far it is, what came of it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from crm.models import Job
from crm.services.exports import token_of
from crm.views.answers import wants_fragment
from crm.views.requests import SignedIn


@require_safe
def job(request: SignedIn, pk: int) -> HttpResponse:
    """The page of one piece of work; htmx asks for its progress every second until it ended."""
    found = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    fragment = "crm/_job.html" if wants_fragment(request) else "crm/job.html"
    return render(request, fragment, {"job": found, "token": token_of(found)})
