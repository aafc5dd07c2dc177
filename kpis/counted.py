"""(5) A row behind a figure, and a page of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from crm.models import UNASSIGNED_ID
from kpis.measures import SOURCES
from kpis.spec import Measure, Source, Unit


@dataclass(frozen=True)
class Counted:
    """One row behind the figure. ``amount`` is what it adds: 1 for a count, minor units, or days.

    ``at`` is null for facts that have a day and no hour.
    """

    at: datetime | None
    day: date
    rep_id: int
    rep: str
    kind: str
    subject: str
    subject_type: str
    subject_id: int | None
    detail: str
    amount: int | None
    list_amount: int | None = None


@dataclass(frozen=True)
class CountedPage:
    """A page of counted rows, with the count and the total of all of them."""

    rows: list[Counted]
    count: int
    total: int
    hidden: int
    measure: Measure


#: What is read with the rows of a source, by what they are about.
RELATED = {
    "deal": ("rep", "deal__prospect", "deal__source"),
    "prospect": ("rep", "prospect", "prospect__source"),
    "cost": ("rep", "cost__channel"),
    "channel": ("channel",),
    "": (),
}


def page_of(
    measure: Measure,
    every: Any,
    readable: Any,
    told: Callable[[Any], Counted],
    *,
    total: int,
    page: int,
    size: int,
) -> CountedPage:
    """A page of the readable rows; the others are in the count and the total all the same."""
    subject = SOURCES[measure.source].subject
    start = (max(page, 1) - 1) * size
    shown = readable.select_related(*RELATED[subject])[start : start + size]
    count = every.order_by().count()
    hidden = count - readable.order_by().count() if readable is not every else 0
    return CountedPage([told(row) for row in shown], count, total, hidden, measure)


def as_counted(
    measure: Measure, source: Source, row: Any, amount: int | None
) -> Counted:
    subject = getattr(row, source.subject) if source.subject else row
    rep_id = getattr(row, source.rep, UNASSIGNED_ID)
    linked = source.subject in ("deal", "prospect")
    return Counted(
        at=None if source.civil else getattr(row, source.at),
        day=row.day,
        rep_id=rep_id,
        rep=str(getattr(row, "rep", None) or ""),
        kind=_kind(row),
        subject=whom(subject),
        subject_type=source.subject if linked else "",
        subject_id=subject.pk if subject and linked else None,
        detail=str(getattr(subject, "source", None) or "") if linked else "",
        amount=amount,
        list_amount=getattr(row, "outcome_list", None)
        if measure.unit == Unit.MONEY
        else None,
    )


def whom(subject: Any) -> str:
    """A deal by its customer, as people call it; by its own name while nobody knows whom it is for."""
    if subject is None:
        return ""
    return str(getattr(subject, "prospect", None) or subject)


def _kind(row: Any) -> str:
    for name in ("get_kind_display", "get_step_display"):
        if hasattr(row, name):
            return str(getattr(row, name)())
    return str(row._meta.verbose_name)
