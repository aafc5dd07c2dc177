"""What is done with a plan: changed, its steps done, ended, opened again."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
)

from crm.models import Organisation
from crm.views.answers import attempt, done, form_sheet
from crm.views.requests import SignedIn
from kpis.forms.plans import written_plan
from kpis.forms.steering import EndForm, StepForm
from kpis.models import ActionPlan
from kpis.plans import steps as stepping
from kpis.plans import writing
from kpis.plans.reading import steps_of
from kpis.views.parts import plan_forms
from kpis.views.parts.asking import leader, reader
from kpis.views.plans import may_work_on, plan_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def plan_edit(request: SignedIn, pk: int) -> HttpResponse:
    leader(request)
    row = plan_to_work_on(request, pk)
    currency = Organisation.current().base_currency
    form = plan_forms.edit_form(request, row, written_plan(row, currency))
    if request.method == "POST" and form.is_valid():
        now, by = timezone.now(), request.user

        def write() -> bool:
            writing.change_plan(plan=row, wanted=form.wanted(), by=by, now=now)
            return True

        if attempt(form, write):
            here = reverse("kpis:plan", args=[pk])
            return done(request, here, said=_("Saved."), go=True)
    action = reverse("kpis:plan-edit", args=[pk])
    return form_sheet(request, form, _("Change the plan"), action, _("Save"))


@require_http_methods(["GET", "HEAD", "POST"])
def plan_end(request: SignedIn, pk: int) -> HttpResponse:
    row = plan_to_work_on(request, pk)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        writing.end_plan(
            plan=row,
            done=data["done"] == "done",
            outcome=data["outcome"],
            by=request.user,
            now=timezone.now(),
        )
        here = reverse("kpis:plan", args=[pk])
        return done(request, here, said=_("The plan is over."), go=True)
    action = reverse("kpis:plan-end", args=[pk])
    return form_sheet(request, form, _("End the plan"), action, _("End the plan"))


@require_POST
def plan_reopen(request: SignedIn, pk: int) -> HttpResponse:
    row = plan_to_work_on(request, pk)
    writing.reopen_plan(plan=row, by=request.user, now=timezone.now())
    here = reverse("kpis:plan", args=[pk])
    return done(request, here, said=_("The plan is open again."), go=True)


@require_POST
def plan_step(request: SignedIn, pk: int) -> HttpResponse:
    """One more step; an empty one changes nothing."""
    row = plan_to_work_on(request, pk)
    form = StepForm(request.POST)
    here = reverse("kpis:plan", args=[pk])
    if not form.is_valid():
        return done(request, here, said=_("Write what is to be done."), go=True)
    step = stepping.Step(form.cleaned_data["text"], form.cleaned_data["due_on"])
    stepping.add_step(plan=row, step=step, by=request.user, now=timezone.now())
    return done(request, here, said=_("Step added."), go=True)


@require_POST
def step_done(request: SignedIn, pk: int) -> HttpResponse:
    """``done=1`` or ``done=0``: sent twice it says the same."""
    step = steps_of(reader(request)).filter(pk=pk).first()
    if step is None:
        raise Http404
    row = plan_to_work_on(request, step.plan_id)
    finished = request.POST.get("done", "1") != "0"
    stepping.finish_step(step=step, done=finished, by=request.user, now=timezone.now())
    said = _("Step done.") if finished else _("Step open again.")
    return done(request, reverse("kpis:plan", args=[row.pk]), said=said, go=True)


def plan_to_work_on(request: SignedIn, pk: int) -> ActionPlan:
    """404 outside the scope; 403 for whom the plan is about without seeing to it."""
    row = plan_or_404(request, pk)
    if not may_work_on(request, row):
        raise PermissionDenied
    return row
