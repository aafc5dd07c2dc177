"""What people say of a figure, and what a manager asks a team to put first."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.models import Team, User
from crm.models.base import finite
from kpis.models.alerts import whose
from kpis.models.plans import ActionPlan


class FigureComment(models.Model):
    """A remark on one figure of somebody over some days; a proposal may become a plan."""

    kpi = models.CharField(_("indicator"), max_length=63)
    user = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    team = models.ForeignKey(
        Team,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("team"),
    )
    first = models.DateField(_("from"))
    last = models.DateField(_("until"))
    author = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="+", verbose_name=_("author")
    )
    at = models.DateTimeField(_("on"))
    text = models.TextField(_("text"), max_length=1000)
    proposal = models.BooleanField(_("proposes an action"), default=False)
    #: A manager said no.
    declined_at = models.DateTimeField(_("declined"), null=True, blank=True)
    plan = models.ForeignKey(
        ActionPlan,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("action plan"),
    )

    class Meta:
        verbose_name = _("comment on a figure")
        verbose_name_plural = _("comments on figures")
        constraints: ClassVar = [
            whose("figurecomment"),
            models.CheckConstraint(
                name="figurecomment_answered_proposal",
                condition=Q(proposal=True)
                | Q(declined_at__isnull=True, plan__isnull=True),
            ),
            models.CheckConstraint(
                name="figurecomment_days", condition=Q(last__gte=models.F("first"))
            ),
            *finite("figurecomment", "at", "first", "last", "declined_at"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kpi", "first", "last"], name="figurecomment_thread")
        ]

    def __str__(self) -> str:
        return self.text[:60]


class PriorityQuerySet(models.QuerySet["Priority"]):
    def standing(self, day: date) -> Self:
        """Pinned, and not past its day."""
        lasting = Q(until__isnull=True) | Q(until__gte=day)
        return self.filter(lasting, unpinned_at__isnull=True)


class Priority(models.Model):
    """A short text at the top of the pages of a team's people."""

    team = models.ForeignKey(
        Team,
        on_delete=models.CASCADE,
        related_name="priorities",
        verbose_name=_("team"),
    )
    text = models.CharField(_("what comes first"), max_length=160)
    kpi = models.CharField(_("indicator"), max_length=63, blank=True, default="")
    until = models.DateField(_("until"), null=True, blank=True)
    pinned_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    pinned_at = models.DateTimeField(_("pinned"))
    unpinned_at = models.DateTimeField(_("unpinned"), null=True, blank=True)

    objects = PriorityQuerySet.as_manager()

    class Meta:
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        constraints: ClassVar = [
            *finite("priority", "until", "pinned_at", "unpinned_at")
        ]

    def __str__(self) -> str:
        return self.text
