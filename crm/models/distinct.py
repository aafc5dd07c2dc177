"""Two prospects that look alike and are not the same: said once, never proposed again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from crm.models.base import finite
from crm.models.people import User
from crm.models.prospects import Prospect

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class DistinctQuerySet(models.QuerySet["Distinct"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Pairs of which this person may read both sides."""
        seen = Prospect.objects.visible_to(user).values("pk")
        return self.filter(one__in=seen, two__in=seen)

    def of(self, prospect_id: int) -> Self:
        return self.filter(Q(one=prospect_id) | Q(two=prospect_id))


class Distinct(models.Model):
    """A pair, stored once whatever the order it was said in: ``one`` has the smaller id."""

    one = models.ForeignKey(
        Prospect, on_delete=models.CASCADE, related_name="+", verbose_name=_("prospect")
    )
    two = models.ForeignKey(
        Prospect,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("other prospect"),
    )
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("on"))

    objects = DistinctQuerySet.as_manager()

    class Meta:
        verbose_name = _("pair told apart")
        constraints = [
            models.UniqueConstraint(fields=["one", "two"], name="distinct_once"),
            models.CheckConstraint(
                name="distinct_in_order", condition=Q(one__lt=F("two"))
            ),
            *finite("distinct", "at"),
        ]

    def __str__(self) -> str:
        return f"{self.one} ≠ {self.two}"
