"""What will be sold: for each rep, the deals of each month, planned from how they end.

A month's wins add up to about what the person sells in such a month; the losses follow from their
win rate. Deals that end after the last lived day are the open pipeline.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from datetime import date, timedelta

from crm.models import Product
from crm.seeding.dice import draw, pick
from crm.seeding.leads import Intake, Lead
from crm.seeding.lists import Clock, Lists
from crm.seeding.people import Rep
from crm.seeding.seasons import ORDERS, days_of, month_after, months

#: Days ahead for which ends are planned: what is open today ends then.
AHEAD = 75
REPEAT_KINDS = {"cross_sell": 42, "upsell": 36, "renewal": 14, "new": 8}
BASKETS = {
    "Pallet shelving": 14,
    "Archive shelving": 9,
    "Adjustable workbench": 13,
    "Sit-stand desk": 14,
    "Lab stool": 6,
    "Phone booth": 10,
    "Acoustic panel": 9,
    "Showroom lighting": 10,
    "Pendant lamp": 6,
}


#: Share of first deals that are decided within days.
AT_ONCE = 0.22
#: Share of customers who will stop being ones.
LEAVING = 0.17


@dataclass(frozen=True)
class Item:
    """A line to be: product, quantity, discount in basis points."""

    product: Product
    quantity: int
    discount_bp: int

    @property
    def total(self) -> int:
        price = self.product.list_price or 0
        return self.quantity * price * (10_000 - self.discount_bp) // 10_000


@dataclass
class Plan:
    """A deal to be told. ``outcome`` is how it ends, if it ends before the last lived day."""

    lead: Lead
    rep: Rep
    opened: date
    ends: date
    outcome: str
    kind: str
    items: list[Item]
    currency: str = "EUR"
    by_hand: bool = False
    #: never reopened
    final: bool = False

    @property
    def total(self) -> int:
        return sum(item.total for item in self.items)


class Planner:
    """Plans the deals of one rep, month after month."""

    def __init__(
        self, rng: random.Random, rep: Rep, leads: list[Lead], intake: Intake
    ) -> None:
        self.rng, self.rep, self.leads, self.intake = rng, rep, leads, intake
        self.clock: Clock = intake.clock
        self.lists: Lists = intake.lists
        self.plans: list[Plan] = []

    def plan(self) -> list[Plan]:
        for lead in self.leads:
            if lead.fate in ("won", "lost") and lead.first_contact is not None:
                self._first_deal(lead)
        last = self.clock.today + timedelta(days=AHEAD)
        for month in months(max(self.clock.warm, self.rep.since), last):
            self._fill(month)
        return [plan for plan in self.plans if plan.opened < self.clock.today]

    def _first_deal(self, lead: Lead) -> None:
        rng, first = self.rng, lead.first_contact
        if first is None:
            return
        opened = self.rep.diary.on_or_after(
            first.date() + timedelta(days=rng.randint(1, 9))
        )
        days = min(80, max(12, round(rng.lognormvariate(math.log(37), 0.36))))
        if rng.random() < AT_ONCE:
            days = rng.randint(2, 10)
        self._add(lead, opened, opened + timedelta(days=days), lead.fate, "new")

    def _fill(self, month: date) -> None:
        """Orders of known customers up to what the person sells that month, and what they lose."""
        following, rng = month_after(month), self.rng
        planned = [p for p in self.plans if month <= p.ends < following]
        won = [p for p in planned if p.outcome == "won"]
        goal, total = self._goal(month), float(sum(p.total for p in won))
        count = len(won)
        while goal - total > 150_000:
            size = min(self._size(), (goal - total) * 1.15)
            plan = self._repeat(month, "won", size)
            total += plan.total if plan is not None else size
            count += 1
        rate = self.rep.profile.win_rate
        lost = round(count * (1 - rate) / rate * rng.uniform(0.85, 1.15))
        for _ in range(lost - (len(planned) - len(won))):
            self._repeat(month, "lost", self._size())

    def _goal(self, month: date) -> float:
        """Minor units to sell in the month; a first month is a slow one."""
        rep, clock = self.rep, self.clock
        following = month_after(month)
        team = rep.diary.agenda.between(month, following)
        days = len(rep.diary.between(month, following)) / max(1, len(team))
        present = min(1.0, days * 100 / rep.profile.share)
        goal = rep.profile.revenue * 100_000 * ORDERS[month.month]
        goal *= 0.45 + 0.55 * present
        if month < clock.first:
            goal *= 0.5
        if (month - rep.since).days < 25 and rep.since > clock.first:
            goal *= 0.5
        return goal * self.rng.uniform(0.88, 1.13)

    def _size(self) -> float:
        """The amount of an order, in minor units: many small ones, a few large ones."""
        return min(2_400_000.0, self.rng.lognormvariate(math.log(470_000), 0.58))

    def _repeat(self, month: date, outcome: str, size: float) -> Plan | None:
        """A deal with a customer; before there are any, with one the old system knew.

        Null when it would be opened after the last lived day.
        """
        rng = self.rng
        day = month + timedelta(days=int(rng.random() * days_of(month)))
        cycle = min(70, max(10, round(rng.lognormvariate(math.log(31), 0.36))))
        opened = self.rep.diary.on_or_after(
            max(day - timedelta(days=cycle), self.clock.warm, self.rep.since)
            + timedelta(days=1)
        )
        if opened >= self.clock.today:
            return None
        ends = max(day, opened + timedelta(days=5))
        customers = [c for c in self.leads if _buys(c, opened)]
        kind = draw(rng, REPEAT_KINDS)
        if len(customers) < 3 or self._still_unknown(opened, outcome):
            lead = self._known_before(opened)
            kind = "new"
        else:
            lead = self._least_served(customers)
        return self._add(lead, opened, ends, outcome, kind, size)

    def _still_unknown(self, opened: date, outcome: str) -> bool:
        """At the very beginning, orders come from customers of the old system."""
        early = opened < self.clock.first - timedelta(days=35)
        return early and self.rng.random() < (0.8 if outcome == "won" else 0.15)

    def _least_served(self, customers: list[Lead]) -> Lead:
        """Of three customers the one with the fewest orders, so that orders spread."""
        asked = [pick(self.rng, customers) for _ in range(3)]
        return min(asked, key=lambda lead: len(lead.wins))

    def _known_before(self, opened: date) -> Lead:
        at = self.rep.diary.moment(self.rng, opened)
        at = self.rep.diary.agenda.at(at.date(), 8, self.rng.randint(0, 50))
        source = draw(self.rng, {"Referral": 3, "Phone prospecting": 4, "Partner": 1})
        lead = self.intake.add(self.rng, self.rep, at, source, fate="known")
        self.leads.append(lead)
        return lead

    def _add(
        self,
        lead: Lead,
        opened: date,
        ends: date,
        outcome: str,
        kind: str,
        size: float | None = None,
    ) -> Plan:
        items = basket(self.rng, self.lists, size or self._size(), kind)
        plan = Plan(
            lead, self.rep, opened, ends, outcome, kind, items, self._currency()
        )
        if outcome == "won":
            if not lead.wins and self.rng.random() < LEAVING:
                lead.leaves = ends + timedelta(days=self.rng.randint(80, 300))
            lead.wins.append(ends)
        self.plans.append(plan)
        return plan

    def _currency(self) -> str:
        return draw(self.rng, {"EUR": 96.5, "USD": 2.0, "GBP": 1.5})


def basket(rng: random.Random, lists: Lists, size: float, kind: str) -> list[Item]:
    """Products worth about ``size`` minor units; a renewal is about services."""
    products = lists.products
    discount = draw(rng, {0: 40, 300: 20, 500: 20, 800: 12, 1200: 8})
    main = products[draw(rng, BASKETS)]
    service = 0.35 if kind == "renewal" else 0.14
    items, left = [], size
    if rng.random() < service:
        name = pick(rng, ("Maintenance contract", "Space planner licence"))
        items.append(Item(products[name], 1 + (size > 900_000), 0))
        left -= items[0].total
    if rng.random() < 0.4 and left > 250_000:
        items.append(Item(products["Fitting and assembly"], 1 + int(left > 800_000), 0))
        left -= items[-1].total
    if rng.random() < 0.3 and left > 300_000:
        items.append(_fitting(products[draw(rng, BASKETS)], left * 0.35, discount))
        left -= items[-1].total
    items.append(_fitting(main, left, discount))
    items.sort(key=lambda item: -item.total)
    return _distinct(items)


def _buys(lead: Lead, opened: date) -> bool:
    """Whether the lead is a customer by then, and will not have left when such a deal ends."""
    if not lead.wins or min(lead.wins) >= opened:
        return False
    return lead.leaves is None or opened + timedelta(days=75) < lead.leaves


def _fitting(product: Product, size: float, discount_bp: int) -> Item:
    """As many as fit in the amount, at least one."""
    price = (product.list_price or 1) * (10_000 - discount_bp) / 10_000
    return Item(product, max(1, round(size / price)), discount_bp)


def _distinct(items: list[Item]) -> list[Item]:
    seen: dict[int, Item] = {}
    for item in items:
        seen.setdefault(item.product.pk, item)
    return list(seen.values())
