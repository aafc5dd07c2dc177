"""When what a row began is over, for the figures of what stands."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, DateTimeField, F, Value, When
from django.db.models.functions import Coalesce, Least

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
