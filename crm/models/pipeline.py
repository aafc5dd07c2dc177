"""The way a deal goes: pipelines and their stages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from crm.models.base import ExternalId, one_of, unique_external_id
from crm.models.shipped import shown

if TYPE_CHECKING:
    from crm.models.deals import Deal


class ForecastCategory(models.TextChoices):
    OMITTED = "omitted", _("left out")
    PIPELINE = "pipeline", _("pipeline")
    BEST = "best", _("best case")
    COMMIT = "commit", _("commit")


class PipelineQuerySet(models.QuerySet["Pipeline"]):
    def current(self) -> Self:
        return self.filter(archived_at__isnull=True)


class Pipeline(ExternalId):
    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PipelineQuerySet.as_manager()

    class Meta:
        verbose_name = _("pipeline")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="pipeline_name_unique"),
            unique_external_id("pipeline"),
        ]

    def __str__(self) -> str:
        return shown(self.name)

    @property
    def in_use(self) -> bool:
        return self.archived_at is None


class StageQuerySet(models.QuerySet["Stage"]):
    def current(self) -> Self:
        return self.filter(archived_at__isnull=True)

    def open(self) -> Self:
        return self.filter(kind=Stage.Kind.OPEN)

    def way_of(self, deal: Deal) -> Self:
        """The open stages of its pipeline, and its own though it is archived."""
        here = Q(archived_at__isnull=True) | Q(pk=deal.stage_id)
        return self.open().filter(here, pipeline=deal.stage.pipeline_id)

    def in_pipeline(self, pipeline_id: int) -> Self:
        return self.filter(pipeline=pipeline_id)

    def with_open_deals(self) -> Self:
        """Adds ``open_deals``, how many deals stand in the stage."""
        return self.annotate(open_deals=Count("deals", filter=Q(deals__state="open")))

    def within_reach(self, stage: Stage) -> Self:
        """Where a deal of that stage may go: its own pipeline, or an open stage of another one."""
        own = Q(pipeline=stage.pipeline_id)
        other = Q(kind=Stage.Kind.OPEN, pipeline__archived_at__isnull=True)
        return self.current().filter(own | other)

    def of_current_pipelines(self) -> Self:
        """Stages, archived ones too, of the pipelines in use, in their order."""
        rows = self.filter(pipeline__archived_at__isnull=True)
        return rows.select_related("pipeline").order_by(
            "pipeline__position", "pipeline", "position", "id"
        )


class Stage(ExternalId):
    """A stage; its probability is in percent. Won and lost stages end the pipeline."""

    class Kind(models.TextChoices):
        OPEN = "open", _("open")
        WON = "won", _("won")
        LOST = "lost", _("lost")

    pipeline = models.ForeignKey(
        Pipeline,
        on_delete=models.PROTECT,
        related_name="stages",
        verbose_name=_("pipeline"),
    )
    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    kind = models.CharField(_("kind"), max_length=4, choices=Kind, default=Kind.OPEN)
    probability = models.PositiveSmallIntegerField(_("probability, %"), default=0)
    rot_days = models.PositiveSmallIntegerField(
        _("stale after (days)"), null=True, blank=True
    )
    forecast_category = models.CharField(
        _("forecast category"),
        max_length=10,
        choices=ForecastCategory,
        default=ForecastCategory.PIPELINE,
    )
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = StageQuerySet.as_manager()

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering = ["pipeline", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                F("pipeline"), Lower("name"), name="stage_name_unique"
            ),
            one_of("stage", "kind", ["open", "won", "lost"]),
            models.CheckConstraint(
                name="stage_probability",
                condition=Q(probability__lte=100)
                & (~Q(kind="won") | Q(probability=100))
                & (~Q(kind="lost") | Q(probability=0)),
            ),
            unique_external_id("stage"),
        ]

    def __str__(self) -> str:
        return shown(self.name)

    @property
    def in_use(self) -> bool:
        return self.archived_at is None
