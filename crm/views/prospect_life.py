"""What happens to a prospect: steps taken and withdrawn, owner, objection, next step, archive."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm.forms.prospects import HandOverForm, NextStepForm, StepForm, WithdrawForm
from crm.models import Organisation, WayBack
from crm.services import prospects
from crm.services.assigning import hand_over
from crm.services.errors import Conflict
from crm.services.way_back import way_back
from crm.views.answers import attempt, done, form_sheet
from crm.views.living import following, to_change
from crm.views.parts import life_line
from crm.views.requests import SignedIn

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@following
def step(request: SignedIn, pk: int) -> HttpResponse:
    prospect = to_change(request, pk)
    now = timezone.now()
    first = {"step": request.GET.get("step", "sql")}
    uses_mql = Organisation.current().uses_mql
    form = StepForm(request.POST or None, initial=first, uses_mql=uses_mql)
    if request.method == "POST" and form.is_valid():
        taken = attempt(
            form,
            lambda: prospects.take_step(
                prospect_id=prospect.pk,
                step=form.cleaned_data["step"],
                at=form.cleaned_data["at"] or now,
                by=request.user,
                now=now,
                **form.detail(),
            ),
        )
        if taken:
            here = reverse("crm:prospect", args=[pk])
            return done(request, here, said=_("Step recorded."))
    action = reverse("crm:prospect-step", args=[pk])
    return form_sheet(request, form, _("Record a step"), action, _("Record"))


@require_http_methods(FORM)
@following
def withdraw(request: SignedIn, pk: int) -> HttpResponse:
    """Take a declared step back; the day it was counted on is restated."""
    prospect = to_change(request, pk)
    form = WithdrawForm(
        request.POST or None,
        recorded=life_line.withdrawable(prospect),
        initial={"step": request.GET.get("step", "")},
    )
    if request.method == "POST" and form.is_valid():
        gone = attempt(
            form,
            lambda: _withdrawn(request, pk, form.cleaned_data),
        )
        if gone:
            here = reverse("crm:prospect", args=[pk])
            return done(request, here, said=_("Step withdrawn."))
    action = reverse("crm:prospect-step-withdraw", args=[pk])
    return form_sheet(request, form, _("Withdraw a step"), action, _("Withdraw"))


def _withdrawn(request: SignedIn, pk: int, data: dict[str, str]) -> bool:
    prospects.undo_step(
        prospect_id=pk,
        step=data["step"],
        why=data["why"],
        by=request.user,
        now=timezone.now(),
    )
    return True


@require_http_methods(FORM)
@following
def assign(request: SignedIn, pk: int) -> HttpResponse:
    prospect = to_change(request, pk)
    form = HandOverForm(
        request.POST or None, user=request.user, initial={"owner": prospect.owner_id}
    )
    if request.method == "POST" and form.is_valid():
        kept = attempt(form, lambda: _handed_over(request, pk, form))
        if kept is not None:
            undo = reverse("crm:undo", args=[kept.pk]) if kept else ""
            said = _("Given to %(name)s.") % {"name": form.cleaned_data["owner"]}
            here = reverse("crm:prospect", args=[pk])
            return done(request, here, said=said, undo_url=undo)
    action = reverse("crm:prospect-assign", args=[pk])
    return form_sheet(request, form, _("Reassign"), action, _("Reassign"))


def _handed_over(
    request: SignedIn, pk: int, form: HandOverForm
) -> WayBack | Literal[False]:
    """The way back; False where the prospect was theirs already."""
    owner, by, now = form.cleaned_data["owner"], request.user, timezone.now()
    if form.initial["owner"] == owner.pk:
        return False
    label = _("Given to %(name)s.") % {"name": owner}
    with way_back(by=by, now=now, action="assigned", label=label) as kept:
        said: dict[str, Any] = {"by": by, "now": now, "kept": kept}
        hand_over(prospect_id=pk, owner=owner, along=form.along(), **said)
    return kept.way_back


@require_http_methods(FORM)
@following
def next_step(request: SignedIn, pk: int) -> HttpResponse:
    """The next step, edited where it stands; without script on a page of its own."""
    prospect = to_change(request, pk)
    action = reverse("crm:prospect-next", args=[pk])
    first = {"version": prospect.version}
    form = NextStepForm(request.POST or None, instance=prospect, initial=first)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in form.Meta.fields}
        seen = form.cleaned_data["version"]
        try:
            prospects.edit_prospect(
                prospect_id=pk, by=request.user, now=timezone.now(), seen=seen, **values
            )
        except Conflict:
            form.add_error(
                None, _("Somebody changed this meanwhile: look at it again.")
            )
        else:
            here = reverse("crm:prospect", args=[pk])
            return done(request, here, said=_("Saved."))
    if request.htmx and request.method == "POST":
        context = {"next_form": form, "prospect": prospect}
        return render(request, "crm/_next_step.html", context, status=422)
    return form_sheet(request, form, _("Next step"), action, _("Save"))
