"""The mail of figures: how often, chosen by each person; stopped by the link under it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from crm.views.by_link import by_link
from kpis.digests.choice import choose, person_of, rhythm_of
from kpis.models import Rhythm
from kpis.views.parts.asking import reader

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
def digest(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    wanted, status = request.POST.get("rhythm", ""), 200
    if request.method == "POST":
        if wanted in Rhythm.values:
            choose(user=user, rhythm=wanted, by=user, now=timezone.now())
            messages.success(request, _("Saved."))
            return redirect("kpis:digest")
        status = 422
    context = {"rhythms": Rhythm.choices, "chosen": rhythm_of(user), "error": status}
    return render(request, "kpis/digest.html", context, status=status)


# The signed link is the proof: mail programs press it without a session (RFC 8058).
@csrf_exempt
@login_not_required
@require_http_methods(FORM)
@by_link("mail_stop")
def digest_stop(request: HttpRequest, secret: str) -> HttpResponse:
    """GET asks, so that a scanner of mails stops nothing; POST stops. Works signed out."""
    user = person_of(secret)
    if user is None:
        raise Http404
    stopped = request.method == "POST"
    if stopped:
        choose(user=user, rhythm=Rhythm.NONE, by=None, now=timezone.now())
    context = {"stopped": stopped or rhythm_of(user) == Rhythm.NONE}
    with translation.override(user.language):
        return render(request, "kpis/digest_stop.html", context)
