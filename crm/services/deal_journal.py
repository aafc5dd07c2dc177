"""How a change of a deal becomes rows of its journal. Used by ``services.deals`` and the import.

Every row states the place it moves (stage, expected close, rep). A change of place is two rows that
cancel out in sum; a deal that leaves the pipeline takes out exactly what its rows put in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Sum

from crm.announce import announce_many
from crm.models import UNASSIGNED_ID, Deal, DealMovement, Stage, User
from crm.money import half_up


@dataclass(frozen=True)
class Place:
    """Where a deal stands in the pipeline."""

    stage_id: int
    expected_close_on: date | None
    rep_id: int


def place_of(deal: Deal) -> Place:
    return Place(deal.stage_id, deal.expected_close_on, deal.owner_id or UNASSIGNED_ID)


def weigh(base_amount: int | None, probability: int) -> int | None:
    """Amount x probability, rounded half up to the minor unit."""
    return (
        None
        if base_amount is None
        else half_up(Decimal(base_amount) * probability / 100)
    )


@dataclass(frozen=True)
class Load:
    """What a deal weighs in the pipeline: base minor units, null when unpriced."""

    count: int
    amount: int | None
    weighted: int | None

    def __neg__(self) -> Load:
        return Load(
            -self.count,
            None if self.amount is None else -self.amount,
            None if self.weighted is None else -self.weighted,
        )


def load_of(deal: Deal, stage: Stage) -> Load:
    return Load(1, deal.base_amount, weigh(deal.base_amount, stage.probability))


def stored_load(deal: Deal) -> Load:
    """What the deal's rows have put into the pipeline so far: a reversal negates this."""
    sums = deal.movements.aggregate(
        count=Sum("count"), amount=Sum("amount"), weighted=Sum("weighted")
    )
    unpriced = deal.base_amount is None and not sums["amount"]
    return Load(
        sums["count"] or 0,
        None if unpriced else sums["amount"] or 0,
        None if unpriced else sums["weighted"] or 0,
    )


def row(
    deal: Deal,
    kind: str,
    *,
    at: datetime,
    place: Place,
    load: Load,
    by: User | None,
    outcome: tuple[int | None, int | None, int | None] = (None, None, None),
) -> DealMovement:
    """An unsaved journal row. ``outcome`` is (amount, at list price, cost) of a win or a loss."""
    amount, at_list, cost = outcome
    return DealMovement(
        deal=deal,
        kind=kind,
        at=at,
        rep_id=place.rep_id,
        stage_id=place.stage_id,
        expected_close_on=place.expected_close_on,
        count=load.count,
        amount=load.amount,
        weighted=load.weighted,
        outcome_amount=amount,
        outcome_list=at_list,
        outcome_cost=cost,
        by=by,
    )


def write(rows: list[DealMovement]) -> None:
    """Save rows of the journal and announce them."""
    announce_many(DealMovement.objects.bulk_create(rows))


def change_place(
    deal: Deal,
    kind: str,
    *,
    was: Place,
    now: Place,
    load: Load,
    at: datetime,
    by: User | None,
) -> None:
    """Take the deal's load from one place to another."""
    write(
        [
            row(deal, kind, at=at, place=was, load=-load, by=by),
            row(deal, kind, at=at, place=now, load=load, by=by),
        ]
    )


def reprice(
    deal: Deal, old: Load, *, by: User | None, now: datetime, kind: str = ""
) -> None:
    """Bring what the pipeline holds to what the deal is worth there.

    ``kind`` is *amount* when the amount changed, unless said otherwise. A row of that kind dates the
    price, so it is written when asked for even where nothing is worth more or less.
    """
    new = load_of(deal, deal.stage)
    if new == old and kind != "amount":
        return
    change = Load(0, delta(old.amount, new.amount), delta(old.weighted, new.weighted))
    kind = kind or ("amount" if change.amount else "revalued")
    place = place_of(deal)
    write([row(deal, kind, at=now, place=place, load=change, by=by)])


def delta(old: int | None, new: int | None) -> int | None:
    """What must be added; a deal that is no longer priced leaves with all it had put in."""
    if new is None:
        return -old if old else None
    return new - (old or 0)
