"""Targets from a file: one line per KPI, person or team, and month or quarter."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from crm.importing import reading
from crm.importing.fields import Field
from crm.importing.kind import Checked, Kind, Values
from crm.importing.problems import Problem
from crm.importing.registry import register
from crm.money import half_up
from kpis.catalogue import KPIS
from kpis.models import Target
from kpis.spec import Kpi, Unit
from kpis.targets.aiming import Wish, refusal, set_targets, targetable

SPANS = {
    "month": "month",
    "mois": "month",
    "quarter": "quarter",
    "trimestre": "quarter",
}
Key = tuple[str, int | None, int | None, str, date]


@register
class Targets(Kind):
    name = "targets"
    matched_by = "indicator, person or team, and period"
    admin_only = True
    fields = (
        Field(
            "kpi", "indicator", required=True, longest=63, also=("key", "indicateur")
        ),
        Field(
            "user",
            "person",
            finds="people",
            also=("rep", "owner", "email", "commercial"),
        ),
        Field("team", "team", finds="teams", also=("équipe",)),
        Field(
            "period",
            "for a",
            reading.choice,
            words=SPANS,
            also=("span", "période"),
            note="month (when empty) or quarter",
        ),
        Field(
            "starts_on",
            "starting",
            reading.day,
            shape="date",
            required=True,
            also=("month", "quarter", "start", "mois", "trimestre"),
            note="any day of the month",
        ),
        Field(
            "value",
            "target",
            reading.number,
            shape="number",
            required=True,
            also=("amount", "objectif"),
            note="money in major units, rates as a fraction",
        ),
        Field(
            "stretch",
            "stretch target",
            reading.number,
            shape="number",
            also=("stretch goal", "objectif haut"),
            note="on the better side of the target; empty leaves it as it is",
        ),
    )

    def complete(self, values: Values) -> None:
        """The KPI exists, the target is one person's or one team's, the value is in stored steps."""
        kpi = KPIS.get(values["kpi"])
        if kpi is None or kpi not in targetable():
            raise Problem(_("No indicator that takes a target is called so."), "kpi")
        if (values.get("user") is None) == (values.get("team") is None):
            raise Problem(_("Give a person or a team, one of the two."), "user")
        values["period"] = values.get("period") or "month"
        values["starts_on"] = values["starts_on"].replace(day=1)
        values["steps"] = self._steps(kpi, values["value"], "value")
        values["stretch_steps"] = None
        if values.get("stretch") is not None:
            harder = self._steps(kpi, values["stretch"], "stretch")
            values["stretch_steps"] = harder
            why = refusal(kpi.key, values["steps"], harder)
            if why:
                raise Problem(why, "stretch")

    def _steps(self, kpi: Kpi, value: Decimal, path: str) -> int:
        if value < 0:
            raise Problem(_("A target cannot be negative."), path)
        if kpi.unit == Unit.MONEY:
            steps = self.minor({path: value}, path, self.job.organisation.base_currency)
            return steps or 0
        return half_up(value * kpi.unit.step)

    def key(self, values: Values) -> Hashable:
        user, team = values.get("user"), values.get("team")
        found: Key = (
            values["kpi"],
            user.pk if user else None,
            team.pk if team else None,
            values["period"],
            values["starts_on"],
        )
        return found

    def load(self, rows: Sequence[Checked]) -> None:
        days = {row.values["starts_on"] for row in rows}
        held = Target.objects.filter(starts_on__in=days)
        self.held = {
            (t.kpi, t.user_id, t.team_id, t.period, t.starts_on): t for t in held
        }

    def existing(self, values: Values) -> Any:
        return self.held.get(self.key(values))  # type: ignore[call-overload]

    def create(self, rows: Sequence[Checked]) -> Sequence[Model]:
        self._set([_wish(row.values) for row in rows])
        return []

    def update(self, row: Any, values: Values) -> bool:
        return bool(self._set([_wish(values)]))

    def _set(self, wishes: list[Wish]) -> int:
        """Raises Problem at the column, where a level already set does not go with the other."""
        try:
            return set_targets(by=self.job.by, now=self.job.now, wishes=wishes)
        except ValidationError as refused:
            raise Problem(" ".join(refused.messages), "value") from refused


def _wish(values: Values) -> Wish:
    harder = values["stretch_steps"]
    return Wish(
        values["kpi"],
        values["period"],
        values["starts_on"],
        values.get("user"),
        values.get("team"),
        values["steps"],
        ... if harder is None else harder,
    )
