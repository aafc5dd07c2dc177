"""What the set-up of pipelines is sent, and the rows its addresses name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from crm.models import Pipeline, Stage
from crm.services import pipelines, stage_archive
from tests.factories import NOW, stage


def rows(world: Any) -> dict[str, Any]:
    """Route -> the pipeline or stage it names, in the state it needs."""
    sales, admin = Pipeline.objects.get(name="Sales"), world.people["admin"]
    change = {"by": admin, "now": NOW}
    spare = pipelines.add_pipeline(name="Renewals", **change)
    gone = pipelines.add_pipeline(name="Old ways", **change)
    pipelines.archive_pipeline(pipeline=gone, to=None, **change)
    unused = Stage.objects.get(pipeline=spare, name="Demo")
    stage_archive.archive_stage(stage=unused, to=None, **change)
    return {
        "crm:setup-pipeline": sales,
        "crm:setup-pipeline-place": sales,
        "crm:setup-pipeline-archive": spare,
        "crm:setup-pipeline-restore": gone,
        "crm:setup-stage-new": sales,
        "crm:setup-stage": stage("Demo"),
        "crm:setup-stage-place": stage("Demo"),
        "crm:setup-stage-archive": stage("Demo"),
        "crm:setup-stage-restore": unused,
    }


def _stage(_world: Any, _who: str) -> dict[str, Any]:
    return {
        "name": "Trial",
        "probability": "60",
        "rot_days": "5",
        "forecast_category": "best",
        "version": "1",
        "token": str(uuid4()),
    }


def _named(_world: Any, _who: str) -> dict[str, Any]:
    return {"name": "Partners", "version": "1", "token": str(uuid4())}


def _down(_world: Any, _who: str) -> dict[str, Any]:
    return {"to": "down"}


def _on(_world: Any, _who: str) -> dict[str, Any]:
    return {"to": stage("Negotiation").pk}


BODIES: dict[str, Callable[[Any, str], dict[str, Any]]] = {
    "crm:setup-pipeline-new": _named,
    "crm:setup-pipeline": _named,
    "crm:setup-pipeline-place": _down,
    "crm:setup-pipeline-archive": _on,
    "crm:setup-stage-new": _stage,
    "crm:setup-stage": _stage,
    "crm:setup-stage-place": _down,
    "crm:setup-stage-archive": _on,
}
