"""The lists an admin edits and retires: one small table each, never a hard-coded choice."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from crm.models.shipped import shown


class ListQuerySet(models.QuerySet["ListValue"]):
    def current(self) -> Self:
        """What can still be chosen."""
        return self.filter(archived_at__isnull=True)


class ListValue(models.Model):
    """One value of a list. ``code`` names the few the application itself relies on."""

    name = models.CharField(_("name"), max_length=120)
    code = models.SlugField(_("code"), max_length=40, blank=True, default="")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)

    objects = ListQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="%(class)s_name_unique"),
            models.UniqueConstraint(
                fields=["code"], condition=~Q(code=""), name="%(class)s_code_unique"
            ),
        ]

    def __str__(self) -> str:
        return shown(self.name)


class Source(ListValue):
    """Where a prospect comes from; its channel is where money and visitors are counted."""

    channel = models.ForeignKey(
        "crm.Channel",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sources",
        verbose_name=_("channel"),
    )

    class Meta(ListValue.Meta):
        verbose_name = _("source")


class Region(ListValue):
    class Meta(ListValue.Meta):
        verbose_name = _("region")


class Sector(ListValue):
    class Meta(ListValue.Meta):
        verbose_name = _("industry")


class ClientType(ListValue):
    class Meta(ListValue.Meta):
        verbose_name = _("customer type")


class ContactMethod(ListValue):
    class Meta(ListValue.Meta):
        verbose_name = _("contact method")


class Channel(ListValue):
    """Where money is spent and visitors come from."""

    class Meta(ListValue.Meta):
        verbose_name = _("channel")


class LossReason(ListValue):
    needs_competitor = models.BooleanField(_("asks for the competitor"), default=False)

    class Meta(ListValue.Meta):
        verbose_name = _("lost reason")


class Tag(ListValue):
    """A word to find prospects by, of an organisation's own."""

    class Meta(ListValue.Meta):
        verbose_name = _("tag")
        verbose_name_plural = _("tags")


class Competitor(ListValue):
    class Meta(ListValue.Meta):
        verbose_name = _("competitor")


class ChurnReason(ListValue):
    class Meta(ListValue.Meta):
        verbose_name = _("churn reason")


class DisqualifyReason(ListValue):
    class Meta(ListValue.Meta):
        verbose_name = _("disqualification reason")


class ComplaintReason(ListValue):
    class Meta(ListValue.Meta):
        verbose_name = _("complaint reason")


class Category(ListValue):
    """A family of products."""

    class Meta(ListValue.Meta):
        verbose_name = _("product category")


class VatRate(ListValue):
    rate_bp = models.PositiveIntegerField(_("rate (basis points)"))

    class Meta(ListValue.Meta):
        verbose_name = _("VAT rate")


#: The code of the value given to a past fact whose reason nobody kept.
NOT_RECORDED = "not-recorded"
