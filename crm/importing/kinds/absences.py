"""Days away: the pace of a target does not count them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from crm.importing import reading
from crm.importing.fields import Field
from crm.importing.kind import Checked, Values
from crm.importing.kinds.kept import Kept
from crm.importing.problems import Problem
from crm.importing.registry import register
from crm.models import Absence
from crm.models.base import LATEST_DAY
from crm.models.people import UNASSIGNED_ID


@register
class Absences(Kept):
    name = "absences"
    matched_by = "person and first day away"
    model = Absence
    fields = (
        Field(
            "user",
            "person",
            finds="people",
            required=True,
            also=("rep", "name", "email", "sales rep", "commercial", "nom"),
        ),
        Field(
            "from_on",
            "first day away",
            reading.day,
            shape="date",
            required=True,
            also=("from", "start", "premier jour", "début", "date de début", "du"),
        ),
        Field(
            "to_on",
            "back on",
            reading.day,
            shape="date",
            also=("back", "return", "until before", "retour", "retour le", "reprise"),
            note="the first day at work again",
        ),
        Field(
            "last_on",
            "last day away",
            reading.day,
            shape="date",
            also=("last day", "to", "end", "dernier jour", "fin", "date de fin", "au"),
            note="for files that say this instead of back on",
        ),
        Field("reason", "reason", longest=200, also=("motif", "type", "raison")),
    )
    written = ("user", "from_on", "to_on", "reason")

    def complete(self, values: Values) -> None:
        if values["user"].pk == UNASSIGNED_ID:
            raise Problem(_("This person is the application's own."), "user")
        said = "to_on" if values.get("to_on") else "last_on"
        values["to_on"] = self._back(values)
        if values["to_on"] <= values["from_on"]:
            raise Problem(_("Back on a later day."), said)

    @staticmethod
    def _back(values: Values) -> Any:
        """The first day back, as the line says it: itself, or the last day away."""
        back, last = values.get("to_on"), values.get("last_on")
        if last is None:
            if back is None:
                raise Problem(_("This field is required."), "to_on")
            return back
        after = last + timedelta(days=1)
        if after >= LATEST_DAY:
            raise Problem(_("This date is out of range (1900 to 2200)."), "last_on")
        if back not in (None, after):
            raise Problem(
                _("The last day away is not the one before the return."), "last_on"
            )
        return after

    def key(self, values: Values) -> Hashable:
        return (values["user"].pk, values["from_on"])

    def load(self, rows: Sequence[Checked]) -> None:
        days = {row.values["from_on"] for row in rows}
        held = Absence.objects.filter(from_on__in=days).order_by("-pk")
        self.held = {(row.user_id, row.from_on): row for row in held}

    def existing(self, values: Values) -> Any:
        return self.held.get((values["user"].pk, values["from_on"]))
