"""Contracts of customers: signed, until when, and how they ended; each written as on its page."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from crm.civil import civil_day
from crm.importing import reading
from crm.importing.dates import NOON
from crm.importing.fields import Field
from crm.importing.kind import Checked, Job, Kind, Values
from crm.importing.kinds.people import EXTERNAL_ID
from crm.importing.kinds.voice_rows import known_by_id
from crm.importing.problems import Problem
from crm.importing.registry import register
from crm.importing.writable import Writable
from crm.models import ChurnReason, Contract
from crm.models.lists import NOT_RECORDED
from crm.services.contracts import end_contract, sign_contract

#: Prospect and first day: what tells apart contracts without external id.
Place = tuple[int, date]


@register
class Contracts(Kind):
    name = "contracts"
    matched_by = "external id; without one, prospect and first day"
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
            "start_on",
            "start",
            reading.day,
            shape="date",
            required=True,
            also=("start date", "starts on", "début", "date de début"),
        ),
        Field(
            "end_on",
            "planned end",
            reading.day,
            shape="date",
            also=("end", "end date", "until", "échéance", "fin prévue", "date de fin"),
            note="empty: until somebody ends it",
        ),
        Field(
            "signed_at",
            "signed",
            reading.instant,
            shape="date",
            also=("signed on", "signature", "signé le", "date de signature"),
            note="its first day without; now for one that starts later",
        ),
        Field(
            "ended_at",
            "ended",
            reading.instant,
            shape="date",
            also=("ended on", "terminated on", "terminé le", "résilié le"),
            note="the day it was lost, planned or not",
        ),
        Field(
            "end_reason",
            "churn reason",
            finds="churn_reasons",
            makes=True,
            also=("reason", "motif", "motif de départ"),
            note="“Not recorded” when one that ended has none",
        ),
        Field(
            "amount",
            "amount",
            reading.amount,
            shape="number",
            also=("value", "montant", "valeur"),
            note="without tax",
        ),
        Field(
            "currency",
            "currency",
            reading.currency,
            also=("devise",),
            note="the organisation's unless said otherwise",
        ),
    )

    def __init__(self, job: Job) -> None:
        super().__init__(job)
        self.writable = Writable(job)

    @cached_property
    def not_recorded(self) -> ChurnReason:
        return ChurnReason.objects.get_or_create(
            code=NOT_RECORDED, defaults={"name": "Not recorded", "position": 999}
        )[0]

    # -- checking --------------------------------------------------------------------------

    def complete(self, values: Values) -> None:
        self.writable.check(values["prospect"])
        base = self.job.organisation.base_currency
        values["currency_given"] = values.get("currency")
        values["currency"] = values["currency_given"] or base
        values["amount"] = self.minor(values, "amount", values["currency"])
        values["signed_given"] = values.get("signed_at") is not None
        if not values["signed_given"]:
            values["signed_at"] = self._first_noon(values["start_on"])
        for path in ("signed_at", "ended_at"):
            if values.get(path) is not None and values[path] > self.job.now:
                raise Problem(_("This date is in the future."), path)
        values["reason_given"] = values.get("end_reason") is not None
        if values.get("ended_at") is None:
            if values["reason_given"]:
                raise Problem(_("Say when it ended."), "end_reason")
        elif not values["reason_given"]:
            values["end_reason"] = self.not_recorded

    def _first_noon(self, day: date) -> datetime:
        zone = self.job.organisation.zone
        return min(datetime.combine(day, NOON, zone), self.job.now)

    # -- matching --------------------------------------------------------------------------

    def key(self, values: Values) -> Hashable:
        return values.get("external_id") or _place_of(values)

    def load(self, rows: Sequence[Checked]) -> None:
        self.by_id = known_by_id(Contract, rows)
        unnamed = [row.values for row in rows if not row.values.get("external_id")]
        found = Contract.objects.filter(
            prospect__in={values["prospect"].pk for values in unnamed},
            start_on__in={values["start_on"] for values in unnamed},
        )
        self.by_place: dict[Place, list[Contract]] = {}
        for row in found.order_by("pk") if unnamed else ():
            self.by_place.setdefault((row.prospect_id, row.start_on), []).append(row)

    def existing(self, values: Values) -> Any:
        if external_id := values.get("external_id"):
            return self.by_id.allowed(external_id, self.job.by)
        rows = self.by_place.get(_place_of(values), [])
        if len(rows) > 1:
            raise Problem(
                _("Several contracts began so. Use an external id."), "start_on"
            )
        return rows[0] if rows else None

    # -- writing ---------------------------------------------------------------------------

    def create(self, rows: Sequence[Checked]) -> Sequence[Model]:
        """Nothing is left to announce: the service did."""
        for row in rows:
            self._sign(row.values)
        return []

    def _sign(self, values: Values) -> None:
        signed = sign_contract(
            prospect=values["prospect"],
            start_on=values["start_on"],
            end_on=values.get("end_on"),
            by=self.job.by,
            now=self.job.now,
            at=values["signed_at"],
            amount=values["amount"],
            currency=values["currency"],
            external_id=values.get("external_id") or "",
        )
        if values.get("ended_at") is not None:
            self._end(signed, values)

    def update(self, row: Contract, values: Values) -> bool:
        """A contract that is there may end; whose it is, since when and for how much stay."""
        said = [
            ("prospect", values["prospect"].pk, row.prospect_id),
            ("start_on", values["start_on"], row.start_on),
            ("end_on", values.get("end_on") or row.end_on, row.end_on),
        ]
        if values["amount"] is not None:
            said.append(("amount", values["amount"], row.amount))
            said.append(("currency", values["currency"], row.currency))
        for path, told, held in said:
            if told != held:
                raise Problem(_("The contract that is there says otherwise."), path)
        ended = values.get("ended_at")
        if ended is None:
            return False
        if row.ended_at is None:
            self._end(row, values)
            return True
        zone = self.job.organisation.zone
        if civil_day(ended, zone) != civil_day(row.ended_at, zone):
            raise Problem(_("This contract ended on another day."), "ended_at")
        return False

    def _end(self, row: Contract, values: Values) -> None:
        if not values["reason_given"]:
            self.job.fill("end_reason")
        end_contract(
            contract_id=row.pk,
            reason=values["end_reason"],
            by=self.job.by,
            now=self.job.now,
            at=max(values["ended_at"], row.signed_at),
        )


def _place_of(values: Values) -> Place:
    return values["prospect"].pk, values["start_on"]
