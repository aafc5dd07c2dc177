"""What people said would come: the journal of forecast categories."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.models.base import finite, one_of
from crm.models.deals import Deal
from crm.models.people import User
from crm.models.pipeline import ForecastCategory, Stage

#: What may be said of a deal; nothing means as its stage, or as its rep.
SAYABLE = ["", *ForecastCategory.values]


class ForecastCall(models.Model):
    """A category given to a deal: by its rep, or by a manager over what the rep says.

    An empty one takes back what was said. The last of each side up to an instant is what stood then.
    """

    deal = models.ForeignKey(
        Deal,
        on_delete=models.CASCADE,
        related_name="forecast_calls",
        db_index=False,
        verbose_name=_("deal"),
    )
    as_manager = models.BooleanField(_("by the manager"), default=False)
    category = models.CharField(
        _("forecast category"),
        max_length=10,
        choices=ForecastCategory,
        blank=True,
        default="",
    )
    at = models.DateTimeField(_("on"))
    by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("said by"),
    )

    class Meta:
        verbose_name = _("forecast call")
        verbose_name_plural = _("forecast calls")
        constraints = [
            one_of("forecastcall", "category", SAYABLE),
            *finite("forecastcall", "at"),
        ]
        indexes = [
            models.Index(fields=["deal", "as_manager", "at"], name="forecastcall_last")
        ]

    def __str__(self) -> str:
        return f"{self.deal} · {self.get_category_display() or '–'}"


class StageCategory(models.Model):
    """A stage whose forecast category changed: what it was before, so that a past day is told as it was."""

    stage = models.ForeignKey(
        Stage,
        on_delete=models.CASCADE,
        related_name="category_changes",
        db_index=False,
        verbose_name=_("stage"),
    )
    was = models.CharField(_("before"), max_length=10, choices=ForecastCategory)
    category = models.CharField(
        _("forecast category"), max_length=10, choices=ForecastCategory
    )
    at = models.DateTimeField(_("on"))
    by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("changed by"),
    )

    class Meta:
        verbose_name = _("change of a stage's forecast category")
        verbose_name_plural = _("changes of stages' forecast categories")
        constraints = [
            models.CheckConstraint(
                name="stagecategory_differs", condition=~Q(was=models.F("category"))
            ),
            one_of("stagecategory", "was", ForecastCategory.values),
            one_of("stagecategory", "category", ForecastCategory.values),
            *finite("stagecategory", "at"),
        ]
        indexes = [models.Index(fields=["stage", "at"], name="stagecategory_next")]

    def __str__(self) -> str:
        return f"{self.stage}: {self.get_was_display()} → {self.get_category_display()}"
