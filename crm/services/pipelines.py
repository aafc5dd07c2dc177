"""Pipelines: several, in the order an admin gives them; one that was used is archived, not deleted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from crm.announce import as_it_is
from crm.models import Deal, Pipeline, Stage, User
from crm.models.shipped import FIRST_STAGES, shown
from crm.services import places
from crm.services.deal_masses import move_all
from crm.services.errors import Refused
from crm.services.history import difference, record
from crm.services.stage_archive import may_take
from crm.services.stage_holding import hold
from crm.services.writing import lock, put, take


@transaction.atomic
def add_pipeline(*, name: str, by: User | None, now: datetime) -> Pipeline:
    """A new pipeline, the last one, with the stages a new installation has."""
    _name_is_free(name)
    pipeline = Pipeline(name=name, position=Pipeline.objects.count())
    pipeline.full_clean(validate_constraints=False)
    pipeline.save()
    Stage.objects.bulk_create(
        Stage(
            pipeline=pipeline,
            position=place,
            name=stage,
            kind=kind,
            probability=probability,
            rot_days=rot_days,
            forecast_category=category,
        )
        for place, (stage, kind, probability, rot_days, category) in enumerate(
            FIRST_STAGES
        )
    )
    record(by=by, action="added", row=pipeline, at=now)
    return pipeline


@transaction.atomic
def rename_pipeline(
    *,
    pipeline: Pipeline,
    name: str,
    by: User | None,
    now: datetime,
    seen: int | None = None,
) -> Pipeline:
    """Another name; figures keep theirs, as they go by the pipeline itself."""
    pipeline = take(Pipeline.objects.all(), pipeline.pk, seen=seen)
    if name == shown(pipeline.name):
        # Shown translated and left so.
        return pipeline
    _name_is_free(name, besides=pipeline.pk)
    before = as_it_is(pipeline)
    pipeline.name = name
    pipeline.full_clean(validate_constraints=False)
    if changes := difference(before, pipeline, ["name"]):
        put(pipeline, name=name)
        record(by=by, action="edited", row=pipeline, at=now, changes=changes)
    return pipeline


@transaction.atomic
def place_pipeline(
    *, pipeline: Pipeline, step: int, by: User | None, now: datetime
) -> Pipeline:
    """One place earlier (-1) or later (1); the first one is what the board opens with."""
    rows = list(Pipeline.objects.current().select_for_update())
    if pipeline.pk not in {row.pk for row in rows}:
        raise Refused(_("This pipeline is archived."))
    if places.step(rows, pipeline, step):
        record(by=by, action="placed", row=pipeline, at=now)
    return pipeline


@transaction.atomic
def archive_pipeline(
    *, pipeline: Pipeline, to: Stage | None, by: User | None, now: datetime
) -> int:
    """Take a pipeline out of use; its open deals move to ``to``, a stage of another one.

    Returns how many moved. Archiving an archived pipeline changes nothing.
    """
    lock(pipeline)
    if pipeline.archived_at is not None:
        return 0
    if not Pipeline.objects.current().exclude(pk=pipeline.pk).exists():
        raise Refused(_("The last pipeline stays in use."))
    moved = 0
    if Deal.objects.open().in_pipeline(pipeline.pk).exists():
        moved = _empty(pipeline, to, by=by, now=now)
    put(pipeline, archived_at=now)
    record(by=by, action="archived", row=pipeline, at=now)
    return moved


def _empty(
    pipeline: Pipeline, to: Stage | None, *, by: User | None, now: datetime
) -> int:
    if to is not None and to.pipeline_id == pipeline.pk:
        raise Refused({"to": _("Choose a stage of another pipeline.")})
    stages = list(pipeline.stages.all())
    target = hold(may_take(to, stages[0]))
    return sum(move_all(stage, target, by=by, now=now) for stage in stages)


@transaction.atomic
def restore_pipeline(*, pipeline: Pipeline, by: User | None, now: datetime) -> Pipeline:
    """Put an archived pipeline back into use; one in use stays as it is."""
    lock(pipeline)
    if pipeline.archived_at is not None:
        put(pipeline, archived_at=None)
        record(by=by, action="restored", row=pipeline, at=now)
    return pipeline


def _name_is_free(name: str, besides: int | None = None) -> None:
    others = Pipeline.objects.all()
    if besides is not None:
        others = others.exclude(pk=besides)
    if others.filter(name__iexact=name).exists():
        raise Refused({"name": _("There is already a pipeline of this name.")})
