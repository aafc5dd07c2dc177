"""Set-up of the pipelines: add, rename, put in order, archive."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from crm.forms.stages import MoveOnForm, PipelineForm
from crm.models import Deal, Stage
from crm.services import pipelines
from crm.services.errors import Conflict
from crm.views.answers import attempt, done, form_sheet, made, said_no
from crm.views.conflicts import conflict_sheet, pairs_of
from crm.views.office import admins_only
from crm.views.parts.admin_rows import pipeline_of
from crm.views.parts.stage_rows import pipeline_rows
from crm.views.requests import SignedIn

FORM = ["GET", "HEAD", "POST"]
STEPS = {"up": -1, "down": 1}


@require_safe
def overview(request: SignedIn) -> HttpResponse:
    admins_only(request)
    return render(request, "crm/setup_pipelines.html", {"pipelines": pipeline_rows()})


@require_http_methods(FORM)
def new(request: SignedIn) -> HttpResponse:
    admins_only(request)
    form = PipelineForm(request.POST or None)
    pk = made(
        request,
        form,
        lambda: pipelines.add_pipeline(
            name=form.cleaned_data["name"], by=request.user, now=timezone.now()
        ),
    )
    if pk is not None:
        return back(request, _("Pipeline added, with the usual stages."))
    here = reverse("crm:setup-pipeline-new")
    return form_sheet(request, form, _("New pipeline"), here, _("Add"))


@require_http_methods(FORM)
def rename(request: SignedIn, pk: int) -> HttpResponse:
    pipeline, here = pipeline_of(request, pk), reverse("crm:setup-pipeline", args=[pk])
    form = PipelineForm(request.POST or None, pipeline=pipeline)
    if form.is_bound and form.is_valid():
        change: dict[str, Any] = {"by": request.user, "now": timezone.now()}
        data = form.cleaned_data
        change |= {"name": data["name"], "seen": data["version"]}
        try:
            saved = attempt(
                form, lambda: pipelines.rename_pipeline(pipeline=pipeline, **change)
            )
        except Conflict as conflict:
            pairs = pairs_of(form, conflict.row)
            return conflict_sheet(request, conflict, action=here, pairs=pairs)
        if saved:
            return back(request, _("Saved."))
    return form_sheet(request, form, _("Rename the pipeline"), here, _("Save"))


@require_POST
def place(request: SignedIn, pk: int) -> HttpResponse:
    """POST to=up or down."""
    pipeline = pipeline_of(request, pk)
    step = STEPS.get(request.POST.get("to", ""), 0)
    try:
        pipelines.place_pipeline(
            pipeline=pipeline, step=step, by=request.user, now=timezone.now()
        )
    except ValidationError as refusal:
        return said_no(request, reverse("crm:setup-pipelines"), refusal)
    return back(request, _("Moved."))


@require_http_methods(FORM)
def archive(request: SignedIn, pk: int) -> HttpResponse:
    """Asks where its open deals go, when it has any."""
    pipeline = pipeline_of(request, pk)
    number = Deal.objects.open().in_pipeline(pk).count()
    stages = Stage.objects.of_current_pipelines().current().open()
    form = MoveOnForm(
        request.POST if request.method == "POST" else None,
        stages=stages.exclude(pipeline=pk),
        needed=bool(number) and pipeline.in_use,
    )
    if form.is_bound and form.is_valid():
        to = form.cleaned_data.get("to")
        change: dict[str, Any] = {"by": request.user, "now": timezone.now()}
        moved = attempt(
            form,
            lambda: pipelines.archive_pipeline(pipeline=pipeline, to=to, **change),
        )
        if moved is not None:
            return back(request, archived_text(moved))
    here = reverse("crm:setup-pipeline-archive", args=[pk])
    title = _("Archive the pipeline")
    return form_sheet(
        request, form, title, here, _("Archive"), moving_text(str(pipeline), number)
    )


@require_POST
def restore(request: SignedIn, pk: int) -> HttpResponse:
    pipeline = pipeline_of(request, pk)
    pipelines.restore_pipeline(pipeline=pipeline, by=request.user, now=timezone.now())
    return back(request, _("In use again."))


def back(request: SignedIn, said: str) -> HttpResponse:
    return done(request, reverse("crm:setup-pipelines"), said=said)


def moving_text(name: str, number: int) -> str:
    """What archiving does, before it is said."""
    if not number:
        return _("%(name)s has no open deal. Its past stays in every figure.") % {
            "name": name
        }
    return ngettext(
        "%(name)s has %(n)d open deal, which moves on. Its past stays in every figure.",
        "%(name)s has %(n)d open deals, which move on. Its past stays in every figure.",
        number,
    ) % {"name": name, "n": number}


def archived_text(moved: int) -> str:
    if not moved:
        return _("Archived.")
    return ngettext(
        "Archived. %(n)d deal moved on.", "Archived. %(n)d deals moved on.", moved
    ) % {"n": moved}
