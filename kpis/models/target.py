"""What is aimed at: one value per KPI, person or team, and month or quarter."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from crm.models import Team, User


class Target(models.Model):
    """``value`` counts the unit's steps: minor units of money, basis points of a rate.

    ``stretch`` is the second, harder level: on the better side of the target, which is its own where
    lower is better. The direction is kept beside it so that the database can hold both to it.
    """

    class Span(models.TextChoices):
        MONTH = "month", _("month")
        QUARTER = "quarter", _("quarter")

    kpi = models.CharField(_("indicator"), max_length=63)
    user = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("person"),
    )
    team = models.ForeignKey(
        Team,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("team"),
    )
    period = models.CharField(
        _("for a"), max_length=7, choices=Span, default=Span.MONTH
    )
    starts_on = models.DateField(_("starting"))
    value = models.BigIntegerField(_("target"))
    stretch = models.BigIntegerField(_("stretch target"), null=True, blank=True)
    lower_is_better = models.BooleanField(_("lower is better"), default=False)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="target_person_or_team",
                condition=Q(user__isnull=False, team__isnull=True)
                | Q(user__isnull=True, team__isnull=False),
            ),
            models.CheckConstraint(
                name="target_not_negative", condition=Q(value__gte=0)
            ),
            models.CheckConstraint(
                name="target_stretch_is_better",
                condition=Q(stretch__isnull=True)
                | Q(lower_is_better=False, stretch__gt=F("value"))
                | Q(lower_is_better=True, stretch__lt=F("value"), stretch__gte=0),
            ),
            models.CheckConstraint(
                name="target_month_starts", condition=Q(starts_on__day=1)
            ),
            models.UniqueConstraint(
                fields=["kpi", "user", "period", "starts_on"],
                condition=Q(user__isnull=False),
                name="target_person_unique",
            ),
            models.UniqueConstraint(
                fields=["kpi", "team", "period", "starts_on"],
                condition=Q(team__isnull=False),
                name="target_team_unique",
            ),
        ]

    def __str__(self) -> str:
        span = "" if self.period == self.Span.MONTH else f" {self.Span.QUARTER}"
        return f"{self.kpi} {self.user or self.team} {self.starts_on:%Y-%m}{span}"
