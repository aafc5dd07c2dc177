"""What comes back every month: subscriptions with their journal, and the contracts behind them."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from decimal import Decimal

from crm.models import (
    UNASSIGNED_ID,
    ChurnReason,
    Contract,
    DealLine,
    MrrMovement,
    Subscription,
)
from crm.pricing import at_rate
from crm.seeding.dice import dice, draw
from crm.seeding.journeys import CHURN
from crm.seeding.leads import Lead
from crm.seeding.lists import Clock, Lists
from crm.seeding.pen import DealPen
from crm.seeding.sheets import Sheets

#: Subscriptions of the demo are billed in the base currency.
ONE = Decimal(1)


class Recurring:
    """One subscription for each monthly product of a won deal."""

    def __init__(self, seed: int, sheets: Sheets, lists: Lists, clock: Clock) -> None:
        self.rng: random.Random = dice(seed, "recurring")
        self.sheets, self.lists, self.clock = sheets, lists, clock

    def bill(self, leads: list[Lead]) -> None:
        for lead in leads:
            for pen in lead.pens:
                if pen.deal.won_at is None:
                    continue
                for line in pen.lines:
                    if line.product_id in self.lists.monthly:
                        self._subscribe(lead, pen, line, pen.deal.won_at)

    def _subscribe(
        self, lead: Lead, pen: DealPen, line: DealLine, won: datetime
    ) -> None:
        rng, deal = self.rng, pen.deal
        monthly = self.lists.monthly[line.product_id] * int(line.quantity)
        subscription = self.sheets.add(
            Subscription(
                prospect=lead.prospect,
                deal=deal,
                product_id=line.product_id,
                owner_id=lead.prospect.owner_id,
                started_on=won.date(),
                amount=0,
            )
        )
        self._move(subscription, lead, won, monthly, deal.owner_id)
        at = won
        for _ in range(2):
            at = lead.rep.diary.moment(
                rng, at.date() + timedelta(days=rng.randint(70, 260))
            )
            if at >= self._end(lead):
                break
            if rng.random() < 0.75:
                grown = monthly * draw(rng, {1: 6, 2: 2}) // 2
            else:
                grown = -(monthly // 3)
            self._move(subscription, lead, at, grown, deal.owner_id)
        contract = self._contract(lead, pen, monthly, won)
        self._stop(lead, subscription, contract, deal.owner_id)

    def _end(self, lead: Lead) -> datetime:
        churned = lead.prospect.churned_at
        return min(churned, self.clock.now) if churned else self.clock.now

    def _move(
        self,
        subscription: Subscription,
        lead: Lead,
        at: datetime,
        change: int,
        rep_id: int | None,
    ) -> None:
        subscription.amount = (subscription.amount or 0) + change
        subscription.rate = ONE
        subscription.base_amount = at_rate(
            subscription.amount, currency="EUR", base="EUR", rate=subscription.rate
        )
        self.sheets.add(
            MrrMovement(
                prospect=lead.prospect,
                subscription=subscription,
                at=at,
                rep_id=rep_id or UNASSIGNED_ID,
                amount=change,
                original_amount=change,
                recorded_at=at,
            )
        )

    def _contract(
        self, lead: Lead, pen: DealPen, monthly: int, won: datetime
    ) -> Contract:
        start = won.date() + timedelta(days=self.rng.randint(0, 14))
        return self.sheets.add(
            Contract(
                prospect=lead.prospect,
                deal=pen.deal,
                owner_id=lead.prospect.owner_id,
                rep=pen.deal.owner,
                signed_at=won,
                start_on=start,
                end_on=_year_after(start),
                amount=monthly * 12,
                rate=ONE,
                base_amount=monthly * 12,
            )
        )

    def _stop(
        self,
        lead: Lead,
        subscription: Subscription,
        contract: Contract,
        rep_id: int | None,
    ) -> None:
        """A customer who leaves stops paying; a few stop paying without leaving."""
        rng, at = self.rng, lead.prospect.churned_at
        if at is None and rng.random() < 0.16:
            day = subscription.started_on + timedelta(days=rng.randint(150, 420))
            at = lead.rep.diary.moment(rng, day)
            lasted = [
                row.at
                for row in self.sheets.of(MrrMovement)
                if row.subscription_id == subscription.pk
            ]
            at = at if at < self.clock.now and at > max(lasted) else None
        if at is None:
            return
        reason = lead.prospect.churn_reason_id or self.lists.id(
            ChurnReason, draw(rng, CHURN)
        )
        left = -(subscription.amount or 0)
        self._move(subscription, lead, at, left, rep_id)
        subscription.ended_on, subscription.churn_reason_id = at.date(), reason
        contract.ended_at, contract.ended_rep_id = at, lead.prospect.owner_id
        contract.end_reason_id = reason


def _year_after(day: date) -> date:
    return day + timedelta(days=365)
