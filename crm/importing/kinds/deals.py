"""Deals: new ones with their lines and journal in bulk, known ones through the services."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from crm import access
from crm.importing import reading, settling
from crm.importing.deal_rows import DealWriter
from crm.importing.deal_updates import DealUpdater
from crm.importing.fields import Field
from crm.importing.kind import Checked, Kind, Values
from crm.importing.kinds.people import EXTERNAL_ID
from crm.importing.problems import Problem
from crm.importing.registry import register
from crm.importing.stages import StageBook
from crm.models import (
    UNASSIGNED_ID,
    Deal,
    DealMovement,
    ForecastCategory,
    LossReason,
    User,
)
from crm.models.lists import NOT_RECORDED
from crm.services import crediting
from crm.services.deal_recurring import settle_recurring
from crm.text import plain

DEAL_KINDS = {
    "new": "new",
    "new business": "new",
    "nouvelle": "new",
    "upsell": "upsell",
    "vente additionnelle": "upsell",
    "cross sell": "cross_sell",
    "vente croisee": "cross_sell",
    "renewal": "renewal",
    "renouvellement": "renewal",
}
INTERVALS = {
    "month": "month",
    "monthly": "month",
    "mois": "month",
    "mensuel": "month",
    "quarter": "quarter",
    "quarterly": "quarter",
    "trimestre": "quarter",
    "year": "year",
    "yearly": "year",
    "annual": "year",
    "an": "year",
    "annee": "year",
}


@register
class Deals(Kind):
    name = "deals"
    matched_by = "external id; without one, every line is a new deal"
    fields = (
        EXTERNAL_ID,
        Field(
            "name",
            "name",
            longest=200,
            also=("deal", "deal name", "affaire", "opportunity", "opportunité", "nom"),
            note="the prospect and the product unless given",
        ),
        Field(
            "owner",
            "owner",
            finds="people",
            also=("rep", "sales rep", "sales agent", "commercial", "salesperson"),
            note="Unassigned when empty",
        ),
        Field(
            "prospect",
            "prospect",
            finds="prospects",
            also=("account", "company", "customer", "client", "société", "compte"),
            note="may be empty: not known yet",
        ),
        Field(
            "product",
            "product",
            finds="products",
            also=("produit",),
            note="becomes the deal's one line, quantity 1",
        ),
        Field(
            "pipeline", "pipeline", finds="pipelines", note="the first one unless given"
        ),
        Field(
            "stage",
            "stage",
            longest=120,
            also=("deal stage", "étape", "status", "statut"),
            note="a missing open stage is created before the won one; Won, Lost, Gagnée and "
            "Perdue mean the ends; empty: the first stage",
        ),
        Field(
            "opened_at",
            "opened",
            reading.instant,
            shape="date",
            also=(
                "opened on",
                "created",
                "engage date",
                "date d'ouverture",
                "ouverte le",
                "créée le",
                "date de création",
            ),
            note="empty: now, or the closing date of a closed deal; counted in the report",
        ),
        Field(
            "closed_at",
            "closed",
            reading.instant,
            shape="date",
            also=(
                "closed on",
                "close date",
                "closing date",
                "won at",
                "lost at",
                "date de clôture",
                "clôturée le",
                "gagnée le",
                "signée le",
                "date de signature",
            ),
            note="won or lost on that day, by the stage",
        ),
        Field(
            "expected_close_on",
            "expected close",
            reading.day,
            shape="date",
            also=("expected close date", "clôture prévue"),
        ),
        Field(
            "amount",
            "amount (excl. tax)",
            reading.amount,
            shape="number",
            also=("value", "close value", "deal value", "montant", "montant HT"),
            note="empty: the product's list price, marked as an estimate",
        ),
        Field(
            "currency",
            "currency",
            reading.currency,
            also=("devise",),
            note="the product's list currency when the amount is estimated, else the "
            "organisation's",
        ),
        Field(
            "source",
            "source",
            finds="sources",
            makes=True,
            also=("origine", "lead source"),
            note="the prospect's when empty",
        ),
        Field("campaign", "campaign", finds="campaigns", also=("campagne",)),
        Field(
            "kind",
            "kind",
            reading.choice,
            words=DEAL_KINDS,
            also=("type", "deal type"),
            note="new unless given",
        ),
        Field(
            "lost_reason",
            "lost reason",
            finds="loss_reasons",
            makes=True,
            also=("loss reason", "reason lost", "motif de perte"),
            note="“Not recorded” when a lost deal has none",
        ),
        Field(
            "competitor",
            "competitor",
            finds="competitors",
            makes=True,
            also=("concurrent",),
        ),
        Field("lost_note", "why it was lost", longest=10_000),
        Field(
            "winning_method",
            "winning contact method",
            finds="methods",
            makes=True,
            also=("contact method", "method", "mode de contact"),
        ),
        Field(
            "forecast_category",
            "forecast category",
            reading.choice,
            words={plain(value): value for value in ForecastCategory.values},
        ),
        Field("recurring_amount", "recurring amount", reading.amount, shape="number"),
        Field("recurring_interval", "billed", reading.choice, words=INTERVALS),
        Field("promised_on", "promised for", reading.day, shape="date"),
        Field("delivered_on", "delivered", reading.day, shape="date"),
        Field("next_step", "next step", longest=200, also=("prochaine action",)),
        Field("next_step_on", "next step on", reading.day, shape="date"),
    )

    def __init__(self, job: Any) -> None:
        super().__init__(job)
        self.known: dict[str, Deal] = {}
        self.won_for: set[int] = set()
        self.won: set[int] = set()
        self.recurring: set[int] = set()

    @cached_property
    def stages(self) -> StageBook:
        return StageBook(self.job.related)

    @cached_property
    def writer(self) -> DealWriter:
        return DealWriter(self.job, self.stages)

    @cached_property
    def unassigned(self) -> User:
        return User.objects.get(pk=UNASSIGNED_ID)

    @cached_property
    def not_recorded(self) -> LossReason:
        return LossReason.objects.get_or_create(
            code=NOT_RECORDED, defaults={"name": "Not recorded", "position": 999}
        )[0]

    # -- checking --------------------------------------------------------------------------

    def complete(self, values: Values) -> None:
        pipeline = values.get("pipeline") or self.stages.default
        values["pipeline"] = pipeline
        given = values.get("stage")
        values["stage"] = (
            self.stages.find(given, pipeline)
            if given
            else self.stages.first_open(pipeline.pk)
        )
        values["stage_given"] = bool(given)
        self._dates(values)
        self._money(values)

    def _dates(self, values: Values) -> None:
        opened: datetime | None = values.get("opened_at")
        closed: datetime | None = values.get("closed_at")
        ends = values["stage"].kind != "open"
        if ends and closed is None:
            raise Problem(_("A closed deal needs its closing date."), "closed_at")
        if closed is not None and not ends:
            raise Problem(
                _("This stage is open: it cannot have a closing date."), "closed_at"
            )
        for path, at in (("opened_at", opened), ("closed_at", closed)):
            if at is not None and at > self.job.now:
                raise Problem(_("This date is in the future."), path)
        if opened and closed and closed < opened:
            raise Problem(_("The deal is closed before it is opened."), "closed_at")

    def _money(self, values: Values) -> None:
        product = values.get("product")
        base = self.job.organisation.base_currency
        values["currency_given"] = values.get("currency")
        currency = values.get("currency") or base
        values["amount"] = self.minor(values, "amount", currency)
        values["estimate"] = False
        if values["amount"] is None and product and product.list_price is not None:
            currency = values.get("currency") or product.currency
            if currency == product.currency:
                values["amount"], values["estimate"] = product.list_price, True
        values["currency"] = currency
        values["recurring_amount"] = self.minor(values, "recurring_amount", currency)
        recurring = values["recurring_amount"] is not None
        if recurring != bool(values.get("recurring_interval")):
            raise Problem(
                _("A recurring amount and how often it is billed go together."),
                "recurring_amount" if recurring else "recurring_interval",
            )

    # -- matching --------------------------------------------------------------------------

    def load(self, rows: Sequence[Checked]) -> None:
        ids = {
            row.values["external_id"] for row in rows if row.values.get("external_id")
        }
        found = Deal.objects.filter(external_id__in=ids)
        related = ("stage", "owner", "prospect", "main_product")
        self.known = {d.external_id: d for d in found.select_related(*related)}

    def existing(self, values: Values) -> Any:
        deal = self.known.get(values.get("external_id") or "")
        if deal and self.job.by and not access.may_change(self.job.by, deal):
            raise Problem(_("This external id cannot be used."), "external_id")
        return deal

    # -- writing ---------------------------------------------------------------------------

    def create(self, rows: Sequence[Checked]) -> Sequence[Model]:
        for row in rows:
            self._fill(row.values)
        movements = self.writer.write([row.values for row in rows])
        self.won_for |= {
            row.values["prospect"].pk
            for row in rows
            if row.values.get("prospect") and row.values["stage"].kind == "won"
        }
        won = [m for m in movements if isinstance(m, DealMovement) and m.kind == "won"]
        self.won |= {row.deal_id for row in won}
        self.recurring |= {
            row.deal_id
            for row in won
            if row.deal.recurring_amount and row.deal.prospect_id
        }
        return movements

    def make(self, path: str, row: Any) -> None:
        if path == "stage":
            self.stages.save(row)
        else:
            super().make(path, row)

    def _fill(self, values: Values) -> None:
        """What the file leaves out, by a rule that the report counts."""
        stage = values["stage"]
        if values.get("filled"):
            return
        values["filled"] = True
        if values.get("owner") is None:
            values["owner"] = self.unassigned
            self.job.fill("owner")
        if values.get("opened_at") is None:
            values["opened_at"] = values.get("closed_at") or self.job.now
            self.job.fill("opened_at")
        if values["estimate"]:
            self.job.fill("amount")
        if stage.kind == "lost" and values.get("lost_reason") is None:
            values["lost_reason"] = self.not_recorded
            self.job.fill("lost_reason")
        if not values.get("name"):
            values["name"] = _name_of(values)

    def update(self, row: Deal, values: Values) -> bool:
        return DealUpdater(self.job, self.not_recorded).update(row, values)

    def key(self, values: Values) -> Hashable:
        return values.get("external_id")

    def finish(self) -> None:
        """Prospects become customers by their first win that stands."""
        settling.settle_conversions(
            self.won_for, now=self.job.now, tell=self.job.announce
        )
        crediting.after_import(deals=self.won)
        self._start_subscriptions()

    def _start_subscriptions(self) -> None:
        """A win with a recurring amount starts what the customer pays, as one won by hand does.

        In the order they were won: a renewal takes the place of what ran by then.
        """
        ids, found = sorted(self.recurring), list[Deal]()
        for start in range(0, len(ids), settling.PORTION):
            rows = Deal.objects.filter(pk__in=ids[start : start + settling.PORTION])
            found += rows.select_related("prospect", "owner", "main_product")
        for deal in sorted(found, key=lambda row: (row.won_at, row.pk)):
            settle_recurring(deal, by=self.job.by, now=self.job.now)
            self.job.subscriptions += 1


def _name_of(values: Values) -> str:
    parts = [str(row) for row in (values.get("prospect"), values.get("product")) if row]
    return (" · ".join(parts) or values.get("external_id") or _("Deal"))[:200]
