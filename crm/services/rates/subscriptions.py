"""A subscription priced late: each row of its journal at the rate of its own day."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Model

from crm.announce import announce_many, as_it_is
from crm.models import MrrMovement, Subscription, User
from crm.services.deal_taking import day_of
from crm.services.rates.book import Wanted
from crm.services.rates.pen import PRICE, told


def price_subscription(
    row: Subscription, wanted: Wanted, by: User | None, now: datetime
) -> bool:
    """The row that ended it takes out what the others put in, as it did when it was written."""
    before = as_it_is(row)
    journal = list(row.movements.order_by("at", "pk"))
    ending = _ending(row, journal)
    steps = [step for step in journal if step is not ending]
    moved: list[Model] = []
    for step in steps:
        rate = wanted.rate(day_of(step.at), priced=step.amount is not None)
        if rate is not None:
            moved += _put(step, wanted.book.worth(step.original_amount, rate))
    whole = _sum(steps)
    if ending is not None:
        moved += _put(ending, None if whole is None else -whole)
    announce_many(moved)
    row.rate = wanted.rate(row.started_on, priced=row.rate is not None) or row.rate
    row.base_amount = whole
    row.save(update_fields=PRICE)
    return told(before, row, by=by, now=now) or bool(moved)


def _ending(row: Subscription, journal: list[MrrMovement]) -> MrrMovement | None:
    whole = sum(step.original_amount for step in journal)
    return journal[-1] if journal and row.ended_on and not whole else None


def _put(step: MrrMovement, amount: int | None) -> list[Model]:
    """The row before and after, when that changes it."""
    if step.amount == amount:
        return []
    before = as_it_is(step)
    step.amount = amount
    step.save(update_fields=["amount"])
    return [before, step]


def _sum(steps: list[MrrMovement]) -> int | None:
    known = [step.amount for step in steps if step.amount is not None]
    return sum(known) if len(known) == len(steps) else None
