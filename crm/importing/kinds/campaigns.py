"""Campaigns: when, where, whom they reached and who answered."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from crm.importing import reading
from crm.importing.fields import Field
from crm.importing.kind import Checked, Values, chosen
from crm.importing.kinds.kept import LARGEST_COUNT, Kept
from crm.importing.kinds.people import EXTERNAL_ID, known
from crm.importing.problems import Problem
from crm.importing.registry import register
from crm.models import Campaign
from crm.text import plain


@register
class Campaigns(Kept):
    name = "campaigns"
    matched_by = "external id, then name"
    model = Campaign
    fields = (
        EXTERNAL_ID,
        Field(
            "name",
            "name",
            required=True,
            longest=200,
            also=("campaign", "campagne", "nom"),
        ),
        Field("channel", "channel", finds="channels", makes=True, also=("canal",)),
        Field("source", "source", finds="sources", makes=True),
        Field(
            "started_on",
            "start",
            reading.day,
            shape="date",
            required=True,
            also=("début", "start date", "date de début", "started", "from", "du"),
        ),
        Field(
            "ended_on",
            "end",
            reading.day,
            shape="date",
            also=("fin", "end date", "date de fin", "ended", "to", "au"),
            note="its last day",
        ),
        Field(
            "audience",
            "people who received it",
            reading.whole,
            longest=LARGEST_COUNT,
            shape="number",
            also=("recipients", "sent", "received", "destinataires", "envoyés"),
        ),
        Field(
            "responses",
            "people who acted on it",
            reading.whole,
            longest=LARGEST_COUNT,
            shape="number",
            also=("answers", "answered", "clicks", "réponses", "clics"),
        ),
    )
    written = (
        *("name", "external_id", "channel", "source", "started_on", "ended_on"),
        *("audience", "responses"),
    )

    def key(self, values: Values) -> Hashable:
        return values.get("external_id") or plain(values["name"])

    def existing(self, values: Values) -> Any:
        return known(self, "campaigns", values)

    def create(self, rows: Sequence[Checked]) -> Sequence[Model]:
        made = []
        for row in rows:
            campaign = Campaign()
            self._check(campaign, row.values)
            self.write(campaign, chosen(row.values, *self.written))
            made.append(campaign)
        # Only now: had one of them failed, none would be there.
        for campaign in made:
            self.job.related["campaigns"].add(campaign)
        return []

    def update(self, row: Campaign, values: Values) -> bool:
        self._check(row, values)
        return super().update(row, values)

    @staticmethod
    def _check(row: Campaign, values: Values) -> None:
        """What the line says fits together, and with what the row keeps where the line is empty."""
        kept = {name: getattr(row, name) for name in ("audience", "responses")}
        counts = kept | chosen(values, *kept)
        if counts["responses"] > counts["audience"]:
            raise Problem(
                _("More people answered than received it: check both."), "responses"
            )
        last = values.get("ended_on") or row.ended_on
        if last and last < values["started_on"]:
            raise Problem(_("It ends before it starts."), "ended_on")
