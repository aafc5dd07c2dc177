"""A planned activity ends: done, with the outcome of a call, a no-show or cancelled; tried again."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.template.defaultfilters import capfirst
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from crm import access
from crm.models import Activity
from crm.services.today import doing, retry
from crm.views.answers import MOVED, done, said_no
from crm.views.parts.offers import offer_after, undo_of
from crm.views.parts.words import full, outcome_name
from crm.views.requests import SignedIn

EVENTS = (*MOVED, "activity-logged", "notices-moved")


def changeable(request: SignedIn, pk: int) -> Activity:
    """The activity to write, with whom it is about."""
    rows = Activity.objects.select_related("prospect", "rep")
    return access.get_changeable(rows, request.user, pk)


@require_POST
def finish(request: SignedIn, pk: int) -> HttpResponse:
    """Mark a planned activity done; one that is done already stays as it is.

    ``outcome`` says how a call ended. Nobody reached: the strip offers the next try.
    """
    outcome = request.POST.get("outcome", "")
    if outcome not in ("", *Activity.Outcome.values):
        refusal = ValidationError(_("There is no such outcome."))
        return said_no(request, reverse("crm:today"), refusal)
    said = f"{capfirst(outcome_name(outcome))}." if outcome else _("Done.")
    return _end(request, pk, Activity.Status.HELD, said, outcome)


@require_POST
def cancel(request: SignedIn, pk: int) -> HttpResponse:
    """Cancelled, or with ``status=no_show`` nobody came: different things in the figures."""
    if request.POST.get("status") == Activity.Status.NO_SHOW:
        return _end(request, pk, Activity.Status.NO_SHOW, _("Noted as a no-show."))
    return _end(request, pk, Activity.Status.CANCELLED, _("Cancelled."))


def _end(
    request: SignedIn, pk: int, status: str, said: str, outcome: str = ""
) -> HttpResponse:
    activity, here, now = changeable(request, pk), reverse("crm:today"), timezone.now()
    how = {"status": status, "outcome": outcome}
    try:
        back = doing.finish(activity=activity, by=request.user, now=now, **how)
    except ValidationError as refusal:
        return said_no(request, here, refusal)
    return done(
        request,
        here,
        said=said,
        undo_url=undo_of(back),
        events=EVENTS,
        offer=offer_after(activity, outcome, now),
    )


@require_POST
def again(request: SignedIn, pk: int) -> HttpResponse:
    """Nobody answered: plan the call for the other half of the next working day."""
    call, now = changeable(request, pk), timezone.now()
    planned = retry.plan_retry(call=call, by=request.user, now=now)
    said = _("Planned for %(when)s.") % {"when": full(planned.at, now)}
    undo, here = (
        reverse("crm:activity-delete", args=[planned.pk]),
        reverse("crm:today"),
    )
    return done(request, here, said=said, undo_url=undo, undo_id="log", events=EVENTS)
