"""How complete the records are that figures are made of: shares, their mean, and the rows to fill.

Each part is one sentence: of these rows, those in which the field is filled. What is never filled in
shows in the figures as a dash, or under "no source".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from crm.models import Activity, Deal, Prospect, User

#: Activities of so many days back: what is older will not be filled any more.
LATELY = timedelta(days=90)
#: The kinds of which something comes; an email was sent, and that is all.
SPOKEN = ("call", "meeting", "demo")


@dataclass(frozen=True)
class Part:
    """``filled`` tells the rows of ``kind`` that are complete; ``edit`` is the form that fills one."""

    key: str
    label: Any
    missing: Any
    kind: str
    filled: Any
    edit: str


def _next_step() -> Q:
    """Written on the deal, or planned on it or on its prospect."""
    on_it = Q(deal=OuterRef("pk")) | Q(
        deal__isnull=True, prospect=OuterRef("prospect_id")
    )
    planned = Exists(Activity.objects.planned().filter(on_it))
    return Q(next_step_on__isnull=False) | ~Q(next_step="") | Q(planned)


PARTS = (
    Part(
        "deal_next_step",
        _("Open deals with a next step"),
        _("Open deals without a next step"),
        "deals",
        _next_step(),
        "crm:deal-edit",
    ),
    Part(
        "deal_amount",
        _("Open deals with an amount"),
        _("Open deals without an amount"),
        "deals",
        Q(amount__isnull=False),
        "crm:deal-price",
    ),
    Part(
        "deal_close",
        _("Open deals with an expected close"),
        _("Open deals without an expected close"),
        "deals",
        Q(expected_close_on__isnull=False),
        "crm:deal-edit",
    ),
    Part(
        "prospect_source",
        _("Prospects with a source"),
        _("Prospects without a source"),
        "prospects",
        Q(source__isnull=False),
        "crm:prospect-edit",
    ),
    Part(
        "prospect_region",
        _("Prospects with a region"),
        _("Prospects without a region"),
        "prospects",
        Q(region__isnull=False),
        "crm:prospect-edit",
    ),
    Part(
        "prospect_sector",
        _("Prospects with an industry"),
        _("Prospects without an industry"),
        "prospects",
        Q(sector__isnull=False),
        "crm:prospect-edit",
    ),
    Part(
        "activity_outcome",
        _("Calls, meetings and demos of the last 90 days with an outcome"),
        _("Calls, meetings and demos of the last 90 days without an outcome"),
        "activities",
        ~Q(outcome=""),
        "crm:activity",
    ),
)
BY_KEY = {part.key: part for part in PARTS}


@dataclass(frozen=True)
class Measured:
    """``n`` rows of which ``filled`` are complete; without rows there is no share."""

    part: Part
    n: int
    filled: int

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.filled, self.n) if self.n else None

    @property
    def missing(self) -> int:
        return self.n - self.filled


@dataclass(frozen=True)
class Whom:
    """Records that ``reader`` may read, of these people (None: of anybody)."""

    reader: User
    people: QuerySet[Any, Any] | Sequence[int] | None
    now: datetime

    def rows(self, kind: str) -> QuerySet[Any, Any]:
        """The rows that the parts of one kind speak of."""
        found: QuerySet[Any, Any]
        if kind == "deals":
            found = Deal.objects.visible_to(self.reader).open()
        elif kind == "prospects":
            found = Prospect.objects.visible_to(self.reader).current()
            found = found.filter(disqualified_at__isnull=True)
        else:
            found = Activity.objects.visible_to(self.reader).held()
            found = found.filter(kind__in=SPOKEN, at__gte=self.now - LATELY)
            found = found.filter(at__lte=self.now)
        who = "rep" if kind == "activities" else "owner"
        return (
            found
            if self.people is None
            else found.filter(**{f"{who}__in": self.people})
        )


def measured(whom: Whom) -> list[Measured]:
    """Every part, in one query a kind of record."""
    found: dict[str, Measured] = {}
    for kind in dict.fromkeys(part.kind for part in PARTS):
        parts = [part for part in PARTS if part.kind == kind]
        counts = {part.key: Count("pk", filter=part.filled) for part in parts}
        row = whom.rows(kind).aggregate(every=Count("pk"), **counts)
        found |= {p.key: Measured(p, row["every"], row[p.key]) for p in parts}
    return [found[part.key] for part in PARTS]


def score(parts: Sequence[Measured]) -> Fraction | None:
    """The plain mean of the shares there are, between 0 and 1; None without any row."""
    shares = [part.share for part in parts if part.share is not None]
    return sum(shares, Fraction(0)) / len(shares) if shares else None


def to_fill(part: Part, whom: Whom) -> QuerySet[Any, Any]:
    """The rows in which the field is missing, the newest first."""
    rows = whom.rows(part.kind).exclude(part.filled)
    newest = {"deals": "-opened_at", "prospects": "-detected_at", "activities": "-at"}
    return rows.for_list().order_by(newest[part.kind], "-pk")  # type: ignore[attr-defined,no-any-return]
