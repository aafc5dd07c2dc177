"""What is done once a civil day, however often somebody asks."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DayDone(models.Model):
    """The last civil day a daily piece of work was done for."""

    name = models.CharField(_("work"), max_length=40, unique=True)
    day = models.DateField(_("day"))

    class Meta:
        verbose_name = _("daily work")

    def __str__(self) -> str:
        return f"{self.name} {self.day}"
