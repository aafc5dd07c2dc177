"""Objection to prospecting, and the archive: each with its way back."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from crm.forms.prospects import ObjectionForm
from crm.services import objections, prospects
from crm.views.answers import attempt, done, form_sheet, said_no
from crm.views.living import following, to_change
from crm.views.parts.offers import undo_of
from crm.views.requests import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
@following
def object_(request: SignedIn, pk: int) -> HttpResponse:
    """They do not want to be prospected."""
    to_change(request, pk)
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        back = attempt(
            form,
            lambda: objections.record_objection(
                prospect_id=pk,
                by=request.user,
                now=timezone.now(),
                at=form.cleaned_data["at"],
            ),
        )
        if back:
            said = _("Objection recorded.")
            here = reverse("crm:prospect", args=[pk])
            return done(request, here, said=said, undo_url=undo_of(back))
    action = reverse("crm:prospect-objection", args=[pk])
    intro = _(
        "They do not want to be prospected. Everybody who opens this record will see it."
    )
    return form_sheet(
        request, form, _("Record an objection"), action, _("Record"), intro
    )


@require_POST
@following
def allow(request: SignedIn, pk: int) -> HttpResponse:
    """The objection no longer stands."""
    to_change(request, pk)
    here = reverse("crm:prospect", args=[pk])
    try:
        back = objections.withdraw_objection(
            prospect_id=pk, by=request.user, now=timezone.now()
        )
    except ValidationError as refusal:
        return said_no(request, here, refusal)
    said = _("Objection withdrawn. Ask for consent again.")
    return done(request, here, said=said, undo_url=undo_of(back))


@require_POST
@following
def archive(request: SignedIn, pk: int) -> HttpResponse:
    to_change(request, pk)
    prospects.archive_prospect(prospect_id=pk, by=request.user, now=timezone.now())
    undo = reverse("crm:prospect-restore", args=[pk])
    here = reverse("crm:prospect", args=[pk])
    return done(request, here, said=_("Archived."), undo_url=undo)


@require_POST
@following
def restore(request: SignedIn, pk: int) -> HttpResponse:
    to_change(request, pk)
    prospects.archive_prospect(
        prospect_id=pk, by=request.user, now=timezone.now(), archived=False
    )
    return done(request, reverse("crm:prospect", args=[pk]), said=_("Brought back."))
