"""When what a row began is over, for the figures of what stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Case, DateTimeField, F, Q, Value, When
from django.db.models.functions import Coalesce, Least

from kpis.measures.stays import still_there

#: Name -> an instant of the row, null while it stands.
ENDS: dict[str, Any] = {
    # Of who came back since, the time as a customer that the row began was over before.
    "churned": Coalesce("ended_at", "prospect__churned_at"),
    "never": Value(None, output_field=DateTimeField()),
    "left_stage": F("left_at"),
    # A prospect leaves the portfolio as a customer or as nobody's business, whichever came first.
    "settled": Case(
        When(prospect__converted_at__isnull=True, then=F("prospect__disqualified_at")),
        When(prospect__disqualified_at__isnull=True, then=F("prospect__converted_at")),
        default=Least("prospect__converted_at", "prospect__disqualified_at"),
    ),
}
#: Name -> the condition that a row stands at an instant, where an index answers it sooner.
STANDS: dict[str, Callable[[datetime], Q]] = {"left_stage": still_there}


def stands_at(ends: str, at: datetime) -> Q:
    """What had not ended at the instant, of rows that carry ``until``."""
    if ends in STANDS:
        return STANDS[ends](at)
    return Q(until__isnull=True) | Q(until__gte=at)
