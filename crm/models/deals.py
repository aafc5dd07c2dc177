"""Deals, their lines and quotes, and the journal that every pipeline figure is read from."""

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
    one_of,
    owner_key,
    sane_rate,
    unique_external_id,
)
from crm.models.deal_queries import DealQuerySet
from crm.models.people import User
from crm.models.pipeline import ForecastCategory, Stage
from crm.models.prospects import optional

if TYPE_CHECKING:
    from datetime import datetime


MOVEMENT_KINDS = [
    "opened",
    "stage",
    "amount",
    "owner",
    "expected",
    "revalued",
    "won",
    "lost",
    "reopened",
]


class Deal(ExternalId, Priced):
    """One opportunity; once won it is the order. Current state only: history is in movements."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        WON = "won", _("won")
        LOST = "lost", _("lost")

    class Kind(models.TextChoices):
        NEW = "new", _("new business")
        UPSELL = "upsell", _("upsell")
        CROSS_SELL = "cross_sell", _("cross-sell")
        RENEWAL = "renewal", _("renewal")

    class Interval(models.TextChoices):
        MONTH = "month", _("a month")
        QUARTER = "quarter", _("a quarter")
        YEAR = "year", _("a year")

    name = models.CharField(_("name"), max_length=200)
    name_key = models.CharField(max_length=200, blank=True, default="", editable=False)
    prospect = optional("crm.Prospect", "deals", _("prospect"))
    owner = owner_key("deals", verbose_name=_("owner"))
    stage = models.ForeignKey(
        Stage, on_delete=models.PROTECT, related_name="deals", verbose_name=_("stage")
    )
    state = models.CharField(
        _("state"), max_length=4, choices=State, default=State.OPEN
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.NEW)
    amount_is_estimate = models.BooleanField(
        _("estimated from the list price"), default=False
    )
    recurring_amount = models.BigIntegerField(
        _("recurring amount"), null=True, blank=True
    )
    recurring_interval = models.CharField(
        _("billed"), max_length=7, choices=Interval, blank=True, default=""
    )
    source = optional("crm.Source", "deals", _("source"))
    campaign = optional("crm.Campaign", "deals", _("campaign"))
    main_product = optional("crm.Product", "main_deals", _("main product"))
    opened_at = models.DateTimeField(_("opened"))
    stage_entered_at = models.DateTimeField(_("entered this stage"))
    expected_close_on = models.DateField(_("expected close"), null=True, blank=True)
    won_at = models.DateTimeField(_("won"), null=True, blank=True)
    lost_at = models.DateTimeField(_("lost"), null=True, blank=True)
    lost_reason = optional("crm.LossReason", "deals", _("lost reason, declared"))
    lost_reason_confirmed = optional(
        "crm.LossReason", "confirmed", _("lost reason, confirmed")
    )
    competitor = optional("crm.Competitor", "deals", _("competitor"))
    lost_note = models.TextField(_("why it was lost"), blank=True, default="")
    winning_method = optional(
        "crm.ContactMethod", "won_deals", _("winning contact method")
    )
    forecast_category = models.CharField(
        _("forecast category"),
        max_length=10,
        choices=ForecastCategory,
        blank=True,
        default="",
    )
    manager_category = models.CharField(
        _("forecast category, by the manager"),
        max_length=10,
        choices=ForecastCategory,
        blank=True,
        default="",
    )
    promised_on = models.DateField(_("promised for"), null=True, blank=True)
    delivered_on = models.DateField(_("delivered"), null=True, blank=True)
    next_step = models.CharField(_("next step"), max_length=200, blank=True, default="")
    next_step_on = models.DateField(_("next step on"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"))
    version = models.PositiveIntegerField(default=1)

    objects = DealQuerySet.as_manager()

    class Meta:
        verbose_name = _("deal")
        verbose_name_plural = _("deals")
        constraints = [
            one_of("deal", "state", ["open", "won", "lost"]),
            one_of("deal", "kind", ["new", "upsell", "cross_sell", "renewal"]),
            models.CheckConstraint(
                name="deal_state_has_its_date",
                condition=Q(state="open", won_at__isnull=True, lost_at__isnull=True)
                | Q(state="won", won_at__isnull=False, lost_at__isnull=True)
                | Q(state="lost", lost_at__isnull=False, won_at__isnull=True),
            ),
            models.CheckConstraint(
                name="deal_lost_has_a_reason",
                condition=~Q(state="lost") | Q(lost_reason__isnull=False),
            ),
            models.CheckConstraint(
                name="deal_recurring_has_interval",
                condition=Q(recurring_amount__isnull=True, recurring_interval="")
                | Q(recurring_amount__isnull=False)
                & Q(recurring_interval__in=["month", "quarter", "year"]),
            ),
            one_of("deal", "manager_category", ["", *ForecastCategory.values]),
            known_currency("deal"),
            sane_rate("deal"),
            unique_external_id("deal"),
            *finite("deal", "opened_at", "won_at", "lost_at", "expected_close_on"),
        ]
        indexes = [
            models.Index(
                fields=["owner", "state", "stage"], name="deal_owner_state_stage"
            ),
            models.Index(fields=["state", "stage", "-id"], name="deal_state_stage"),
            models.Index(fields=["-opened_at", "-id"], name="deal_newest"),
            models.Index(
                fields=["won_at"], name="deal_won_at", condition=Q(state="won")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def called(self) -> str:
        """The forecast category that counts: the manager's, else the rep's, else its stage's."""
        return (
            self.manager_category
            or self.forecast_category
            or self.stage.forecast_category
        )

    @property
    def ended_at(self) -> datetime | None:
        return self.won_at or self.lost_at


