"""What a saved log gives back at once: what was written, the next step, figures, and the way back."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.models import Activity
from crm.places import address_of
from crm.services.next_steps import propose
from crm.services.quick_log import Logged
from crm.views.answers import MOVED, leave, next_address, wants_fragment
from crm.views.parts.log_offers import offers
from crm.views.parts.words import joined, kind_name, next_text, outcome_name
from crm.views.requests import SignedIn

#: What every page listens to after a log.
EVENTS = (*MOVED, "activity-logged")


def logged(request: SignedIn, written: Logged) -> HttpResponse:
    """The strip for htmx, with the key a phone knows its line by; else back to the page (303)."""
    undo_url = reverse("crm:undo", args=[written.way_back.pk])
    said = _said(written)
    if wants_fragment(request):
        context = _strip(request, written) | {"text": said, "undo_url": undo_url}
        answer = render(request, "crm/_log_strip.html", context)
        answer["HX-Trigger"] = json.dumps(dict.fromkeys(("sheet-close", *EVENTS), True))
    else:
        messages.success(request, said, extra_tags=undo_url)
        answer = leave(request, next_address(request) or reverse("crm:today"))
    answer["X-Log-Saved"] = request.POST.get("client_uuid", "")[:36]
    return answer


def _said(written: Logged) -> str:
    n = len(written.written)
    if n != 1:
        return ngettext("%(n)d activity logged.", "%(n)d activities logged.", n) % {
            "n": n
        }
    return _("Planned.") if written.written[0][0].is_planned else _("Logged.")


def _strip(request: SignedIn, written: Logged) -> dict[str, Any]:
    now = timezone.now()
    alone = written.written[0] if len(written.written) == 1 else None
    first, following = alone or (None, None)
    planned = [row for row in (first, following) if row and row.is_planned]
    found: dict[str, Any] = {
        "what": _what(first) if first else "",
        "next_words": _("Next: %(what)s") % {"what": _when(following, now)}
        if following
        else "",
        "offers": offers(request.POST, first) if first else [],
        "figures_url": _figures(request, first),
        "plan": None,
    }
    if first and not planned and not written.again:
        found["plan"] = _plan(request, first)
    return found


def _what(activity: Activity) -> str:
    minutes = (activity.duration_s or 0) // 60
    return joined(
        kind_name(activity.kind),
        activity.prospect,
        _("%(n)d min") % {"n": minutes} if minutes else "",
        outcome_name(activity.outcome),
    )


def _when(activity: Activity, now: Any) -> str:
    return next_text(activity.kind, activity.at, all_day=activity.all_day, now=now)


def _figures(request: SignedIn, activity: Activity | None) -> str:
    """Where the target that this moved is told, for who sells."""
    address = address_of("kpis:after-log") if request.user.sells else ""
    kind = activity.kind if activity else "call"
    return f"{address}?{urlencode({'kind': kind})}" if address else ""


def _plan(request: SignedIn, activity: Activity) -> dict[str, Any] | None:
    """The next step nobody gave, as a form of one button."""
    now = timezone.now()
    found = propose(activity=activity, person=request.user, now=now)
    if found is None:
        return None
    at = timezone.localtime(found.at)
    what = next_text(found.kind, at, all_day=found.all_day, now=now)
    return {
        "text": _("Plan: %(what)s") % {"what": what},
        "fields": {
            "prospect": activity.prospect_id,
            "contact": activity.contact_id or "",
            "deal": activity.deal_id or "",
            "kind": found.kind,
            "at": at.strftime("%Y-%m-%dT%H:%M"),
            "all_day": "on" if found.all_day else "",
            "client_uuid": uuid4(),
            "kept_for": request.user.pk,
        },
    }
