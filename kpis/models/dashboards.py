"""Which figures people chose to look at, which they open, and which nobody should choose any more."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.models import Team, User


class RetiredKpi(models.Model):
    """An indicator nobody chooses any more. Its page, its history and its targets stay."""

    key = models.CharField(_("indicator"), max_length=63, unique=True)
    at = models.DateTimeField(_("retired"))
    by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("retired indicator")
        verbose_name_plural = _("retired indicators")

    def __str__(self) -> str:
        return self.key


class Dashboard(models.Model):
    """The tiles of one person, or of one team and everybody in it: keys, in their order."""

    class Rhythm(models.TextChoices):
        WEEK = "week", _("week")
        MONTH = "month", _("month")
        QUARTER = "quarter", _("quarter")
        YEAR = "year", _("year")

    owner = models.OneToOneField(
        User,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="dashboard",
        verbose_name=_("person"),
    )
    team = models.OneToOneField(
        Team,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="dashboard",
        verbose_name=_("team"),
    )
    tiles = models.JSONField(_("tiles"), default=list)
    rhythm = models.CharField(
        _("period shown first"), max_length=7, choices=Rhythm, default=Rhythm.MONTH
    )
    updated_at = models.DateTimeField(_("changed"))
    reviewed_at = models.DateTimeField(_("looked over"))

    class Meta:
        verbose_name = _("dashboard")
        verbose_name_plural = _("dashboards")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="dashboard_person_or_team",
                condition=Q(owner__isnull=False, team__isnull=True)
                | Q(owner__isnull=True, team__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.owner or self.team)


class TileOpenedQuerySet(models.QuerySet["TileOpened"]):
    def since(self, at: datetime) -> Self:
        return self.filter(last_at__gte=at)


class TileOpened(models.Model):
    """When a person last opened a figure to its explanation, to the day."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    key = models.CharField(_("indicator"), max_length=63)
    last_at = models.DateTimeField(_("last opened"))

    objects = TileOpenedQuerySet.as_manager()

    class Meta:
        verbose_name = _("opened figure")
        verbose_name_plural = _("opened figures")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "key"], name="tileopened_user_key_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.last_at:%Y-%m-%d}"
