"""How people are compared: score cards, set references, and who stands on a board by name."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.models import User


class ScoreCardQuerySet(models.QuerySet["ScoreCard"]):
    def in_use(self) -> Self:
        return self.filter(archived_at__isnull=True)


class ScoreCard(models.Model):
    """Some indicators weighed into one figure. ``is_productivity``: the score of the catalogue reads it."""

    class Missing(models.TextChoices):
        LEFT_OUT = "left_out", _("leave it out with its weight")
        MEDIAN = "median", _("judge it by the median of the team")

    name = models.CharField(_("name"), max_length=60, unique=True)
    missing = models.CharField(
        _("where a person has no target"),
        max_length=8,
        choices=Missing,
        default=Missing.MEDIAN,
    )
    is_productivity = models.BooleanField(_("is the productivity score"), default=False)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)

    objects = ScoreCardQuerySet.as_manager()

    class Meta:
        verbose_name = _("score card")
        verbose_name_plural = _("score cards")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["is_productivity"],
                condition=Q(is_productivity=True),
                name="scorecard_one_productivity",
            ),
            models.CheckConstraint(
                name="scorecard_productivity_in_use",
                condition=Q(is_productivity=False) | Q(archived_at__isnull=True),
            ),
            models.CheckConstraint(name="scorecard_named", condition=~Q(name="")),
            models.CheckConstraint(
                name="scorecard_missing",
                condition=Q(missing__in=["left_out", "median"]),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ScoreWeight(models.Model):
    """How much one indicator weighs in a card."""

    card = models.ForeignKey(
        ScoreCard,
        on_delete=models.CASCADE,
        related_name="weights",
        verbose_name=_("score card"),
    )
    kpi = models.CharField(_("indicator"), max_length=63)
    weight = models.PositiveSmallIntegerField(_("weight"))

    class Meta:
        verbose_name = _("weight")
        verbose_name_plural = _("weights")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["card", "kpi"], name="scoreweight_card_kpi_unique"
            ),
            models.CheckConstraint(
                name="scoreweight_in_range",
                condition=Q(weight__gte=1) & Q(weight__lte=100),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kpi} × {self.weight}"


class Reference(models.Model):
    """A level to compare with, from outside. ``value`` counts the unit's steps, as a target does."""

    kpi = models.CharField(_("indicator"), max_length=63, unique=True)
    value = models.BigIntegerField(_("reference"))
    source = models.CharField(_("where it comes from"), max_length=200)

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="reference_not_negative", condition=Q(value__gte=0)
            ),
            models.CheckConstraint(name="reference_sourced", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return self.kpi


class RankingChoice(models.Model):
    """Whether a person is shown to colleagues by name on boards. Who leads them sees it anyway."""

    user = models.OneToOneField(
        User,
        on_delete=models.CASCADE,
        related_name="ranking_choice",
        verbose_name=_("person"),
    )
    private = models.BooleanField(_("hidden from colleagues"), default=False)

    class Meta:
        verbose_name = _("choice about rankings")
        verbose_name_plural = _("choices about rankings")

    def __str__(self) -> str:
        return str(self.user)


class RankingRules(models.Model):
    """What the organisation chose about boards: one row."""

    leaders_only = models.BooleanField(
        _("rankings are for managers only"), default=False
    )

    class Meta:
        verbose_name = _("rules of rankings")
        verbose_name_plural = _("rules of rankings")
        constraints: ClassVar = [
            models.CheckConstraint(name="rankingrules_one_row", condition=Q(pk=1))
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
