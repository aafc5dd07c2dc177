"""Back from a call: the log, filled in, and *No answer* as one tap."""

from __future__ import annotations

from uuid import uuid4

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm.forms.calls import CallForm
from crm.models import Prospect
from crm.services.calls import log_call
from crm.views.answers import done, sheet
from crm.views.living import following, to_change
from crm.views.log import EVENTS
from crm.views.parts.offers import offer_after
from crm.views.requests import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
@following
def call(request: SignedIn, pk: int) -> HttpResponse:
    """GET: the sheet for a call just made (?contact= &at= &minutes=). POST: log its outcome."""
    prospect = to_change(request, pk)
    now = timezone.now()
    form = CallForm(request.POST or request.GET, prospect=prospect, now=now)
    form.is_valid()  # what cannot be read is left out: a call is logged all the same
    if request.method == "POST":
        return _logged(request, prospect, form)
    context = {"prospect": prospect, "call": form.told(), "token": uuid4()}
    context["log_url"] = f"{reverse('crm:log')}?{form.query()}"
    return sheet(request, "crm/_call.html", context, title=_("Call"))


def _logged(request: SignedIn, prospect: Prospect, form: CallForm) -> HttpResponse:
    now = timezone.now()
    logged = log_call(
        prospect=prospect,
        contact=form.contact(),
        outcome=form.outcome(),
        at=form.at(),
        minutes=form.minutes(),
        by=request.user,
        now=now,
        client_uuid=form.token(),
    )
    return done(
        request,
        reverse("crm:prospect", args=[prospect.pk]),
        said=_("Call logged."),
        undo_url=reverse("crm:activity-delete", args=[logged.pk]),
        undo_id="log",
        events=EVENTS,
        offer=offer_after(logged, logged.outcome, now),
    )
