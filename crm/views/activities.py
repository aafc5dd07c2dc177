"""One activity read and corrected, and one taken away."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
)

from crm import access
from crm.forms.activities import ActivityForm
from crm.models import Activity, User
from crm.services import activities
from crm.services.errors import Conflict
from crm.services.quick_log import undo_log
from crm.views.answers import (
    attempt,
    done,
    refused_status,
    sheet,
)
from crm.views.conflicts import conflict_sheet, pairs_of
from crm.views.parts.words import kind_name, status_chip
from crm.views.requests import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: SignedIn, pk: int) -> HttpResponse:
    """Read by whoever may; corrected by POST."""
    find = access.get_changeable if request.method == "POST" else access.get_readable
    activity = find(Activity.objects.for_list(), request.user, pk)
    here = reverse("crm:activity", args=[pk])
    form = ActivityForm(request.POST or None, activity=activity)
    if request.method == "POST" and form.is_valid():
        try:
            saved = attempt(
                form,
                lambda: activities.edit_activity(
                    activity_id=pk,
                    by=request.user,
                    now=timezone.now(),
                    seen=form.cleaned_data["version"],
                    **form.corrected(),
                ),
            )
        except Conflict as conflict:
            pairs = pairs_of(form, conflict.row)
            return conflict_sheet(request, conflict, action=here, pairs=pairs)
        if saved:
            return done(request, here, said=_("Saved."))
    context = {
        "activity": activity,
        "form": form,
        "changeable": access.may_change(request.user, activity),
        "chip": status_chip(activity, timezone.now()),
    }
    title, status = kind_name(activity.kind), refused_status(form)
    return sheet(request, "crm/_activity.html", context, title=title, status=status)


def _changeable(request: SignedIn, pk: int) -> Activity:
    return access.get_changeable(Activity.objects.all(), request.user, pk)


@require_POST
def delete(request: SignedIn, pk: int) -> HttpResponse:
    """Undo a log (what was just written, with its next step) or delete one logged by mistake."""
    here, now = reverse("crm:activities"), timezone.now()
    if "undo" in request.POST and not Activity.objects.sees(request.user, pk):
        # Sent twice: gone is what was asked for. What is not theirs looks gone as well.
        return done(request, here, said=_("Undone."))
    activity = _changeable(request, pk)
    own = activity.logged_by_id == request.user.pk
    if not own and request.user.role == User.Role.REP:
        raise PermissionDenied
    if "undo" in request.POST:
        if not own:
            raise PermissionDenied
        also = request.POST["undo"]
        ids = [pk, *([int(also)] if also.isdecimal() and len(also) < 19 else [])]
        undo_log(ids=ids, by=request.user, now=now)
        return done(request, reverse("crm:today"), said=_("Undone."))
    activities.delete_activity(activity_id=pk, by=request.user, now=now)
    return done(request, here, said=_("Deleted."))
