"""Activities: the log, one activity, and the four ways a planned one ends."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from crm import access
from crm.filters import ACTIVITIES
from crm.filters.lists import offered
from crm.forms.activities import ActivityForm, MoveForm
from crm.models import Activity, User
from crm.services import activities
from crm.services.errors import Conflict
from crm.services.quick_log import undo_log
from crm.views.answers import (
    MOVED,
    attempt,
    done,
    list_page,
    page_of,
    refused_status,
    said_no,
    sheet,
)
from crm.views.conflicts import conflict_sheet, pairs_of
from crm.views.parts.rows import ACTIVITY_HEADS, activity_rows
from crm.views.parts.words import kind_name, status_chip
from crm.views.requests import SignedIn


@require_safe
def activity_list(request: SignedIn) -> HttpResponse:
    narrowed = ACTIVITIES.read(request.GET, offered(request.user, "rep"))
    rows = narrowed.apply(Activity.objects.visible_to(request.user).for_list())
    page = page_of(rows, request)
    return list_page(
        request,
        "crm/activities.html",
        narrowed,
        page,
        {
            "columns": narrowed.columns(ACTIVITY_HEADS),
            "rows": activity_rows(page.object_list, timezone.now()),
        },
        caption=_("Activities"),
        empty=(
            _("Calls, emails, meetings and demos stand here once logged."),
            reverse("crm:log"),
            _("Log the first one"),
        ),
    )


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
def finish(request: SignedIn, pk: int) -> HttpResponse:
    """Mark a planned activity done; one that is done already stays as it is."""
    return _end(request, pk, Activity.Status.HELD, _("Done."))


@require_POST
def cancel(request: SignedIn, pk: int) -> HttpResponse:
    """Cancelled, or with ``status=no_show`` nobody came: different things in the figures."""
    if request.POST.get("status") == Activity.Status.NO_SHOW:
        return _end(request, pk, Activity.Status.NO_SHOW, _("Noted as a no-show."))
    return _end(request, pk, Activity.Status.CANCELLED, _("Cancelled."))


def _end(request: SignedIn, pk: int, status: str, said: str) -> HttpResponse:
    activity = _changeable(request, pk)
    here = reverse("crm:today")
    if activity.status != status:
        try:
            activities.finish_activity(
                activity_id=pk, by=request.user, now=timezone.now(), status=status
            )
        except ValidationError as refusal:
            return said_no(request, here, refusal)
    return done(request, here, said=said, events=(*MOVED, "activity-logged"))


@require_POST
def move(request: SignedIn, pk: int) -> HttpResponse:
    """Snooze to tomorrow, to Monday, or to the moment given."""
    activity = _changeable(request, pk)
    here = reverse("crm:today")
    form = MoveForm(request.POST)
    if not form.is_valid():
        return said_no(request, here, ValidationError(_("Choose a day.")))
    now = timezone.now()
    at = form.cleaned_data["at"] or _snoozed(
        activity, form.cleaned_data["to"] or "tomorrow", now
    )
    try:
        activities.move_activity(
            activity_id=pk,
            at=at,
            by=request.user,
            now=now,
            all_day=activity.all_day,
        )
    except ValidationError as refusal:
        return said_no(request, here, refusal)
    return done(request, here, said=_("Moved."))


def _snoozed(activity: Activity, to: str, now: datetime) -> datetime:
    """The same hour on the civil day asked for."""
    today = timezone.localtime(now).date()
    ahead = 7 - today.weekday() if to == "monday" else 1
    hour = timezone.localtime(activity.at).time()
    day = today + timedelta(days=ahead)
    return datetime.combine(day, hour, tzinfo=timezone.get_current_timezone())


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
