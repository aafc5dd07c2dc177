"""Facts in one line, made through the services, at a stated moment.

``at`` is when the fact happened, ``now`` when somebody writes it down (the tests' fixed clock unless
the fact is later). Amounts are minor units of the base currency.
"""

import itertools
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from crm.models import (
    Activity,
    Complaint,
    ComplaintReason,
    Deal,
    LossReason,
    Product,
    Prospect,
    Stage,
    Team,
    User,
)
from crm.services import activities, deals, people, prospects, voice
from crm.text import slug

PARIS = ZoneInfo("Europe/Paris")
#: The same instant as the fixture ``now``.
NOW = datetime(2026, 11, 20, 10, 30, tzinfo=PARIS)
PASSWORD = "correct horse battery"

_numbers = itertools.count(1)


def paris(year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    """An instant by the wall clock of the organisation."""
    return datetime(year, month, day, hour, minute, tzinfo=PARIS)


def person(name: str, *, team: Team | None = None, **fields: Any) -> User:
    """Someone who can sign in as ``first.last@boussole.test``, in the team since always."""
    user = people.add_person(
        by=None,
        now=NOW,
        email=f"{slug(name)}@boussole.test",
        full_name=name,
        password=PASSWORD,
        **fields,
    )
    if team is not None:
        people.join_team(user=user, team=team, by=None, now=NOW)
    return user


def stage(name: str) -> Stage:
    """A stage of the first pipeline."""
    return Stage.objects.select_related("pipeline").get(
        pipeline__name="Sales", name=name
    )


def product(name: str = "", **fields: Any) -> Product:
    return Product.objects.create(name=name or f"Product {next(_numbers)}", **fields)


def lost_reason(name: str = "Price", **fields: Any) -> LossReason:
    return LossReason.objects.get_or_create(name=name, defaults=fields)[0]


def complaint_reason(name: str = "Late delivery") -> ComplaintReason:
    return ComplaintReason.objects.get_or_create(name=name)[0]


def prospect(
    *,
    owner: User,
    at: datetime = NOW,
    now: datetime | None = None,
    name: str = "",
    by: User | None = None,
    **fields: Any,
) -> Prospect:
    return prospects.add_prospect(
        by=by or owner,
        now=now or max(at, NOW),
        owner=owner,
        detected_at=at,
        name=name or f"Prospect {next(_numbers)}",
        **fields,
    )


def deal(
    *,
    owner: User,
    at: datetime = NOW,
    now: datetime | None = None,
    name: str = "",
    amount: int | None = 100_000,
    in_stage: str = "Qualification",
    by: User | None = None,
    **fields: Any,
) -> Deal:
    """An open deal of 1,000.00 in Qualification, unless said otherwise."""
    return deals.open_deal(
        by=by or owner,
        now=now or max(at, NOW),
        name=name or f"Deal {next(_numbers)}",
        owner=owner,
        stage=stage(in_stage),
        amount=amount,
        opened_at=at,
        **fields,
    )


def won_deal(
    *, owner: User, at: datetime = NOW, opened_at: datetime | None = None, **fields: Any
) -> Deal:
    """A deal won at ``at``, opened then too unless said otherwise."""
    opened = deal(owner=owner, at=opened_at or at, **fields)
    return deals.win_deal(deal_id=opened.pk, by=owner, now=max(at, NOW), at=at)


def lost_deal(
    *,
    owner: User,
    at: datetime = NOW,
    opened_at: datetime | None = None,
    reason: LossReason | None = None,
    **fields: Any,
) -> Deal:
    opened = deal(owner=owner, at=opened_at or at, **fields)
    return deals.lose_deal(
        deal_id=opened.pk,
        reason=reason or lost_reason(),
        by=owner,
        now=max(at, NOW),
        at=at,
    )


def activity(
    *,
    rep: User,
    at: datetime = NOW,
    now: datetime = NOW,
    kind: str = "call",
    prospect: Prospect | None = None,
    **fields: Any,
) -> Activity:
    """Held when ``at`` is past, planned when it is to come."""
    return activities.log_activity(
        by=fields.pop("by", rep),
        now=now,
        kind=kind,
        at=at,
        rep=rep,
        prospect=prospect,
        **fields,
    )


def complaint(
    *,
    by: User,
    at: datetime = NOW,
    prospect: Prospect | None = None,
    reason: ComplaintReason | None = None,
    **fields: Any,
) -> Complaint:
    """A minor one, unless said otherwise: a serious one plans a task."""
    fields.setdefault("severity", Complaint.Severity.LOW)
    return voice.receive_complaint(
        by=by,
        now=max(at, NOW),
        reason=reason or complaint_reason(),
        prospect=prospect,
        received_at=at,
        **fields,
    )
