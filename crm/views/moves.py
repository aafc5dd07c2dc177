"""A planned activity moves: from a line of Today, from its sheet, or across the week."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm.forms.moves import MomentForm, MoveForm
from crm.models import Activity
from crm.services.reminders import about
from crm.services.today import doing
from crm.views.answers import attempt, done, form_sheet, said_no
from crm.views.finishing import EVENTS, changeable
from crm.views.parts.offers import undo_of
from crm.views.parts.words import full
from crm.views.requests import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: SignedIn, pk: int) -> HttpResponse:
    """To tomorrow, to Monday (``to``), or to the moment given (``at``); GET asks which."""
    activity, now = changeable(request, pk), timezone.now()
    if request.method == "POST" and "at" not in request.POST:
        return _to_day(request, activity, now)
    form = MomentForm(request.POST or None, activity=activity)
    if request.method == "POST" and form.is_valid():
        at, all_day = form.moment()
        answer = attempt(form, lambda: _moved(request, activity, at, now, all_day))
        if answer is not None:
            return answer
    action = reverse("crm:activity-move", args=[pk])
    title = _("Move: %(what)s") % {"what": about(activity)}
    return form_sheet(request, form, title, action, _("Move"))


def _to_day(request: SignedIn, activity: Activity, now: datetime) -> HttpResponse:
    form, here = MoveForm(request.POST), reverse("crm:today")
    if not form.is_valid():
        return said_no(request, here, ValidationError(_("Choose a day.")))
    at = doing.moment_asked(activity, form.cleaned_data["to"] or "tomorrow", now)
    try:
        return _moved(request, activity, at, now, activity.all_day)
    except ValidationError as refusal:
        return said_no(request, here, refusal)


def _moved(
    request: SignedIn, activity: Activity, at: datetime, now: datetime, all_day: bool
) -> HttpResponse:
    back = doing.move(
        activity=activity, at=at, by=request.user, now=now, all_day=all_day
    )
    said = _("Moved to %(when)s.") % {"when": full(at, now, all_day=all_day)}
    here, undo_url = reverse("crm:today"), undo_of(back)
    return done(request, here, said=said, undo_url=undo_url, events=EVENTS)
