"""Rows of Today that are nobody's plan: put to sleep until a day, or called at once."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from crm import access
from crm.forms.moves import SnoozeForm
from crm.models import Activity, Complaint, Deal, Prospect
from crm.services.today import doing
from crm.services.today import snooze as desk
from crm.templatetags.formats import day
from crm.views.answers import attempt, done, form_sheet, said_no
from crm.views.finishing import EVENTS
from crm.views.parts.offers import offer_after, undo_of
from crm.views.requests import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def prospect(request: SignedIn, pk: int) -> HttpResponse:
    return _snooze(request, Prospect.objects.all(), "crm:prospect-snooze", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def deal(request: SignedIn, pk: int) -> HttpResponse:
    return _snooze(request, Deal.objects.all(), "crm:deal-snooze", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def complaint(request: SignedIn, pk: int) -> HttpResponse:
    rows = Complaint.objects.select_related("reason", "prospect")
    return _snooze(request, rows, "crm:complaint-snooze", pk)


def _snooze(
    request: SignedIn, rows: QuerySet[Prospect | Deal | Complaint], name: str, pk: int
) -> HttpResponse:
    row = access.get_changeable(rows, request.user, pk)
    now, action = timezone.now(), reverse(name, args=[pk])
    sent = request.POST if request.method == "POST" else None
    form = SnoozeForm(sent, tomorrow=desk.day_asked("tomorrow", now))
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["to"] or "tomorrow"
        until = form.cleaned_data["until"] or desk.day_asked(to, now)
        written = attempt(
            form,
            lambda: [desk.snooze(row=row, until=until, by=request.user, now=now)],
        )
        if written:
            said = _("Back in your day on %(day)s.") % {"day": day(until, "week")}
            return done(
                request, reverse("crm:today"), said=said, undo_url=undo_of(written[0])
            )
    title = _("Snooze: %(what)s") % {"what": row}
    return form_sheet(request, form, title, action, _("Snooze"))


@require_POST
def called(request: SignedIn, pk: int) -> HttpResponse:
    """A call just held, with its ``outcome``; the form's ``token`` makes it one call."""
    found = access.get_changeable(Prospect.objects.all(), request.user, pk)
    here, now = reverse("crm:today"), timezone.now()
    outcome = request.POST.get("outcome", "")
    if outcome not in Activity.Outcome.values:
        return said_no(request, here, ValidationError(_("Say how the call ended.")))
    call, back = doing.called(
        prospect=found,
        by=request.user,
        now=now,
        outcome=outcome,
        client_uuid=_token(request),
    )
    return done(
        request,
        here,
        said=_("Call logged."),
        undo_url=undo_of(back),
        events=EVENTS,
        offer=offer_after(call, outcome, now),
    )


def _token(request: SignedIn) -> UUID | None:
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        return None
