"""What waits for a person without being planned, of three kinds, in one query.

Complaints nobody answered, prospects nobody contacted, deals that lie still. A row put to sleep is
left out until its day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    CharField,
    Count,
    DateTimeField,
    F,
    Q,
    QuerySet,
    Value,
    Window,
)
from django.db.models.functions import Cast, RowNumber

from crm.civil import civil_day, starts_at
from crm.models import Complaint, Deal, Organisation, Prospect, Snooze, User

COMPLAINT, PROSPECT, DEAL = "complaint", "prospect", "deal"


class Waiting(NamedTuple):
    """One row: ``at`` is when it was received, detected or last touched.

    ``what`` is the reason, the source or the deal; ``amount`` in minor units. ``total`` is how many
    of its kind wait in all.
    """

    kind: str
    pk: int
    who: str
    what: str
    city: str
    phone: str
    at: datetime
    amount: int | None
    currency: str
    place: int
    total: int


#: Names of their own: a deal has a kind, a prospect a city.
NAMES = [f"row_{name}" for name in Waiting._fields]


def waiting_of(
    user: User, now: datetime, most: Mapping[str, int]
) -> dict[str, list[Waiting]]:
    """{kind: its first rows, ``most[kind]`` at most}: complaints and deals the oldest first,
    prospects the newest, as a fresh one cools quickly."""
    parts = [
        part.filter(Q(row_place__lte=most[kind])).values_list(*NAMES)
        for kind, part in _parts(user, now)
    ]
    found: dict[str, list[Waiting]] = {kind: [] for kind in most}
    rows = [Waiting(*row) for row in parts[0].union(*parts[1:], all=True)]
    for row in sorted(rows, key=lambda row: row.place):
        found[row.kind].append(row)
    return found


def answer_due(received_at: datetime) -> datetime:
    """When the first answer was promised for: plain hours, nights and weekends included."""
    hours = Organisation.current().complaint_answer_hours
    return received_at + timedelta(hours=hours)


def contact_due(detected_at: datetime) -> datetime:
    """When the first contact was promised for: plain hours from detection, nights included."""
    return detected_at + timedelta(hours=Organisation.current().first_contact_hours)


def _parts(user: User, now: datetime) -> Iterator[tuple[str, QuerySet[Any, Any]]]:
    """Each kind with the same columns, so that they make one answer."""
    zone = Organisation.current().zone
    today = civil_day(now, zone)
    tonight = starts_at(today + timedelta(days=1), zone)
    deals = Deal.objects.owned_by(user).with_life().stale_on(today, tonight)
    rows: dict[str, Any] = {
        DEAL: (deals, "prospect__name", "name", "touched_at", "touched_at"),
        COMPLAINT: (
            Complaint.objects.unanswered().owned_by(user),
            *("prospect__name", "reason__name", "received_at", "received_at"),
        ),
        PROSPECT: (
            Prospect.objects.never_contacted().owned_by(user),
            *("name", "source__name", "detected_at", "-detected_at"),
        ),
    }
    for kind, (each, who, what, at, first) in rows.items():
        asleep = Snooze.objects.asleep(user, kind, today)
        awake = each.exclude(pk__in=asleep)
        columns = _columns(kind, who, what, at, first)
        yield kind, awake.annotate(**{f"row_{name}": columns[name] for name in columns})


def _columns(kind: str, who: str, what: str, at: str, first: str) -> dict[str, Any]:
    nothing, words = Cast(Value(None), BigIntegerField()), Value("")
    priced, owned = kind == DEAL, kind == PROSPECT
    phone = "phone_e164" if owned else "prospect__phone_e164"
    columns: dict[str, Any] = {
        "kind": Value(kind),
        "who": F(who),
        "what": F(what),
        "city": F("city") if owned else words,
        "phone": F(phone),
        "currency": F("currency") if priced else words,
    }
    found: dict[str, Any] = {
        name: Cast(column, CharField()) for name, column in columns.items()
    }
    return found | {
        "pk": F("pk"),
        "at": Cast(F(at), DateTimeField()),
        "amount": F("amount") if priced else nothing,
        "place": Window(RowNumber(), order_by=[first, "id"]),
        "total": Window(Count("pk")),
    }
