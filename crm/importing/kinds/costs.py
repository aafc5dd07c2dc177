"""What marketing and selling cost, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from crm.importing import reading
from crm.importing.fields import Field
from crm.importing.kind import Checked, Values, chosen
from crm.importing.kinds.kept import Kept
from crm.importing.kinds.people import EXTERNAL_ID
from crm.importing.kinds.voice_rows import Same
from crm.importing.problems import Problem
from crm.importing.registry import register
from crm.models import CostEntry

KINDS = {
    "marketing": "marketing",
    "sales": "sales",
    "vente": "sales",
    "ventes": "sales",
    "commercial": "sales",
    "delivery": "delivery",
    "livraison": "delivery",
    "production": "delivery",
    "other": "other",
    "autre": "other",
    "autres": "other",
}


@register
class Costs(Kept):
    """Costs of the organisation. What was spent on one deal is written on the page of the deal."""

    name = "costs"
    matched_by = "external id; without one, a line equal to a known cost in everything"
    model = CostEntry
    fields = (
        EXTERNAL_ID,
        Field(
            "month",
            "month",
            reading.month,
            shape="date",
            required=True,
            also=("date", "mois", "period", "période", "day", "jour"),
            note="2026-03, or any day of the month",
        ),
        Field(
            "kind",
            "kind",
            reading.choice,
            words=KINDS,
            required=True,
            also=("type", "nature"),
        ),
        Field(
            "label",
            "label",
            longest=200,
            also=("libellé", "description", "name", "nom", "intitulé"),
        ),
        Field(
            "amount",
            "amount",
            reading.amount,
            shape="number",
            required=True,
            also=("montant", "montant ht", "cost", "coût", "spend", "dépense"),
            note="without tax",
        ),
        Field(
            "currency",
            "currency",
            reading.currency,
            also=("devise",),
            note="the organisation's unless said otherwise",
        ),
        Field("channel", "channel", finds="channels", makes=True, also=("canal",)),
        Field("source", "source", finds="sources", makes=True),
        Field("campaign", "campaign", finds="campaigns", also=("campagne",)),
        Field(
            "client_type",
            "customer type",
            finds="client_types",
            makes=True,
            also=("type de client", "client type"),
        ),
        Field("team", "team", finds="teams", also=("équipe",)),
        Field(
            "rep",
            "sales rep",
            finds="people",
            also=("owner", "commercial", "person", "personne"),
        ),
    )
    links = ("channel", "source", "campaign", "client_type", "team", "rep")
    written = (
        *("month", "kind", "label", "amount", "currency", "external_id"),
        *links,
    )

    def complete(self, values: Values) -> None:
        values["typed"] = values["amount"]
        base = self.job.organisation.base_currency
        currency = values.get("currency") or base
        values["amount"] = self.minor(values, "amount", currency)

    def load(self, rows: Sequence[Checked]) -> None:
        ids = {row.values.get("external_id") for row in rows} - {None}
        known = CostEntry.objects.filter(external_id__in=ids)
        self.by_id = {row.external_id: row for row in known}
        months = {row.values["month"] for row in rows}
        held = CostEntry.objects.filter(month__in=months, external_id="", deal=None)
        self.equal = Same(list(held.order_by("pk")), self.written)

    def existing(self, values: Values) -> Any:
        if external_id := values.get("external_id"):
            found = self.by_id.get(external_id)
            if found and found.deal_id:
                raise Problem(_("This external id cannot be used."), "external_id")
            return found
        if any(values.get(n) and values[n].pk is None for n in self.links):
            return None  # a channel nobody had: no cost can be of it
        return self.equal.get(CostEntry(**self._row(values)))

    def create(self, rows: Sequence[Checked]) -> Sequence[Model]:
        for row in rows:
            self.write(CostEntry(), self._row(row.values))
        return []

    def update(self, row: CostEntry, values: Values) -> bool:
        """An amount without currency is in the currency the row has."""
        typed = {"amount": values["typed"]}
        currency = values.get("currency") or row.currency
        return super().update(
            row, values | {"amount": self.minor(typed, "amount", currency)}
        )

    def _row(self, values: Values) -> Values:
        base = {"currency": self.job.organisation.base_currency}
        return base | chosen(values, *self.written)
