"""Today: one queue, worked off in one key a row."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from crm.places import address_of
from crm.views.parts.queue import queue_of
from crm.views.requests import SignedIn


@require_safe
def today(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    context = queue_of(request.user, now)
    context |= {
        "now": now,
        "strip_url": address_of("kpis:today-strip"),
        "risk_url": address_of("kpis:risk-today"),
    }
    return render(request, "crm/today.html", context)
