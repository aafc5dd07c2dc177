"""Visitors of the site by day and channel, as web analytics export them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from crm.importing import reading
from crm.importing.fields import Field
from crm.importing.kind import Checked, Values
from crm.importing.kinds.kept import LARGEST_COUNT, Kept
from crm.importing.registry import register
from crm.models import VisitorCount
from crm.text import plain


@register
class Visitors(Kept):
    name = "visitors"
    matched_by = "day and channel"
    model = VisitorCount
    fields = (
        Field(
            "day",
            "day",
            reading.day,
            shape="date",
            required=True,
            also=("date", "jour"),
        ),
        Field(
            "channel",
            "channel",
            finds="channels",
            makes=True,
            required=True,
            also=("canal", "default channel group", "medium"),
        ),
        Field(
            "visitors",
            "visitors",
            reading.whole,
            longest=LARGEST_COUNT,
            shape="number",
            required=True,
            also=("visiteurs", "visits", "visites", "users", "utilisateurs"),
        ),
    )
    written = ("day", "channel", "visitors")

    def key(self, values: Values) -> Hashable:
        # By name: a channel that this file brings has no id before its first line is written.
        return (values["day"], plain(values["channel"].name))

    def load(self, rows: Sequence[Checked]) -> None:
        days = {row.values["day"] for row in rows}
        held = VisitorCount.objects.filter(day__in=days)
        self.held = {(row.day, row.channel_id): row for row in held}

    def existing(self, values: Values) -> Any:
        return self.held.get((values["day"], values["channel"].pk))
