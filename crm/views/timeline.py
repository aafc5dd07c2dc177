"""The stream of a prospect or a deal: a page of it as a fragment."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from crm import access, timeline
from crm.models import Deal, Prospect
from crm.timeline import Subject
from crm.views.answers import sheet
from crm.views.parts.told import timeline_of
from crm.views.requests import SignedIn


@require_safe
def of_prospect(request: SignedIn, pk: int) -> HttpResponse:
    prospect = access.get_readable(Prospect.objects.all(), request.user, pk)
    here = reverse("crm:prospect-timeline", args=[pk])
    return _page(request, prospect, timeline.of_prospect(pk), here)


@require_safe
def of_deal(request: SignedIn, pk: int) -> HttpResponse:
    deal = access.get_readable(Deal.objects.all(), request.user, pk)
    here = reverse("crm:deal-timeline", args=[pk])
    return _page(request, deal, timeline.of_deal(pk), here)


def _page(request: SignedIn, row: Any, of: Subject, here: str) -> HttpResponse:
    found = timeline_of(
        of,
        now=timezone.now(),
        changeable=access.may_change(request.user, row),
        reader=request.user,
        show=request.GET.get("show", ""),
        before=request.GET.get("before", ""),
    )
    context = {"timeline": found | {"fragment_url": here}}
    if request.htmx and request.GET.get("more"):
        return render(request, "crm/_timeline_page.html", context)
    return sheet(request, "crm/_timeline.html", context, title=_("Timeline"))
