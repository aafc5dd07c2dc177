"""Products, and the stages of the pipelines."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from crm.importing import reading
from crm.importing.fields import Field
from crm.importing.kind import Checked, Kind, Values, chosen, put_changes
from crm.importing.kinds.people import EXTERNAL_ID, known
from crm.importing.problems import Problem
from crm.importing.registry import register
from crm.importing.stages import StageBook
from crm.models import ForecastCategory, Product, Stage
from crm.services import deals
from crm.services.forecast_calls import note_stage
from crm.text import plain


@register
class Products(Kind):
    name = "products"
    admin_only = True
    matched_by = "external id, then name"
    fields = (
        EXTERNAL_ID,
        Field(
            "name",
            "name",
            required=True,
            longest=200,
            also=("product", "produit", "nom"),
        ),
        Field(
            "category",
            "category",
            finds="categories",
            makes=True,
            also=("series", "family", "catégorie", "famille", "gamme"),
        ),
        Field(
            "list_price",
            "list price",
            reading.amount,
            shape="number",
            also=("price", "sales price", "prix", "prix catalogue", "tarif"),
            note="without tax",
        ),
        Field(
            "unit_cost",
            "unit cost",
            reading.amount,
            shape="number",
            also=("cost", "coût", "coût de revient unitaire"),
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
    written = ("name", "external_id", "category", "list_price", "unit_cost", "currency")

    def complete(self, values: Values) -> None:
        base = self.job.organisation.base_currency
        currency = values.get("currency")
        for path in ("list_price", "unit_cost"):
            values[path] = self.minor(values, path, currency or base)

    def key(self, values: Values) -> Hashable:
        return values.get("external_id") or plain(values["name"])

    def existing(self, values: Values) -> Any:
        return known(self, "products", values)

    def create(self, rows: Sequence[Checked]) -> Sequence[Model]:
        base = {"currency": self.job.organisation.base_currency}
        made = Product.objects.bulk_create(
            [Product(**(base | chosen(row.values, *self.written))) for row in rows]
        )
        for product in made:
            self.job.related["products"].add(product)
        return []

    def update(self, row: Product, values: Values) -> bool:
        changed = put_changes(row, chosen(values, *self.written))
        if changed:
            row.save(update_fields=changed)
        return bool(changed)


STAGE_KINDS = {
    "open": "open",
    "ouverte": "open",
    "en cours": "open",
    "won": "won",
    "gagnee": "won",
    "gagne": "won",
    "lost": "lost",
    "perdue": "lost",
    "perdu": "lost",
}


@register
class Stages(Kind):
    name = "stages"
    admin_only = True
    matched_by = "external id, then pipeline and name"
    fields = (
        EXTERNAL_ID,
        Field(
            "name", "name", required=True, longest=120, also=("stage", "étape", "nom")
        ),
        Field(
            "pipeline",
            "pipeline",
            finds="pipelines",
            makes=True,
            note="the first one unless said otherwise; created when missing",
        ),
        Field(
            "kind",
            "kind",
            reading.choice,
            words=STAGE_KINDS,
            also=("type",),
            note="open unless said otherwise",
        ),
        Field(
            "probability",
            "probability",
            reading.whole,
            longest=100,
            shape="number",
            also=("probability, %", "probabilité"),
            note="in percent; a won stage has 100, a lost one 0",
        ),
        Field(
            "position",
            "position",
            reading.whole,
            longest=1000,
            shape="number",
            also=("ordre", "order"),
        ),
        Field(
            "rot_days",
            "stale after (days)",
            reading.whole,
            longest=3650,
            shape="number",
        ),
        Field(
            "forecast_category",
            "forecast category",
            reading.choice,
            words={plain(value): value for value in ForecastCategory.values},
        ),
    )
    written = (
        "name",
        "external_id",
        "kind",
        "position",
        "rot_days",
        "forecast_category",
    )

    def complete(self, values: Values) -> None:
        if values.get("pipeline") is None:
            values["pipeline"] = self._book.default
        ends = {"won": 100, "lost": 0}
        kind = values.get("kind")
        if kind in ends:
            if values.get("probability") not in (None, ends[kind]):
                raise Problem(
                    _("A won stage has 100 %, a lost one 0 %."), "probability"
                )
            values["probability"] = ends[kind]

    @property
    def _book(self) -> StageBook:
        if not hasattr(self, "_kept"):
            self._kept = StageBook(self.job.related)
        return self._kept

    def key(self, values: Values) -> Hashable:
        return values.get("external_id") or (
            plain(values["pipeline"].name),
            plain(values["name"]),
        )

    def existing(self, values: Values) -> Any:
        if external_id := values.get("external_id"):
            found = Stage.objects.filter(external_id=external_id).first()
            if found:
                return found
        if values["pipeline"].pk is None:
            return None
        return self._book.named(values["pipeline"].pk, values["name"])

    def create(self, rows: Sequence[Checked]) -> Sequence[Model]:
        for row in rows:
            values = row.values
            fields = chosen(values, *self.written, "probability")
            stage = Stage(pipeline=values["pipeline"], **fields)
            if values.get("position") is None:
                self._book.make_room(stage)
            stage.save()
            self._book.add(stage)
        return []

    def update(self, row: Stage, values: Values) -> bool:
        if values.get("kind") not in (None, row.kind) and row.deals.exists():
            raise Problem(_("The kind of a stage with deals cannot change."), "kind")
        given = chosen(values, *self.written)
        if values.get("kind") not in (None, row.kind):
            given |= chosen(values, "probability")
        was = row.forecast_category
        changed = put_changes(row, given)
        if changed:
            row.save(update_fields=changed)
            note_stage(row, was, by=self.job.by, at=self.job.now)
        probability = values.get("probability")
        if probability is not None and probability != row.probability:
            deals.set_probability(
                stage=row, probability=probability, by=self.job.by, now=self.job.now
            )
            changed.append("probability")
        return bool(changed)