class DealLine(models.Model):
    """One product of a deal. Totals are rounded once, at write; base totals add up to the deal's."""

    deal = models.ForeignKey(
        Deal, on_delete=models.CASCADE, related_name="lines", verbose_name=_("deal")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    product = optional("crm.Product", "lines", _("product"))
    label = models.CharField(_("label"), max_length=200, blank=True, default="")
    quantity = models.DecimalField(
        _("quantity"), max_digits=12, decimal_places=3, default=1
    )
    unit_price = models.BigIntegerField(_("unit price"))
    list_price = models.BigIntegerField(_("list price"), null=True, blank=True)
    discount_bp = models.PositiveIntegerField(_("discount (basis points)"), default=0)
    unit_cost = models.BigIntegerField(_("unit cost"), null=True, blank=True)
    vat_rate = optional("crm.VatRate", "deal_lines", _("VAT rate"))
    amount = models.BigIntegerField(_("line total"))
    base_amount = models.BigIntegerField(
        _("line total, base currency"), null=True, blank=True
    )
    base_list = models.BigIntegerField(
        _("at list price, base currency"), null=True, blank=True
    )
    base_cost = models.BigIntegerField(_("cost, base currency"), null=True, blank=True)

    class Meta:
        verbose_name = _("line")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                name="dealline_quantity",
                condition=Q(quantity__gt=0, quantity__lt=10**9),
            ),
            models.CheckConstraint(
                name="dealline_discount", condition=Q(discount_bp__lte=10_000)
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(self.product)


class DealMovementQuerySet(models.QuerySet["DealMovement"]):
    def standing(self) -> Self:
        """Outcomes that still count: not withdrawn by a reopening."""
        return self.filter(withdrawn_at__isnull=True)

    def of(self, kind: str) -> Self:
        return self.standing().filter(kind=kind)

    def pricing(self) -> Self:
        """What gave an open deal its rate, the last first."""
        rows = self.filter(kind__in=["opened", "amount"])
        return rows.order_by("-at", "-id")


class DealMovement(models.Model):
    """The journal of a deal: what it added to the pipeline, where, when, and for whom.

    ``count``, ``amount`` and ``weighted`` are signed, in base minor units (null: no rate). Each row
    carries the place it moves (stage, expected close, rep), and a change of place is two rows, minus
    the old place and plus the new one, so that the sum of rows up to a day is that day's pipeline
    split by any of them. A reversal negates stored numbers; nothing is computed again.

    ``outcome_*`` are set on *won* and *lost* rows only: what was won or lost, priced that day.
    Reopening sets ``withdrawn_at`` there: the outcome leaves the day it was counted on, while the
    pipeline returns on the day of reopening, in a row of its own.
    """

    class Kind(models.TextChoices):
        OPENED = "opened", _("opened")
        STAGE = "stage", _("stage changed")
        AMOUNT = "amount", _("amount changed")
        OWNER = "owner", _("owner changed")
        EXPECTED = "expected", _("expected close changed")
        REVALUED = "revalued", _("probability or rate changed")
        WON = "won", _("won")
        LOST = "lost", _("lost")
        REOPENED = "reopened", _("reopened")

    deal = models.ForeignKey(
        Deal, on_delete=models.CASCADE, related_name="movements", verbose_name=_("deal")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    at = models.DateTimeField(_("on"))
    rep = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="deal_movements",
        db_index=False,
        verbose_name=_("sales rep"),
    )
    stage = models.ForeignKey(
        Stage,
        on_delete=models.PROTECT,
        related_name="movements",
        verbose_name=_("stage"),
    )
    expected_close_on = models.DateField(_("expected close"), null=True, blank=True)
    count = models.SmallIntegerField(_("deals"), default=0)
    amount = models.BigIntegerField(_("amount"), null=True, blank=True, default=0)
    weighted = models.BigIntegerField(
        _("weighted amount"), null=True, blank=True, default=0
    )
    outcome_amount = models.BigIntegerField(
        _("amount won or lost"), null=True, blank=True
    )
    outcome_list = models.BigIntegerField(_("at list price"), null=True, blank=True)
    outcome_cost = models.BigIntegerField(_("cost"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("moved by"),
    )
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)

    objects = DealMovementQuerySet.as_manager()

    class Meta:
        verbose_name = _("movement")
        verbose_name_plural = _("movements")
        constraints = [
            one_of("dealmovement", "kind", MOVEMENT_KINDS),
            models.CheckConstraint(
                name="dealmovement_outcome_on_ends",
                condition=Q(kind__in=["won", "lost"])
                | Q(
                    outcome_amount__isnull=True,
                    outcome_list__isnull=True,
                    outcome_cost__isnull=True,
                    withdrawn_at__isnull=True,
                ),
            ),
            models.UniqueConstraint(
                fields=["deal"],
                condition=Q(kind__in=["won", "lost"], withdrawn_at__isnull=True),
                name="dealmovement_one_outcome",
            ),
            *finite("dealmovement", "at", "expected_close_on"),
        ]
        indexes = [
            # Both, so that the stays of a deal in a stage are never sought by the stage alone.
            models.Index(fields=["deal", "stage"], name="dealmovement_deal_stage"),
            models.Index(fields=["kind", "at"], name="dealmovement_kind_at"),
            models.Index(fields=["at"], name="dealmovement_at"),
            models.Index(fields=["rep", "at"], name="dealmovement_rep_at"),
        ]

    def __str__(self) -> str:
        return f"{self.deal} · {self.get_kind_display()}"
