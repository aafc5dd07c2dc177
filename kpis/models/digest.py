"""The mail of figures: how often each person wants it, and which were sent."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.models import User
from crm.models.base import finite, one_of


class Rhythm(models.TextChoices):
    NONE = "none", _("never")
    DAY = "day", _("every day")
    WEEK = "week", _("every week")
    MONTH = "month", _("every month")


class DigestChoice(models.Model):
    """What one person chose; without a row the usual of their role holds."""

    user = models.OneToOneField(
        User,
        on_delete=models.CASCADE,
        related_name="digest_choice",
        verbose_name=_("person"),
    )
    rhythm = models.CharField(_("how often"), max_length=5, choices=Rhythm)
    at = models.DateTimeField(_("chosen"))

    class Meta:
        verbose_name = _("choice of digest")
        constraints: ClassVar = [
            one_of("digestchoice", "rhythm", ["none", "day", "week", "month"]),
            *finite("digestchoice", "at"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.rhythm}"


class DigestSent(models.Model):
    """One digest of one person for one period, written together with its mail: never a second."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    rhythm = models.CharField(_("how often"), max_length=5, choices=Rhythm)
    period_start = models.DateField(_("first day"))
    at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("digest sent")
        verbose_name_plural = _("digests sent")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "rhythm", "period_start"], name="digest_once"
            ),
            one_of("digestsent", "rhythm", ["day", "week", "month"]),
            *finite("digestsent", "at"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.rhythm} {self.period_start}"
