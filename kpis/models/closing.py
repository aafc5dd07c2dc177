"""A month as it was published: its figures stay, whatever is corrected afterwards."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.models import Team, User
from crm.models.base import finite


class ClosedMonth(models.Model):
    """One closing of one month. Opened again, it stays with the reason; another may follow."""

    month = models.DateField(_("month"))
    closed_at = models.DateTimeField(_("closed"))
    closed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("closed by")
    )
    reopened_at = models.DateTimeField(_("opened again"), null=True, blank=True)
    reopened_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("opened again by"),
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("closed month")
        verbose_name_plural = _("closed months")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["month"],
                condition=Q(reopened_at__isnull=True),
                name="closed_month_once",
            ),
            models.CheckConstraint(
                name="closed_month_starts", condition=Q(month__day=1)
            ),
            models.CheckConstraint(
                name="closed_month_reason",
                condition=Q(reopened_at__isnull=True) & Q(reason="")
                | Q(reopened_at__isnull=False) & ~Q(reason=""),
            ),
            *finite("closedmonth", "closed_at", "reopened_at"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class ClosedFigure(models.Model):
    """One figure as published: of a person, of a team, or (neither) of the company.

    ``value`` is exact, "12345" or "7/38" in the figure's unit; empty with the ``reason`` when there
    was none.
    """

    closed = models.ForeignKey(
        ClosedMonth,
        on_delete=models.CASCADE,
        related_name="figures",
        verbose_name=_("closed month"),
    )
    kpi = models.CharField(_("indicator"), max_length=63)
    user = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    team = models.ForeignKey(
        Team,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("team"),
    )
    value = models.CharField(_("value"), max_length=200, blank=True, default="")
    reason = models.CharField(_("reason"), max_length=30, blank=True, default="")

    class Meta:
        verbose_name = _("closed figure")
        verbose_name_plural = _("closed figures")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="closedfigure_of_one",
                condition=Q(user__isnull=True) | Q(team__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["closed", "kpi", "user"],
                condition=Q(user__isnull=False),
                name="closedfigure_person",
            ),
            models.UniqueConstraint(
                fields=["closed", "kpi", "team"],
                condition=Q(team__isnull=False),
                name="closedfigure_team",
            ),
            models.UniqueConstraint(
                fields=["closed", "kpi"],
                condition=Q(user__isnull=True, team__isnull=True),
                name="closedfigure_company",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.closed_id} {self.kpi} {self.value}"

    @property
    def exact(self) -> Fraction | None:
        return Fraction(self.value) if self.value else None
