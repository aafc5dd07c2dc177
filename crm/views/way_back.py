"""Undo: one button, whatever the write was."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from crm.models import WayBack
from crm.services import way_back
from crm.services.errors import Refused
from crm.views.answers import done, said_no
from crm.views.requests import SignedIn


@require_POST
def undo(request: SignedIn, pk: int) -> HttpResponse:
    """Put back what this person's own write changed; anybody else's is not there (404)."""
    found = get_object_or_404(WayBack.objects.visible_to(request.user), pk=pk)
    here = reverse("crm:home")
    try:
        way_back.undo(way_back_id=found.pk, by=request.user, now=timezone.now())
    except Refused as refusal:
        return said_no(request, here, refusal)
    return done(request, here, said=_("Undone."))
