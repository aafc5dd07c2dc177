"""What is done about a figure, and what came of it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.models import Team, User
from crm.models.base import finite
from kpis.models.alerts import Alert, whose


class ActionPlanQuerySet(models.QuerySet["ActionPlan"]):
    def open(self) -> Self:
        return self.filter(ended_at__isnull=True)

    def over(self) -> Self:
        return self.filter(ended_at__isnull=False)


class ActionPlan(models.Model):
    """An aim for one figure of somebody, with an owner, a due day and steps.

    ``expected`` counts steps of the figure's unit. ``effect`` is what was measured once the days
    after it had gone by: see ``kpis/measuring.py``.
    """

    title = models.CharField(_("what"), max_length=120)
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
    owner = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="action_plans",
        verbose_name=_("who sees to it"),
    )
    alert = models.ForeignKey(
        Alert,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="plans",
        verbose_name=_("alert"),
    )
    starts_on = models.DateField(_("from"))
    due_on = models.DateField(_("due"))
    expected = models.BigIntegerField(_("expected figure"), null=True, blank=True)
    expected_on = models.DateField(_("by"), null=True, blank=True)
    opened_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    opened_at = models.DateTimeField(_("opened"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    done = models.BooleanField(_("done"), default=False)
    outcome = models.TextField(
        _("what came of it"), max_length=1000, blank=True, default=""
    )
    effect = models.JSONField(_("measured effect"), null=True, blank=True)

    objects = ActionPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("action plan")
        verbose_name_plural = _("action plans")
        constraints: ClassVar = [
            whose("actionplan"),
            models.CheckConstraint(
                name="actionplan_due_after_start",
                condition=Q(due_on__gte=models.F("starts_on")),
            ),
            models.CheckConstraint(
                name="actionplan_expected_when",
                condition=Q(expected__isnull=True) | Q(expected_on__isnull=False),
            ),
            models.CheckConstraint(
                name="actionplan_done_is_over",
                condition=Q(done=False) | Q(ended_at__isnull=False),
            ),
            *finite("actionplan", "starts_on", "due_on", "expected_on", "ended_at"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_on"],
                name="actionplan_open",
                condition=Q(ended_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.title


class PlanStep(models.Model):
    """One thing to do, in its place."""

    plan = models.ForeignKey(
        ActionPlan,
        on_delete=models.CASCADE,
        related_name="steps",
        verbose_name=_("action plan"),
    )
    place = models.PositiveSmallIntegerField(_("place"))
    text = models.CharField(_("step"), max_length=200)
    due_on = models.DateField(_("due"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering: ClassVar = ["place", "pk"]
        constraints: ClassVar = [*finite("planstep", "due_on", "done_at")]

    def __str__(self) -> str:
        return self.text
