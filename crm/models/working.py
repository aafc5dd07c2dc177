"""When people work: working days, part-time share, absences."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from crm.models.base import ExternalId, finite, unique_external_id
from crm.models.people import User


class WorkingTime(models.Model):
    """How much a person works from ``from_on`` until before ``to_on``: days and share."""

    user = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
        related_name="working_times",
        verbose_name=_("person"),
    )
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("until before"), null=True, blank=True)
    weekdays = models.CharField(
        _("working days, Monday = 1"), max_length=7, default="12345"
    )
    share_percent = models.PositiveSmallIntegerField(
        _("share of full time, %"), default=100
    )

    class Meta:
        verbose_name = _("working time")
        constraints = [
            models.CheckConstraint(
                name="workingtime_share",
                condition=Q(share_percent__gte=1, share_percent__lte=100),
            ),
            models.CheckConstraint(
                name="workingtime_not_empty",
                condition=Q(to_on__isnull=True) | Q(from_on__lt=F("to_on")),
            ),
            *finite("workingtime", "from_on", "to_on"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.share_percent} %"


class Absence(ExternalId):
    """Days a person does not work, from ``from_on`` until before ``to_on``."""

    user = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
        related_name="absences",
        verbose_name=_("person"),
    )
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("until before"))
    reason = models.CharField(_("reason"), max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints = [
            models.CheckConstraint(
                name="absence_not_empty", condition=Q(from_on__lt=F("to_on"))
            ),
            *finite("absence", "from_on", "to_on"),
            unique_external_id("absence"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.from_on}"
