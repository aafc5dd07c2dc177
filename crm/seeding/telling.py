"""Plans become deals: stages passed, dates pushed, prices cut, owners changed, ends."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

from crm.models import Competitor, LossReason
from crm.money import half_up
from crm.seeding.dice import around, dice, draw, pick
from crm.seeding.forecasts import call, say
from crm.seeding.lists import CURRENCIES, Clock, Lists
from crm.seeding.pen import DealPen, Desk
from crm.seeding.people import STAR, Cast, Rep
from crm.seeding.plans import Item, Plan
from crm.seeding.tongue import drawn, said
from crm.services.deal_lines import LineInput

PATH = ("Demo", "Proposal", "Negotiation")
#: How many stages a lost deal passed before it was lost.
LOST_AFTER = {0: 30, 1: 25, 2: 30, 3: 15}
REASONS = {
    "Price": 33,
    "Competitor": 22,
    "No answer": 18,
    "Project postponed": 12,
    "No budget": 9,
    "Need not covered": 6,
}
WINNING = {"visit": 34, "video": 26, "call": 22, "email": 12, "show": 4, "linkedin": 2}
NEXT_STEPS = ("Call", "Send the quote", "Follow up", "Demo", "Meeting", "Visit")
#: Share of open deals that nobody has moved for weeks.
STALLED = 0.14
#: Units of currency for a euro where the demo has no rate, to make a believable amount.
UNRATED = {"MAD": 10.8}


class Teller:
    """Tells the plans of everybody with one stream of chance a rep."""

    def __init__(self, seed: int, desk: Desk, clock: Clock, cast: Cast) -> None:
        self.seed, self.desk, self.clock, self.cast = seed, desk, clock, cast
        self.lists: Lists = desk.lists

    def tell(self, plans: list[Plan], rep: Rep) -> list[tuple[Plan, DealPen]]:
        rng = dice(self.seed, "deals", rep.profile.name)
        told = []
        for plan in sorted(plans, key=lambda p: (p.opened, p.ends)):
            pen = self._tell(rng, plan)
            if pen is not None:
                plan.lead.pens.append(pen)
                told.append((plan, pen))
        return told

    def _tell(self, rng: random.Random, plan: Plan) -> DealPen | None:
        verbs = self._verbs(rng, plan)
        start = self._opening(rng, plan)
        if start >= self.clock.now:
            return None
        plan.ends = max(plan.ends, start.date() + timedelta(days=2))
        moments = self._moments(rng, plan, start, len(verbs))
        pen = self._open(rng, plan, start)
        limit = self._limit(rng, plan, start)
        for at, verb in zip(moments, verbs, strict=True):
            if at >= limit:
                break
            verb(pen, at)
        self._call(plan, pen, limit)
        self._finish(rng, plan, pen)
        pen.close()
        return pen

    def _opening(self, rng: random.Random, plan: Plan) -> datetime:
        start = plan.rep.diary.moment(rng, plan.opened)
        known = plan.lead.first_contact or plan.lead.prospect.detected_at
        return max(start, known + timedelta(minutes=20))

    def _moments(
        self, rng: random.Random, plan: Plan, start: datetime, count: int
    ) -> list[datetime]:
        """When each verb happens: in working hours, in order, the last one on the day it ends."""
        diary, span = plan.rep.diary, (plan.ends - start.date()).days
        shares = sorted(rng.uniform(0.06, 0.94) for _ in range(count - 1))
        days = [
            start.date() + timedelta(days=math.ceil(share * span)) for share in shares
        ]
        moments = [diary.moment(rng, day) for day in [*days, plan.ends]]
        found: list[datetime] = []
        last = start
        for moment in sorted(moments):
            last = max(moment, last + timedelta(minutes=7))
            found.append(last)
        return found

    def _limit(self, rng: random.Random, plan: Plan, start: datetime) -> datetime:
        """Nothing is told after the last lived day; a stalled deal stopped long before."""
        clock = self.clock
        if plan.ends >= clock.today and rng.random() < STALLED:
            return max(start, clock.now - timedelta(days=rng.randint(12, 35)))
        return clock.now

    def _verbs(
        self, rng: random.Random, plan: Plan
    ) -> list[Callable[[DealPen, datetime], None]]:
        passed = 3 if plan.outcome == "won" else draw(rng, LOST_AFTER)
        stages = list(PATH[:passed])
        if plan.outcome == "won" and plan.kind != "new" and rng.random() < 0.3:
            stages = stages[1:]
        verbs: list[Callable[[DealPen, datetime], None]] = []
        for stage in stages:
            verbs.append(lambda pen, at, stage=stage: pen.move(stage, at=at))  # type: ignore[misc]
            if stage == "Negotiation" and rng.random() < 0.4:
                verbs.append(lambda pen, at: self._cut(rng, plan, pen, at))
        if verbs and rng.random() < 0.45:
            verbs.insert(
                rng.randint(1, len(verbs)), lambda pen, at: self._push(rng, pen, at)
            )
        if verbs and rng.random() < 0.03:
            verbs.append(lambda pen, at: self._hand_over(rng, plan, pen, at))
        verbs.append(lambda pen, at: self._end(rng, plan, pen, at))
        return verbs

    def _open(self, rng: random.Random, plan: Plan, start: datetime) -> DealPen:
        expected = plan.ends + timedelta(days=round(rng.gauss(-5, 9)))
        expected = max(expected, start.date() + timedelta(days=10))
        monthly = self.lists.monthly
        recurring = sum(
            monthly.get(item.product.pk, 0) * item.quantity for item in plan.items
        )
        prospect = plan.lead.prospect
        return DealPen(self.desk).open(
            at=start,
            name=title(plan),
            owner=plan.rep.user,
            stage="Qualification",
            currency=plan.currency,
            lines=lines(plan.items, plan.currency),
            prospect=prospect,
            source_id=prospect.source_id,
            campaign_id=prospect.campaign_id if plan.kind == "new" else None,
            kind=plan.kind,
            expected_close_on=plan.rep.diary.on_or_after(expected),
            recurring_amount=recurring or None,
            recurring_interval="month" if recurring else "",
        )

    def _push(self, rng: random.Random, pen: DealPen, at: datetime) -> None:
        """The customer needs more time."""
        was = pen.deal.expected_close_on or at.date()
        pen.expect(max(was, at.date()) + timedelta(days=rng.randint(6, 24)), at=at)

    def _cut(self, rng: random.Random, plan: Plan, pen: DealPen, at: datetime) -> None:
        """A discount, or one piece more."""
        if rng.random() < 0.65:
            more = pick(rng, (200, 300, 500))
            plan.items = [
                Item(i.product, i.quantity, min(2000, i.discount_bp + more))
                for i in plan.items
            ]
        else:
            first = plan.items[0]
            plan.items[0] = Item(first.product, first.quantity + 1, first.discount_bp)
        pen.reprice(lines(plan.items, plan.currency), at=at)

    def _hand_over(
        self, rng: random.Random, plan: Plan, pen: DealPen, at: datetime
    ) -> None:
        """A colleague of the same team takes the customer and the deal."""
        day = at.date()
        team = plan.rep.team_on(day)
        others = [
            other
            for other in self.cast.reps
            if other is not plan.rep
            and other.team_on(day) == team
            and other.since <= day
            and (plan.ends < self.clock.today or other.profile.name != STAR)
        ]
        if others:
            colleague = pick(rng, others)
            pen.assign(colleague.user, at=at)
            plan.lead.prospect.owner = colleague.user

    def _end(self, rng: random.Random, plan: Plan, pen: DealPen, at: datetime) -> None:
        if plan.outcome == "won":
            pen.win(at=at)
        else:
            self._lose(rng, pen, at)
        if rng.random() < 0.015 and not plan.final:
            self._again(rng, plan, pen, at)

    def _lose(self, rng: random.Random, pen: DealPen, at: datetime) -> None:
        name, values = draw(rng, REASONS), self.lists.values
        rival = None
        if name == "Competitor" or (name == "Price" and rng.random() < 0.25):
            rival = pick(rng, list(values[Competitor].values()))
        pen.lose(at=at, reason=values[LossReason][name], competitor=rival)
        if rng.random() < 0.4:
            confirmed = name if rng.random() < 0.75 else draw(rng, REASONS)
            pen.deal.lost_reason_confirmed = values[LossReason][confirmed]

    def _again(
        self, rng: random.Random, plan: Plan, pen: DealPen, at: datetime
    ) -> None:
        """The customer came back on it: reopened, and later ended for good."""
        diary = plan.rep.diary
        back = diary.moment(rng, at.date() + timedelta(days=rng.randint(3, 10)))
        if back >= self.clock.now:
            return
        pen.reopen(at=back)
        final = diary.moment(rng, back.date() + timedelta(days=rng.randint(4, 15)))
        if final < self.clock.now:
            pen.win(at=final)

    def _call(self, plan: Plan, pen: DealPen, limit: datetime) -> None:
        """What is said of it, with a chance of its own: the rest of the story stays as it is."""
        chance = dice(self.seed, "forecast", pen.deal.pk)
        manager = self.cast.manager_of(plan.rep.team_on(plan.opened))
        until = pen.deal.won_at or pen.deal.lost_at or limit
        say(chance, pen, manager, until)

    def _finish(self, rng: random.Random, plan: Plan, pen: DealPen) -> None:
        """What is known beside the journal: delivery of what was won, next step of what is open."""
        deal, clock = pen.deal, self.clock
        if deal.won_at is not None:
            deal.winning_method = self.lists.methods[draw(rng, WINNING)]
            day = deal.won_at.date()
            deal.promised_on = day + timedelta(days=rng.randint(18, 35))
            late = rng.randint(-3, 0) if rng.random() < 0.8 else rng.randint(1, 12)
            delivered = deal.promised_on + timedelta(days=late)
            deal.delivered_on = delivered if delivered < clock.today else None
        elif deal.state == "open":
            still = (clock.now - deal.stage_entered_at).days
            if still < 12 and rng.random() < 0.85:
                deal.next_step = drawn(rng, NEXT_STEPS)
                ahead = around(rng, 3, 2.5)
                deal.next_step_on = plan.rep.diary.on_or_after(
                    clock.today + timedelta(days=ahead)
                )
            if deal.stage.name == "Proposal" and rng.random() < 0.15:
                call(pen, "commit", deal.owner, pen.last or deal.opened_at)


def title(plan: Plan) -> str:
    """'Phone booth ×3', 'Renewal: Maintenance contract'."""
    first = plan.items[0]
    name = first.product.name
    if plan.kind == "renewal":
        return said("Renewal: {}").format(name)
    return f"{name} ×{first.quantity}" if first.quantity > 1 else name


def lines(items: list[Item], currency: str) -> list[LineInput]:
    """Lines in the deal's currency; prices and costs follow the euro catalogue."""
    unit = UNRATED.get(currency) or 1 / CURRENCIES.get(currency, 1.0)
    return [
        LineInput(
            product=item.product,
            unit_price=_times(item.product.list_price, unit),
            quantity=Decimal(item.quantity),
            discount_bp=item.discount_bp,
            unit_cost=_times(item.product.unit_cost, unit),
            list_price=_times(item.product.list_price, unit),
        )
        for item in items
    ]


def _times(minor: int | None, unit: float) -> int:
    return half_up(Decimal(minor or 0) * Decimal(f"{unit:.4f}"))
