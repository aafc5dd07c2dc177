"""Stages edited without breaking history: what moves value is journaled, what was used stays."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from crm.announce import as_it_is
from crm.models import Pipeline, Stage, User
from crm.services import places
from crm.services.deal_masses import revalue
from crm.services.errors import Refused
from crm.services.forecast_calls import note_stage
from crm.services.history import difference, record
from crm.services.writing import put, take

DESCRIPTION = ("name", "rot_days", "forecast_category")


@transaction.atomic
def add_stage(
    *, pipeline: Pipeline, by: User | None, now: datetime, name: str, **values: Any
) -> Stage:
    """A new open stage, the last one before the ends. ``values``: probability and description."""
    stage = Stage(pipeline=pipeline, name=name, kind=Stage.Kind.OPEN, **values)
    _checked(stage)
    stage.save()
    rows = list(pipeline.stages.select_for_update())
    open_ones = [row for row in rows if row.kind == Stage.Kind.OPEN]
    new = next(row for row in open_ones if row.pk == stage.pk)
    open_ones.remove(new)
    ends = [row for row in rows if row.kind != Stage.Kind.OPEN]
    places.put_in_order([*open_ones, new, *ends])
    record(by=by, action="added", row=stage, at=now)
    return new


@transaction.atomic
def edit_stage(
    *,
    stage: Stage,
    by: User | None,
    now: datetime,
    probability: int | None = None,
    seen: int | None = None,
    **values: Any,
) -> Stage:
    """Rename, or change patience and forecast category; with ``probability``, that too."""
    if unknown := set(values) - set(DESCRIPTION):
        raise ValueError(f"not a description: {unknown}")
    stage = take(Stage.objects.all(), stage.pk, seen=seen)
    before = as_it_is(stage)
    for field, value in values.items():
        setattr(stage, field, value)
    _checked(stage)
    changes = difference(before, stage, values)
    if changes:
        put(stage, **values)
        note_stage(stage, before.forecast_category, by=by, at=now)
        record(by=by, action="edited", row=stage, at=now, changes=changes)
    if probability is not None and probability != stage.probability:
        set_probability(stage=stage, probability=probability, by=by, now=now)
    return stage


@transaction.atomic
def set_probability(
    *, stage: Stage, probability: int, by: User | None, now: datetime
) -> int:
    """Change a stage's probability: its open deals are revalued today, the past stays.

    Returns how many deals were revalued.
    """
    before = as_it_is(stage)
    stage.probability = probability
    stage.full_clean()
    put(stage, probability=probability)
    revalued = revalue(stage, by=by, now=now)
    changes = difference(before, stage, ["probability"])
    record(by=by, action="probability changed", row=stage, at=now, changes=changes)
    return revalued


@transaction.atomic
def place_stage(*, stage: Stage, step: int, by: User | None, now: datetime) -> Stage:
    """One place earlier (-1) or later (1) among the open stages; the ends stay last."""
    rows = list(Stage.objects.filter(pipeline=stage.pipeline_id).select_for_update())
    open_ones = [row for row in rows if row.in_use and row.kind == Stage.Kind.OPEN]
    if stage.pk not in {row.pk for row in open_ones}:
        raise Refused(_("Only open stages in use have a place of their own."))
    if places.step(open_ones, stage, step):
        # What is out of use keeps its place among them: figures read who went past it.
        order = iter(sorted(open_ones, key=lambda row: row.position))
        places.put_in_order([next(order) if row in open_ones else row for row in rows])
        record(by=by, action="placed", row=stage, at=now)
    return stage


def _checked(stage: Stage) -> None:
    """What the database would refuse, in words beside the field."""
    others = Stage.objects.filter(pipeline=stage.pipeline_id).exclude(pk=stage.pk)
    if others.filter(name__iexact=stage.name).exists():
        raise Refused({"name": _("This pipeline already has a stage of this name.")})
    try:
        stage.full_clean(validate_constraints=False)
    except ValidationError as refusal:
        raise Refused(refusal.message_dict) from refusal
