"""Plan the next working day, before going home."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from crm import access
from crm.models import Prospect
from crm.services.today import tomorrow
from crm.templatetags.formats import day
from crm.views.answers import done
from crm.views.finishing import EVENTS
from crm.views.parts.offers import undo_of
from crm.views.parts.plan import shown
from crm.views.requests import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: SignedIn) -> HttpResponse:
    """What stands there, what is left, whom to add; POST moves all that is left."""
    now, here = timezone.now(), reverse("crm:plan-tomorrow")
    if request.method == "POST":
        n, back = tomorrow.move_left(user=request.user, by=request.user, now=now)
        said = ngettext("%(n)d line moved.", "%(n)d lines moved.", n) % {"n": n}
        return done(request, here, said=said, undo_url=undo_of(back), events=EVENTS)
    found = tomorrow.plan_of(request.user, now)
    return render(request, "crm/plan.html", shown(found, now))


@require_POST
def add(request: SignedIn, pk: int) -> HttpResponse:
    """A call with somebody nobody has called, on the next working day."""
    prospect = access.get_changeable(Prospect.objects.all(), request.user, pk)
    call = tomorrow.add_call(prospect=prospect, by=request.user, now=timezone.now())
    said = _("Call planned on %(day)s.") % {"day": day(call.at, "week")}
    undo = reverse("crm:activity-delete", args=[call.pk])
    here = reverse("crm:plan-tomorrow")
    return done(request, here, said=said, undo_url=undo, undo_id="log", events=EVENTS)
