"""What selling costs: spending, campaigns, time, visitors and exchange rates."""

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
    one_of,
    sane_rate,
    unique_external_id,
)
from crm.models.people import User
from crm.models.prospects import optional

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from crm.models.deals import Deal


class Campaign(ExternalId):
    """A campaign with whom it reached and who answered; its cost is its cost entries."""

    name = models.CharField(_("name"), max_length=200)
    channel = optional("crm.Channel", "campaigns", _("channel"))
    source = optional("crm.Source", "campaigns", _("source"))
    started_on = models.DateField(_("start"))
    ended_on = models.DateField(_("end"), null=True, blank=True)
    audience = models.PositiveIntegerField(_("people who received it"), default=0)
    responses = models.PositiveIntegerField(_("people who acted on it"), default=0)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints = [
            models.CheckConstraint(
                name="campaign_responses_within_audience",
                condition=Q(responses__lte=F("audience")),
            ),
            unique_external_id("campaign"),
            *finite("campaign", "started_on", "ended_on"),
        ]

    def __str__(self) -> str:
        return self.name


OfDeal = TypeVar("OfDeal", bound=models.Model)


class OfDealQuerySet(models.QuerySet[OfDeal]):
    """Rows that are read with the deal they stand on."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        from crm import access

        return self.on_deals().filter(access.readable(user, "deal__owner"))

    def of_deal(self, deal: Deal) -> Self:
        return self.filter(deal=deal)

    def on_deals(self) -> Self:
        return self.filter(deal__isnull=False).select_related("deal")


class CostEntryQuerySet(OfDealQuerySet["CostEntry"]):
    pass


class TimeEntryQuerySet(OfDealQuerySet["TimeEntry"]):
    pass


class CostEntry(ExternalId, Priced):
    """Money spent in a month; its days bear equal parts of it (``CostDay``)."""

    class Kind(models.TextChoices):
        MARKETING = "marketing", _("marketing")
        SALES = "sales", _("sales")
        DELIVERY = "delivery", _("delivery")
        OTHER = "other", _("other")

    month = models.DateField(_("month"))
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    label = models.CharField(_("label"), max_length=200, blank=True, default="")
    channel = optional("crm.Channel", "costs", _("channel"))
    source = optional("crm.Source", "costs", _("source"))
    campaign = optional("crm.Campaign", "costs", _("campaign"))
    client_type = optional("crm.ClientType", "costs", _("customer type"))
    deal = optional("crm.Deal", "costs", _("deal"))
    team = models.ForeignKey(
        "crm.Team",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="costs",
        verbose_name=_("team"),
    )
    rep = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="costs",
        verbose_name=_("sales rep"),
    )

    objects = CostEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("cost")
        verbose_name_plural = _("costs")
        constraints = [
            one_of("costentry", "kind", ["marketing", "sales", "delivery", "other"]),
            models.CheckConstraint(
                name="costentry_month_starts", condition=Q(month__day=1)
            ),
            models.CheckConstraint(
                name="costentry_amount", condition=Q(amount__isnull=False)
            ),
            known_currency("costentry"),
            sane_rate("costentry"),
            unique_external_id("costentry"),
            *finite("costentry", "month"),
        ]
        indexes = [models.Index(fields=["month", "kind"], name="costentry_month_kind")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} · {self.label or self.kind}"


class CostDay(models.Model):
    """What one working day bears of a cost: equal parts that add up to the cost, to the cent.

    Written with the cost (``crm/services/cost_days.py``). ``amount`` is in base minor units; null
    while no rate is known.
    """

    cost = models.ForeignKey(
        CostEntry,
        on_delete=models.CASCADE,
        related_name="days",
        verbose_name=_("cost"),
    )
    day = models.DateField(_("day"))
    rep = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="cost_days",
        db_index=False,
        verbose_name=_("sales rep"),
    )
    amount = models.BigIntegerField(_("amount of the day"), null=True)

    class Meta:
        verbose_name = _("cost of a day")
        verbose_name_plural = _("costs by day")
        constraints = [
            models.UniqueConstraint(fields=["cost", "day"], name="costday_cost_day"),
            *finite("costday", "day"),
        ]
        indexes = [models.Index(fields=["day", "rep"], name="costday_day_rep")]

    def __str__(self) -> str:
        return f"{self.cost} · {self.day}"


class VisitorCount(models.Model):
    """Visitors of one day and channel, from web analytics."""

    day = models.DateField(_("day"))
    channel = models.ForeignKey(
        "crm.Channel",
        on_delete=models.PROTECT,
        related_name="visitors",
        verbose_name=_("channel"),
    )
    visitors = models.PositiveIntegerField(_("visitors"))

    class Meta:
        verbose_name = _("visitors")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "channel"], name="visitorcount_day_channel"
            ),
            *finite("visitorcount", "day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} · {self.visitors}"


class ExchangeRate(models.Model):
    """Units of base currency for one unit of ``currency``, from ``day`` until the next row."""

    currency = models.CharField(_("currency"), max_length=3)
    day = models.DateField(_("from"))
    rate = models.DecimalField(_("rate"), max_digits=18, decimal_places=8)

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        constraints = [
            models.UniqueConstraint(
                fields=["currency", "day"], name="exchangerate_currency_day"
            ),
            known_currency("exchangerate"),
            sane_rate("exchangerate"),
            *finite("exchangerate", "day"),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.rate}"


class TimeEntry(ExternalId):
    """Minutes a person spent on a deal, at the hourly cost of that day."""

    rep = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="time_entries",
        verbose_name=_("person"),
    )
    deal = models.ForeignKey(
        "crm.Deal",
        on_delete=models.CASCADE,
        related_name="time_entries",
        verbose_name=_("deal"),
    )
    day = models.DateField(_("day"))
    minutes = models.PositiveIntegerField(_("minutes"))
    hourly_cost = models.BigIntegerField(_("hourly cost"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True, default="")

    objects = TimeEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("time entry")
        verbose_name_plural = _("time entries")
        constraints = [
            models.CheckConstraint(
                name="timeentry_minutes", condition=Q(minutes__gte=1, minutes__lte=1440)
            ),
            unique_external_id("timeentry"),
            *finite("timeentry", "day"),
        ]
        indexes = [models.Index(fields=["day"], name="timeentry_day")]

    def __str__(self) -> str:
        return f"{self.rep} · {self.minutes} min"
