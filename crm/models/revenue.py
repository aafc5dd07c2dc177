"""What comes back every month, and what was promised for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from crm.models.base import (
    ExternalId,
    Priced,
    finite,
    known_currency,
    owner_key,
    sane_rate,
    unique_external_id,
)
from crm.models.people import User
from crm.models.prospects import Prospect, optional

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from crm.models.deals import Deal


OfProspect = TypeVar("OfProspect", bound=models.Model)


class OfProspectQuerySet(models.QuerySet[OfProspect]):
    """Rows that are read when their prospect is."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        from crm import access

        return self.filter(access.readable(user, "prospect__owner"))


class SubscriptionQuerySet(OfProspectQuerySet["Subscription"]):
    def running_of(self, prospect: Prospect | None) -> Self:
        return self.filter(prospect=prospect, ended_on__isnull=True)

    def of_deal(self, deal: Deal) -> Self:
        return self.filter(deal=deal).order_by("started_on", "pk")

    def for_page(self) -> Self:
        """Of one customer: what runs first, then the newest."""
        rows = self.select_related("product", "churn_reason", "deal", "prospect")
        return rows.order_by(F("ended_on").desc(nulls_first=True), "-started_on", "-pk")


class Subscription(ExternalId, Priced):
    """Recurring revenue of one customer; ``amount`` is a month's worth. Its journal is MRR."""

    prospect = models.ForeignKey(
        Prospect,
        on_delete=models.PROTECT,
        related_name="subscriptions",
        verbose_name=_("prospect"),
    )
    deal = optional("crm.Deal", "subscriptions", _("deal"))
    product = optional("crm.Product", "subscriptions", _("product"))
    owner = owner_key("subscriptions", verbose_name=_("owner"))
    started_on = models.DateField(_("started"))
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    churn_reason = optional("crm.ChurnReason", "subscriptions", _("churn reason"))

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            known_currency("subscription"),
            sane_rate("subscription"),
            unique_external_id("subscription"),
            models.CheckConstraint(
                name="subscription_ends_after_start",
                condition=Q(ended_on__isnull=True) | Q(started_on__lte=F("ended_on")),
            ),
            *finite("subscription", "started_on", "ended_on"),
        ]

    def __str__(self) -> str:
        return f"{self.prospect} · {self.product or self.pk}"


class MrrMovement(models.Model):
    """Signed change of monthly recurring revenue, in base minor units.

    No kind: new, expansion, contraction and churn are read from the customer's balance at both
    ends of a period. ``original_amount`` keeps the change in the subscription's own currency.
    """

    prospect = models.ForeignKey(
        Prospect,
        on_delete=models.PROTECT,
        related_name="mrr_movements",
        verbose_name=_("prospect"),
    )
    subscription = models.ForeignKey(
        Subscription,
        on_delete=models.CASCADE,
        related_name="movements",
        verbose_name=_("subscription"),
    )
    at = models.DateTimeField(_("on"))
    rep = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="mrr_movements",
        db_index=False,
        verbose_name=_("sales rep"),
    )
    amount = models.BigIntegerField(_("amount a month"), null=True)
    original_amount = models.BigIntegerField(_("amount a month, own currency"))
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)

    class Meta:
        verbose_name = _("MRR movement")
        constraints = [*finite("mrrmovement", "at")]
        indexes = [
            models.Index(fields=["at"], name="mrrmovement_at"),
            models.Index(fields=["rep", "at"], name="mrrmovement_rep_at"),
        ]

    def __str__(self) -> str:
        return f"{self.prospect} · {self.amount}"


class ContractQuerySet(OfProspectQuerySet["Contract"]):
    def ended(self) -> Self:
        return self.filter(ended_at__isnull=False)

    def running_on(self, day: date) -> Self:
        """Not ended, nor past the end that was planned."""
        return self.filter(ended_at__isnull=True).exclude(end_on__lt=day)


class Contract(ExternalId, Priced):
    """A customer contract, from signature to its end; a contract lost is not a deal lost."""

    prospect = models.ForeignKey(
        Prospect,
        on_delete=models.PROTECT,
        related_name="contracts",
        verbose_name=_("prospect"),
    )
    deal = optional("crm.Deal", "contracts", _("deal"))
    owner = owner_key("contracts", verbose_name=_("owner"))
    rep = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="signed_contracts",
        verbose_name=_("signed by"),
    )
    signed_at = models.DateTimeField(_("signed"))
    start_on = models.DateField(_("start"))
    end_on = models.DateField(_("planned end"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_rep = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="lost_contracts",
        verbose_name=_("in charge when it ended"),
    )
    end_reason = optional("crm.ChurnReason", "contracts", _("reason"))
    end_note = models.TextField(_("note"), blank=True, default="")

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        constraints = [
            models.CheckConstraint(
                name="contract_end_has_a_rep",
                condition=Q(ended_at__isnull=True) | Q(ended_rep__isnull=False),
            ),
            known_currency("contract"),
            sane_rate("contract"),
            unique_external_id("contract"),
            *finite("contract", "signed_at", "start_on", "end_on", "ended_at"),
        ]

    def __str__(self) -> str:
        return f"{self.prospect} · {self.start_on}"
