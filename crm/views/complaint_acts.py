"""What is done about a complaint: answered, resolved, reopened, given on, corrected."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from crm import access
from crm.forms.prospects import AssignForm
from crm.forms.voice import ComplaintEditForm, ResolveForm
from crm.models import Complaint, WayBack
from crm.services import complaint_acts as acts
from crm.services import voice
from crm.services.errors import Conflict
from crm.views.answers import attempt, done, form_sheet
from crm.views.conflicts import conflict_sheet, pairs_of
from crm.views.parts.offers import undo_of
from crm.views.requests import SignedIn

FORM = ["GET", "HEAD", "POST"]


def _page(pk: int) -> str:
    return reverse("crm:complaint", args=[pk])


def _done(request: SignedIn, pk: int, said: str, back: WayBack | None) -> HttpResponse:
    """Said, with the way back when something was written."""
    return done(request, _page(pk), said=said, undo_url=undo_of(back))


@require_POST
def answer(request: SignedIn, pk: int) -> HttpResponse:
    """The customer got a first answer; a second time changes nothing."""
    access.get_changeable(Complaint.objects.all(), request.user, pk)
    back = acts.answer_complaint(complaint_id=pk, by=request.user, now=timezone.now())
    return _done(request, pk, _("Marked as answered."), back)


@require_POST
def reopen(request: SignedIn, pk: int) -> HttpResponse:
    access.get_changeable(Complaint.objects.all(), request.user, pk)
    back = acts.reopen_complaint(complaint_id=pk, by=request.user, now=timezone.now())
    return _done(request, pk, _("Reopened."), back)


@require_http_methods(FORM)
def resolve(request: SignedIn, pk: int) -> HttpResponse:
    complaint = access.get_changeable(Complaint.objects.all(), request.user, pk)
    form = ResolveForm(request.POST or None)
    if request.method == "POST" and complaint.resolved_at:
        return done(request, _page(pk), said=_("Resolved."))
    if request.method == "POST" and form.is_valid():
        resolved = attempt(
            form,
            lambda: acts.resolve_complaint(
                complaint_id=pk,
                resolution=form.cleaned_data["resolution"],
                by=request.user,
                now=timezone.now(),
            ),
        )
        if resolved:
            return _done(request, pk, _("Resolved."), resolved)
    action = reverse("crm:complaint-resolve", args=[pk])
    return form_sheet(request, form, _("Resolve the complaint"), action, _("Resolve"))


@require_http_methods(FORM)
def assign(request: SignedIn, pk: int) -> HttpResponse:
    complaint = access.get_changeable(Complaint.objects.all(), request.user, pk)
    first = {"owner": complaint.owner_id}
    form = AssignForm(request.POST or None, user=request.user, initial=first)
    if request.method == "POST" and form.is_valid():
        owner = form.cleaned_data["owner"]
        voice.assign_complaint(
            complaint_id=pk, owner=owner, by=request.user, now=timezone.now()
        )
        said = _("Given to %(name)s.") % {"name": owner}
        return done(request, _page(pk), said=said)
    action = reverse("crm:complaint-assign", args=[pk])
    return form_sheet(request, form, _("Reassign"), action, _("Reassign"))


@require_http_methods(FORM)
def edit(request: SignedIn, pk: int) -> HttpResponse:
    complaint = access.get_changeable(
        Complaint.objects.select_related("prospect"), request.user, pk
    )
    action = reverse("crm:complaint-edit", args=[pk])
    first = {"version": complaint.version}
    form = ComplaintEditForm(request.POST or None, instance=complaint, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            saved = attempt(
                form,
                lambda: voice.edit_complaint(
                    complaint_id=pk,
                    by=request.user,
                    now=timezone.now(),
                    seen=form.cleaned_data["version"],
                    **form.changed(),
                ),
            )
        except Conflict as conflict:
            pairs = pairs_of(form, conflict.row)
            return conflict_sheet(request, conflict, action=action, pairs=pairs)
        if saved:
            return done(request, _page(pk), said=_("Saved."))
    return form_sheet(request, form, _("Edit the complaint"), action, _("Save"))
