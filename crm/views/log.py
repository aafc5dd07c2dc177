"""The quick log: a sheet everywhere, a page without script."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm.forms.log import LogForm, tomorrow_at_nine
from crm.models import Activity, Deal
from crm.services.quick_log import quick_log
from crm.views.answers import MOVED, attempt, done, refused_status, sheet
from crm.views.requests import SignedIn

EVENTS = (*MOVED, "activity-logged")


@require_http_methods(["GET", "HEAD", "POST"])
def log(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    form = LogForm(
        request.POST or None, user=request.user, now=now, initial=_asked(request, now)
    )
    if request.method == "POST" and form.is_valid():
        written = attempt(
            form,
            lambda: quick_log(
                by=request.user, now=now, done=form.done(), planned=form.planned()
            ),
        )
        if written:
            return _logged(request, *written)
    context = {"form": form, "next": request.GET.get("next", "")}
    title = _("Log an activity")
    status = refused_status(form)
    return sheet(request, "crm/_log.html", context, title=title, status=status)


def _asked(request: SignedIn, now: datetime) -> dict[str, Any]:
    """What the address proposes: ?prospect= &deal= &kind= &plan=1"""
    here = timezone.localtime(now).replace(second=0, microsecond=0)
    asked: dict[str, Any] = {"at": here, "prospect": request.GET.get("prospect")}
    if request.GET.get("kind") in Activity.Kind.values:
        asked["kind"] = request.GET["kind"]
    if request.GET.get("plan"):
        asked["at"] = tomorrow_at_nine(here)
    deal = request.GET.get("deal", "")
    if deal.isdecimal() and len(deal) < 19:
        found = Deal.objects.changeable_by(request.user).filter(pk=deal).first()
        if found:
            asked |= {"deal": found.pk, "prospect": found.prospect_id}
    return asked


def _logged(
    request: SignedIn, activity: Activity, following: Activity | None
) -> HttpResponse:
    said = _("Planned.") if activity.is_planned else _("Logged.")
    return done(
        request,
        reverse("crm:today"),
        said=said,
        undo_url=reverse("crm:activity-delete", args=[activity.pk]),
        undo_id=str(following.pk) if following else "log",
        events=EVENTS,
    )
