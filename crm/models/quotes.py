"""Quotes: what was offered, in versions, as it was printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.models.base import (
    ExternalId,
    Priced,
    finite,
    known_currency,
    sane_rate,
    unique_external_id,
)
from crm.models.deals import Deal
from crm.models.people import User
from crm.models.prospects import optional

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class QuoteQuerySet(models.QuerySet["Quote"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        from crm import access

        return self.filter(access.readable(user, "deal__owner"))

    def for_page(self) -> Self:
        return self.select_related("deal__prospect", "deal__owner", "rep")

    def of_deal(self, deal: Deal) -> Self:
        """The newest first, each quote's versions together."""
        return self.filter(deal=deal).order_by("-number", "-version")

    def versions_of(self, number: str) -> Self:
        return self.filter(number=number)

    def sent(self) -> Self:
        return self.filter(sent_at__isnull=False)

    def sent_told(self) -> Self:
        """Sent ones with ``leads`` (no version left before it) and ``agreed`` (a version is signed)."""
        versions = Quote.objects.filter(number=models.OuterRef("number"))
        earlier = versions.sent().filter(version__lt=models.OuterRef("version"))
        return self.sent().annotate(
            leads=~models.Exists(earlier), agreed=models.Exists(versions.signed())
        )

    def signed(self) -> Self:
        return self.filter(signed_at__isnull=False)

    def numbered(self, prefix: str) -> models.QuerySet[Quote, str]:
        """The numbers that are this prefix and a count."""
        found = self.filter(number__regex=rf"^{prefix}[0-9]{{1,9}}$")
        return found.values_list("number", flat=True).distinct()


class Quote(ExternalId, Priced):
    """A version of a quote; sent, signed and refused are facts of the person who sent it."""

    deal = models.ForeignKey(
        Deal, on_delete=models.CASCADE, related_name="quotes", verbose_name=_("deal")
    )
    number = models.CharField(_("number"), max_length=40)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    rep = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="quotes",
        verbose_name=_("sales rep"),
    )
    created_at = models.DateTimeField(_("created"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    signed_at = models.DateTimeField(_("signed"), null=True, blank=True)
    refused_at = models.DateTimeField(_("refused"), null=True, blank=True)
    valid_until_on = models.DateField(_("valid until"), null=True, blank=True)
    note = models.TextField(_("note on the quote"), blank=True, default="")

    objects = QuoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        constraints = [
            models.UniqueConstraint(
                fields=["number", "version"], name="quote_number_version"
            ),
            models.CheckConstraint(
                name="quote_answer_after_sending",
                condition=Q(sent_at__isnull=False)
                | Q(signed_at__isnull=True, refused_at__isnull=True),
            ),
            models.CheckConstraint(
                name="quote_one_answer",
                condition=Q(signed_at__isnull=True) | Q(refused_at__isnull=True),
            ),
            known_currency("quote"),
            sane_rate("quote"),
            unique_external_id("quote"),
            *finite("quote", "sent_at", "signed_at", "refused_at"),
        ]
        indexes = [models.Index(fields=["sent_at"], name="quote_sent_at")]

    def __str__(self) -> str:
        return f"{self.number} v{self.version}"


class QuoteLine(models.Model):
    """A line as it was quoted: net total and VAT rate are kept as printed."""

    quote = models.ForeignKey(
        Quote, on_delete=models.CASCADE, related_name="lines", verbose_name=_("quote")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    product = optional("crm.Product", "quote_lines", _("product"))
    label = models.CharField(_("label"), max_length=200, blank=True, default="")
    quantity = models.DecimalField(
        _("quantity"), max_digits=12, decimal_places=3, default=1
    )
    unit_price = models.BigIntegerField(_("unit price"))
    discount_bp = models.PositiveIntegerField(_("discount (basis points)"), default=0)
    amount = models.BigIntegerField(_("line total"))
    vat_rate_bp = models.PositiveIntegerField(_("VAT rate (basis points)"), default=0)

    class Meta:
        verbose_name = _("quote line")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                name="quoteline_quantity",
                condition=Q(quantity__gt=0, quantity__lt=10**9),
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(self.product)
