"""Back from a call: the log, filled in, and *No answer* as one tap."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm.forms.calls import CallForm, log_query, started_at
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
    """GET: the sheet for a call just made (?contact= &away=). POST: log its outcome."""
    prospect = to_change(request, pk)
    now = timezone.now()
    said = request.POST if request.method == "POST" else request.GET
    form = CallForm(said, prospect=prospect, now=now)
    form.is_valid()  # what cannot be read is left out: a call is logged all the same
    if request.method == "POST":
        return _logged(request, prospect, form.told())
    told = form.told()
    context = {
        "prospect": prospect,
        "call": told | {"at_value": started_at(told)},
        "token": uuid4(),
        "log_url": f"{reverse('crm:log')}?{log_query(prospect, told)}",
    }
    return sheet(request, "crm/_call.html", context, title=_("Call"))


def _logged(
    request: SignedIn, prospect: Prospect, told: dict[str, Any]
) -> HttpResponse:
    now = timezone.now()
    logged = log_call(prospect=prospect, by=request.user, now=now, **told)
    return done(
        request,
        reverse("crm:prospect", args=[prospect.pk]),
        said=_("Call logged."),
        undo_url=reverse("crm:activity-delete", args=[logged.pk]),
        undo_id="log",
        events=EVENTS,
        offer=offer_after(logged, logged.outcome, now),
    )
