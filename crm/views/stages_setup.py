"""Set-up of stages: add, edit, put in order, archive with somewhere to go for its deals."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from crm.forms.stages import MoveOnForm, StageForm
from crm.models import Stage
from crm.services import stage_archive, stages
from crm.services.errors import Conflict
from crm.views.answers import attempt, done, form_sheet, made, said_no
from crm.views.conflicts import conflict_sheet, pairs_of
from crm.views.parts.admin_rows import pipeline_of, stage_of
from crm.views.pipelines_setup import FORM, STEPS, archived_text, back, moving_text
from crm.views.requests import SignedIn


@require_http_methods(FORM)
def new(request: SignedIn, pk: int) -> HttpResponse:
    """A new stage of the pipeline ``pk``."""
    pipeline = pipeline_of(request, pk)
    form = StageForm(request.POST or None)
    pk_of_stage = made(
        request,
        form,
        lambda: stages.add_stage(
            pipeline=pipeline, by=request.user, now=timezone.now(), **_values(form)
        ),
    )
    if pk_of_stage is not None:
        return back(request, _("Stage added."))
    here = reverse("crm:setup-stage-new", args=[pk])
    return form_sheet(request, form, _("New stage"), here, _("Add"), str(pipeline))


@require_http_methods(FORM)
def edit(request: SignedIn, pk: int) -> HttpResponse:
    stage, here = stage_of(request, pk), reverse("crm:setup-stage", args=[pk])
    form = StageForm(request.POST or None, stage=stage)
    if form.is_bound and form.is_valid():
        change = form.changed() | {"seen": form.cleaned_data["version"]}
        change |= {"by": request.user, "now": timezone.now()}
        try:
            saved = attempt(form, lambda: stages.edit_stage(stage=stage, **change))
        except Conflict as conflict:
            pairs = pairs_of(form, conflict.row)
            return conflict_sheet(request, conflict, action=here, pairs=pairs)
        if saved:
            return back(request, _("Saved."))
    return form_sheet(request, form, _("Edit the stage"), here, _("Save"))


@require_POST
def place(request: SignedIn, pk: int) -> HttpResponse:
    """POST to=up or down."""
    stage = stage_of(request, pk)
    step = STEPS.get(request.POST.get("to", ""), 0)
    try:
        stages.place_stage(stage=stage, step=step, by=request.user, now=timezone.now())
    except ValidationError as refusal:
        return said_no(request, reverse("crm:setup-pipelines"), refusal)
    return done(request, reverse("crm:setup-pipelines"), said=_("Moved."))


@require_http_methods(FORM)
def archive(request: SignedIn, pk: int) -> HttpResponse:
    """Asks where its open deals go, when it has any."""
    stage = stage_of(request, pk)
    number = stage.deals.open().count()
    others = Stage.objects.of_current_pipelines().current().open().exclude(pk=pk)
    form = MoveOnForm(
        request.POST if request.method == "POST" else None,
        stages=others.in_pipeline(stage.pipeline_id),
        needed=bool(number) and stage.in_use,
    )
    if form.is_bound and form.is_valid():
        change: dict[str, Any] = {"by": request.user, "now": timezone.now()}
        to = form.cleaned_data.get("to")
        moved = attempt(
            form,
            lambda: stage_archive.archive_stage(stage=stage, to=to, **change),
        )
        if moved is not None:
            return back(request, archived_text(moved))
    here = reverse("crm:setup-stage-archive", args=[pk])
    title, intro = _("Archive the stage"), moving_text(str(stage), number)
    return form_sheet(request, form, title, here, _("Archive"), intro)


@require_POST
def restore(request: SignedIn, pk: int) -> HttpResponse:
    stage = stage_of(request, pk)
    stage_archive.restore_stage(stage=stage, by=request.user, now=timezone.now())
    return back(request, _("In use again."))


def _values(form: StageForm) -> dict[str, Any]:
    return {name: v for name, v in form.cleaned_data.items() if name != "token"}
