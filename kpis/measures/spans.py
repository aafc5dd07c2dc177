"""Durations: from when to when, in civil days, for the figures that are a spread of rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, Q, When

from crm.models import Organisation

#: Where the sales cycle may start; the organisation chooses, and an empty start is the opening.
FIRST_WIN = Q(deal__prospect__converted_at__isnull=True) | Q(
    at__lte=F("deal__prospect__converted_at")
)
CYCLE_STARTS = {
    "opened": F("deal__opened_at"),
    "first_contact": Case(
        When(
            FIRST_WIN & Q(deal__prospect__contacted_at__lte=F("at")),
            then=F("deal__prospect__contacted_at"),
        ),
        default=F("deal__opened_at"),
    ),
    "detected": Case(
        When(
            FIRST_WIN & Q(deal__prospect__detected_at__lte=F("at")),
            then=F("deal__prospect__detected_at"),
        ),
        default=F("deal__opened_at"),
    ),
}


@dataclass(frozen=True)
class Span:
    """The other end of a duration; this end is the row's own day.

    ``ends`` says that the row's day is the later one. ``chosen`` names the organisation's field that
    picks one of several ends.
    """

    other: Any = None
    ends: bool = True
    chosen: str = ""
    others: Mapping[str, Any] | None = None

    def at(self, organisation: Organisation) -> Any:
        """The instant at the other end, for this organisation."""
        if self.others is None:
            return self.other
        return self.others[getattr(organisation, self.chosen)]


SPANS = {
    "cycle": Span(chosen="cycle_start", others=CYCLE_STARTS),
    "to_contact": Span(F("prospect__contacted_at"), ends=False),
    "to_convert": Span(F("prospect__detected_at")),
    "to_resolve": Span(F("resolved_at"), ends=False),
    "to_quote": Span(F("deal__prospect__contacted_at")),
    "to_deliver": Span(F("at")),
    "tenure": Span(F("prospect__converted_at")),
    "stay": Span(F("entered_at")),
}
