"""What customers pay again and again: each subscription with its journal of recurring revenue.

Who pays for what no deal sold is a customer from the first payment on. A trial, at 0, is written
without any recurring revenue, and makes nobody a customer.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from crm.civil import civil_day
from crm.importing import reading, settling
from crm.importing.fields import Field
from crm.importing.kind import Checked, Job, Kind, Values
from crm.importing.kinds.people import EXTERNAL_ID
from crm.importing.kinds.voice_rows import known_by_id
from crm.importing.problems import Problem
from crm.importing.registry import register
from crm.importing.subscription_rows import SubscriptionWriter
from crm.importing.subscription_updates import SubscriptionUpdater
from crm.importing.writable import Writable
from crm.models import ChurnReason, Subscription
from crm.models.lists import NOT_RECORDED
from crm.services.recurring import MONTHS, a_month

#: Prospect, product and first day: what tells apart subscriptions without external id.
Place = tuple[int, int | None, date]


@register
class Subscriptions(Kind):
    name = "subscriptions"
    matched_by = "external id; without one, prospect, product and first day"
    fields = (
        EXTERNAL_ID,
        Field(
            "prospect",
            "prospect",
            finds="prospects",
            required=True,
            also=("account", "company", "customer", "société", "client"),
        ),
        Field(
            "product",
            "product",
            finds="products",
            also=("produit", "plan", "plan tier", "offre"),
        ),
        Field(
            "started_on",
            "started",
            reading.day,
            shape="date",
            required=True,
            also=("start", "start date", "début", "date de début", "commencé le"),
        ),
        Field(
            "ended_on",
            "ended",
            reading.day,
            shape="date",
            also=("end", "end date", "fin", "date de fin", "terminé le"),
            note="its first day without; one to come is left out until it came",
        ),
        Field(
            "amount",
            "amount a month",
            reading.amount,
            shape="number",
            also=("mrr", "mrr amount", "monthly amount", "montant mensuel"),
            note="without tax; 0: a trial",
        ),
        Field(
            "yearly_amount",
            "amount a year",
            reading.amount,
            shape="number",
            also=("arr", "arr amount", "annual amount", "montant annuel"),
            note="a twelfth of it counts a month, when the amount a month is empty",
        ),
        Field(
            "currency",
            "currency",
            reading.currency,
            also=("devise",),
            note="the organisation's unless said otherwise",
        ),
        Field(
            "churn_reason",
            "churn reason",
            finds="churn_reasons",
            makes=True,
            also=("reason", "motif", "motif de départ"),
            note="“Not recorded” when one that ended has none",
        ),
    )

    def __init__(self, job: Job) -> None:
        super().__init__(job)
        self.today = civil_day(job.now, job.organisation.zone)
        self.writer = SubscriptionWriter(job)
        self.updater = SubscriptionUpdater(job, self.today)
        self.writable = Writable(job)
        self.touched: set[int] = set()

    @cached_property
    def not_recorded(self) -> ChurnReason:
        return ChurnReason.objects.get_or_create(
            code=NOT_RECORDED, defaults={"name": "Not recorded", "position": 999}
        )[0]

    # -- checking --------------------------------------------------------------------------

    def complete(self, values: Values) -> None:
        self.writable.check(values["prospect"])
        values["currency_given"] = values.get("currency")
        base = self.job.organisation.base_currency
        values["currency"] = values["currency_given"] or base
        values["typed"] = {
            path: values.get(path) for path in ("amount", "yearly_amount")
        }
        values["amount"] = self.monthly(values["typed"], values["currency"])
        self._days(values)

    def monthly(self, typed: Values, currency: str) -> int:
        """Minor units a month, as the line says them a month, a year, or both."""
        month = self.minor(typed, "amount", currency)
        year = self.minor(typed, "yearly_amount", currency)
        if month is None:
            if year is None:
                raise Problem(_("Say the amount, a month or a year."), "amount")
            return a_month(year, "year")
        months = MONTHS["year"]
        # A year divided by twelve was rounded by somebody: a cent a month is no contradiction.
        if year is not None and abs(month * months - year) > months:
            reason = _("The amounts a month and a year contradict each other.")
            raise Problem(reason, "yearly_amount")
        return month

    def _days(self, values: Values) -> None:
        started, ended = values["started_on"], values.get("ended_on")
        if started > self.today:
            raise Problem(_("This date is in the future."), "started_on")
        if ended is not None and ended < started:
            raise Problem(_("It ends before it starts."), "ended_on")
        values["reason_given"] = values.get("churn_reason") is not None
        if ended is None:
            if values["reason_given"]:
                raise Problem(_("Say when it ended."), "churn_reason")
        elif ended > self.today:
            self._still_to_come(values)
        elif not values["reason_given"]:
            values["churn_reason"] = self.not_recorded

    def _still_to_come(self, values: Values) -> None:
        """It runs until then: the same line, read again later, ends it."""
        reason = _("This day is to come: left empty until then.")
        warning = {
            "row": values.get("external_id") or str(values["prospect"]),
            "column": "ended_on",
            "value": values["ended_on"].isoformat(),
            "reason": reason,
        }
        self.job.warnings.append(warning)
        values["ended_on"] = values["churn_reason"] = None

    # -- matching --------------------------------------------------------------------------

    def key(self, values: Values) -> Hashable:
        return values.get("external_id") or _place_of(values)

    def load(self, rows: Sequence[Checked]) -> None:
        self.by_id = known_by_id(Subscription, rows)
        unnamed = [row.values for row in rows if not row.values.get("external_id")]
        found = Subscription.objects.filter(
            prospect__in={values["prospect"].pk for values in unnamed},
            started_on__in={values["started_on"] for values in unnamed},
        )
        self.by_place: dict[Place, list[Subscription]] = {}
        for row in found.order_by("pk") if unnamed else ():
            place = (row.prospect_id, row.product_id, row.started_on)
            self.by_place.setdefault(place, []).append(row)

    def existing(self, values: Values) -> Any:
        if external_id := values.get("external_id"):
            return self.by_id.allowed(external_id, self.job.by)
        rows = self.by_place.get(_place_of(values), [])
        if len(rows) > 1:
            raise Problem(
                _("Several subscriptions began so. Use an external id."), "started_on"
            )
        return rows[0] if rows else None

    # -- writing ---------------------------------------------------------------------------

    def create(self, rows: Sequence[Checked]) -> Sequence[Model]:
        journal = self.writer.write([row.values for row in rows])
        self.touched |= {step.prospect_id for step in journal}
        for row in rows:
            if row.values.get("ended_on") and not row.values["reason_given"]:
                self.job.fill("churn_reason")
        return journal

    def update(self, row: Subscription, values: Values) -> bool:
        """An amount without currency is in the currency the subscription has."""
        currency = values["currency_given"] or row.currency
        amount = self.monthly(values["typed"], currency)
        changed = self.updater.update(row, values, amount)
        if changed:
            self.touched.add(row.prospect_id)
        return changed

    def finish(self) -> None:
        """Who pays for what no deal sold is a customer."""
        settling.settle_conversions(
            self.touched, now=self.job.now, tell=self.job.announce
        )


def _place_of(values: Values) -> Place:
    product = values.get("product")
    return values["prospect"].pk, product.pk if product else None, values["started_on"]
