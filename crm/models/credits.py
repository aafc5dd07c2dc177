"""Which contact methods a win is credited to."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from crm.models.deals import DealMovement
from crm.models.lists import ContactMethod


class MethodCredit(models.Model):
    """One share of a win: ``place`` counts from 0 among ``of`` equal ones.

    Shares of an amount are whole minor units that add up: from amount x place / of to the same of
    the next place. Follows from the activities before the win (services/crediting.py); a win without
    any has none.
    """

    movement = models.ForeignKey(
        DealMovement,
        on_delete=models.CASCADE,
        related_name="credits",
        verbose_name=_("win"),
    )
    method = models.ForeignKey(
        ContactMethod,
        on_delete=models.PROTECT,
        related_name="credits",
        verbose_name=_("contact method"),
    )
    place = models.PositiveSmallIntegerField(_("share"), default=0)
    of = models.PositiveSmallIntegerField(_("shares"), default=1)

    class Meta:
        verbose_name = _("credit of a win")
        constraints = [
            models.CheckConstraint(
                name="methodcredit_place", condition=Q(place__lt=F("of"))
            ),
            models.UniqueConstraint(
                fields=["movement", "place"], name="methodcredit_one_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.place + 1}/{self.of}"
