"""The forecast as it was seen at the end of each day: written once, never changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

#: What was won already stands beside what is still open.
CATEGORIES = ("won", "commit", "best", "pipeline", "omitted")


class ForecastDay(models.Model):
    """A day whose forecast is kept, and when that was written."""

    day = models.DateField(_("day"), primary_key=True)
    frozen_at = models.DateTimeField(_("frozen"))

    class Meta:
        verbose_name = _("frozen day")
        verbose_name_plural = _("frozen days")

    def __str__(self) -> str:
        return f"{self.day}"


class ForecastSnapshot(models.Model):
    """One person's deals of one category due in one month, as seen at the end of ``day``.

    ``month`` null: no date is expected. *won* counts what was won in the month of the day, so far.
    ``unpriced`` deals are counted and add nothing to the amounts, in base minor units.
    """

    day = models.DateField(_("day"))
    rep_id = models.BigIntegerField(_("sales rep"))
    team_id = models.BigIntegerField(_("team"))
    month = models.DateField(_("expected month"), null=True)
    category = models.CharField(_("forecast category"), max_length=10)
    count = models.IntegerField(_("deals"))
    unpriced = models.IntegerField(_("without an amount"))
    amount = models.BigIntegerField(_("amount"))
    weighted = models.BigIntegerField(_("weighted amount"))

    class Meta:
        verbose_name = _("frozen forecast")
        verbose_name_plural = _("frozen forecasts")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["day", "rep_id", "team_id", "month", "category"],
                name="forecastsnapshot_once",
            ),
            models.UniqueConstraint(
                fields=["day", "rep_id", "team_id", "category"],
                condition=Q(month__isnull=True),
                name="forecastsnapshot_once_undated",
            ),
            models.CheckConstraint(
                name="forecastsnapshot_category_known",
                condition=Q(category__in=CATEGORIES),
            ),
            models.CheckConstraint(
                name="forecastsnapshot_month_starts",
                condition=Q(month__isnull=True) | Q(month__day=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.category} {self.month or '–'}"
