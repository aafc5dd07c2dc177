"""Quotes of the deals that reached a proposal: sent, versioned, signed or refused."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from crm.models import Quote, QuoteLine
from crm.seeding.dice import dice
from crm.seeding.lists import Clock
from crm.seeding.pen import DealPen
from crm.seeding.plans import Plan
from crm.seeding.sheets import Sheets

Told = list[tuple[Plan, DealPen]]


def write_quotes(seed: int, sheets: Sheets, told: Told, clock: Clock) -> list[Quote]:
    """One quote for each proposal, numbered in the order they were made."""
    rng = dice(seed, "quotes")
    proposals = []
    for plan, pen in told:
        entered = [at for stage, at in pen.stage_days if stage == "Proposal"]
        if entered:
            proposals.append((entered[0], pen.deal.pk, plan, pen))
    found: list[Quote] = []
    numbers: dict[int, int] = {}
    for at, _deal, plan, pen in sorted(proposals, key=lambda p: p[:2]):
        numbers[at.year] = numbers.get(at.year, 0) + 1
        number = f"D-{at.year}-{numbers[at.year]:04}"
        found += _versions(rng, sheets, number, at, plan, pen, clock)
    return found


def _versions(
    rng: random.Random,
    sheets: Sheets,
    number: str,
    at: datetime,
    plan: Plan,
    pen: DealPen,
    clock: Clock,
) -> list[Quote]:
    """The first version at the proposal, a second one when the price was cut."""
    sent = plan.rep.diary.soon(rng, at + timedelta(minutes=rng.randint(15, 1500)))
    ended = pen.deal.won_at or pen.deal.lost_at
    if ended is not None:
        sent = min(sent, ended - timedelta(minutes=5))
    sent = max(sent, at)
    cuts = [row.at for row in pen.movements if row.kind == "amount" and row.at > sent]
    days = [sent, *cuts[:1]]
    found = []
    for version, made in enumerate(days, start=1):
        quote = _quote(number, version, made, pen, clock)
        found.append(sheets.add(quote))
        _lines(sheets, quote, pen)
    last = found[-1]
    if last.sent_at is None:
        return found
    if pen.deal.won_at is not None:
        last.signed_at = pen.deal.won_at
    elif pen.deal.lost_at is not None and rng.random() < 0.55:
        last.refused_at = pen.deal.lost_at
    return found


def _quote(
    number: str, version: int, made: datetime, pen: DealPen, clock: Clock
) -> Quote:
    price = [p for p in pen.prices if p.at <= made][-1]
    return Quote(
        deal=pen.deal,
        number=number,
        version=version,
        rep_id=_rep_on(pen, made),
        created_at=made,
        sent_at=made if made < clock.now else None,
        valid_until_on=made.date() + timedelta(days=30),
        amount=price.amount,
        currency=pen.deal.currency,
        rate=price.rate,
        base_amount=price.base_amount,
    )


def _rep_on(pen: DealPen, at: datetime) -> int:
    """In whose hands the deal was."""
    held = [row.rep_id for row in pen.movements if row.at <= at and row.count >= 0]
    return held[-1] if held else pen.movements[0].rep_id


def _lines(sheets: Sheets, quote: Quote, pen: DealPen) -> None:
    for line in [p for p in pen.prices if p.at <= quote.created_at][-1].lines:
        sheets.add(
            QuoteLine(
                quote=quote,
                position=line.position,
                product_id=line.product_id,
                label=line.label,
                quantity=line.quantity,
                unit_price=line.unit_price,
                discount_bp=line.discount_bp,
                amount=line.amount,
                vat_rate_bp=2000,
            )
        )
