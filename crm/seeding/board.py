"""The day of the pictures: what stands on Camille's board and what she has just won.

Days are relative to the last lived day, so that the board looks the same whenever the demo is made.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from crm.models import Product
from crm.seeding.dice import dice
from crm.seeding.leads import Intake, Lead
from crm.seeding.pen import DealPen, Desk
from crm.seeding.people import STAR, Cast, Rep
from crm.seeding.plans import Plan
from crm.seeding.telling import PATH, WINNING
from crm.seeding.tongue import said
from crm.services.deal_lines import LineInput

#: Working days before today from which her wins are the ones written here.
WINDOW = 14


@dataclass(frozen=True)
class Card:
    """A deal: euros, days to the expected close, days without a move, what comes next.

    ``step``: (kind, words, working days ahead, hour, minute).
    """

    prospect: str
    sector: str
    title: str
    product: str
    stage: str
    amount: int
    close_in: int
    still: int
    source: str
    step: tuple[str, str, int, int, int] | None = None


@dataclass(frozen=True)
class Order:
    """A win: euros at list price and as sold, working days ago."""

    prospect: str
    sector: str
    title: str
    product: str
    at_list: int
    amount: int
    ago: int
    source: str
    winner: str = ""
    reopened: int = 0


# fmt: off
CARDS = (
    Card("Brasserie Delattre", "Hospitality", "12 tables, 3 rooms", "Sit-stand desk", "Qualification", 6400, 25, 4, "Referral", ("call", "Call again before the quote", 1, 10, 0)),
    Card("Clinique Sainte-Anne", "Health", "Waiting room refit", "Acoustic panel", "Qualification", 14200, 63, 16, "Website"),
    Card("Coworking Le Quai", "Services", "Phone booths ×6", "Phone booth", "Qualification", 9600, 28, 3, "LinkedIn", ("email", "Send the booth catalogue", 0, 16, 30)),
    Card("Écoles Saint-Jean", "Education", "Canteen chairs", "Lab stool", "Qualification", 5100, 70, 6, "Phone prospecting", ("call", "Budget of the school", 2, 9, 30)),
    Card("Maison Vasseur", "Retail", "Showroom lighting", "Showroom lighting", "Demo", 7800, 21, 2, "Trade show", ("demo", "Demo: showroom lighting", 4, 14, 0)),
    Card("Pharmacies du Nord", "Health", "4 counters", "Adjustable workbench", "Demo", 18500, 56, 5, "Referral", ("demo", "Demo: counters", 3, 10, 30)),
    Card("Gîtes de l'Aa", "Hospitality", "Outdoor set", "Pendant lamp", "Demo", 3900, 14, 15, "Website"),
    Card("Mercier Logistique", "Logistics", "Packing benches", "Adjustable workbench", "Proposal", 11300, 14, 4, "Trade show", ("call", "Follow up on the proposal", 1, 10, 0)),
    Card("Lycée Faidherbe", "Education", "Lab stools ×48", "Lab stool", "Proposal", 8200, 20, 19, "Phone prospecting"),
    Card("Atelier Cousin", "Industry", "Workbenches", "Adjustable workbench", "Proposal", 4600, 7, 5, "Referral", ("meeting", "Visit: measure the workshop", 2, 9, 0)),
    Card("Hôtel Carlier", "Hospitality", "Reception and bar", "Showroom lighting", "Negotiation", 16400, 10, 1, "Partner", ("meeting", "Terms of payment", 1, 16, 0)),
)
ORDERS = (
    Order("Boulangeries Lebrun", "Retail", "Shop shelving", "Pallet shelving", 13500, 12400, 13, "Referral"),
    Order("Garage Fontaine", "Retail", "Adjustable workbench", "Adjustable workbench", 2150, 2150, 12, "Phone prospecting"),
    Order("Mercier Logistique", "Logistics", "Warehouse shelving", "Pallet shelving", 10800, 9800, 10, "Trade show"),
    Order("Studio Kerbrat", "Services", "Acoustic panels", "Acoustic panel", 3500, 3300, 9, "Website"),
    Order("Hôtel des Quais", "Hospitality", "Lobby lighting", "Showroom lighting", 7250, 6750, 8, "Referral"),
    Order("Cabinet Aubry", "Services", "Archive shelving", "Archive shelving", 1950, 1950, 6, "Website"),
    Order("Transports Delmas", "Logistics", "Dock shelving", "Pallet shelving", 4500, 4200, 4, "Trade show"),
    Order("Pharmacie Carnot", "Health", "Counter lighting", "Pendant lamp", 3000, 2850, 3, "Referral"),
    Order("Imprimerie Morel", "Services", "Sit-stand desks", "Sit-stand desk", 5500, 5200, 1, "Phone prospecting"),
    Order("Ateliers Rivière", "Industry", "Shelving, 2 floors", "Pallet shelving", 8400, 7900, 2, "Referral", reopened=1),
    Order("Sanitech", "Health", "Archive room", "Archive shelving", 6000, 5600, 5, "Website", winner="Hugo Bernard"),
    Order("Mairie de Lens", "Public sector", "Council chamber", "Acoustic panel", 3600, 3400, 15, "Inbound call"),
)
# fmt: on


class Board:
    """Tells the cards and orders of one person."""

    def __init__(self, seed: int, desk: Desk, intake: Intake, cast: Cast) -> None:
        self.desk, self.intake, self.cast = desk, intake, cast
        self.clock = intake.clock
        self.rep: Rep = cast.rep(STAR)
        self.rng: random.Random = dice(seed, "board")
        self.leads: dict[str, Lead] = {}
        self.told: list[tuple[Plan, DealPen]] = []

    def keeps(self, plan: Plan) -> bool:
        """Whether a planned deal of hers stays: nothing open, and no win that is written here."""
        since = self.rep.diary.agenda.shift(self.clock.today, -WINDOW)
        ends_before, plan.final = plan.ends < since, True
        return ends_before or (plan.outcome == "lost" and plan.ends < self.clock.today)

    def tell(self) -> list[Lead]:
        for order in sorted(ORDERS, key=lambda order: -order.ago):
            self._order(order)
        for card in CARDS:
            self._card(card)
        return list(self.leads.values())

    def _lead(self, name: str, sector: str, source: str, before: datetime) -> Lead:
        """The prospect, detected some days before its first deal."""
        if name not in self.leads:
            day = before.date() - timedelta(days=self.rng.randint(4, 9))
            at = self.rep.diary.moment(self.rng, day)
            lead = self.intake.add(
                self.rng,
                self.rep,
                at,
                source,
                name=name,
                sector=sector,
                fate="scripted",
            )
            lead.first_contact = at + timedelta(minutes=self.rng.randint(25, 190))
            self.leads[name] = lead
        return self.leads[name]

    def _moments(self, start: datetime, end: datetime, count: int) -> list[datetime]:
        """``count`` moments from start to end, both included, in order."""
        step = (end - start) / max(1, count - 1)
        diary = self.rep.diary
        inner = [
            diary.moment(self.rng, (start + step * n).date())
            for n in range(1, count - 1)
        ]
        kept = [min(max(at, start + timedelta(minutes=9 * n)), end - timedelta(minutes=9 * (count - n)))
                for n, at in enumerate(sorted(inner), start=1)]  # fmt: skip
        return [start, *sorted(kept), end]

    def _card(self, card: Card) -> None:
        diary, clock = self.rep.diary, self.clock
        passed = PATH[: ("Qualification", *PATH).index(card.stage)]
        still = min(
            clock.today - timedelta(days=card.still),
            diary.agenda.shift(clock.today, -1),
        )
        last = self._lived(still)
        start = last
        if passed:
            start = self._lived((last - timedelta(days=9 * len(passed))).date())
        lead = self._lead(card.prospect, card.sector, card.source, start)
        moments = self._moments(start, last, len(passed) + 1) if passed else [start]
        pen = self._open(
            lead, card.title, card.product, card.amount, card.amount, moments[0]
        )
        pen.deal.expected_close_on = clock.today + timedelta(days=card.close_in)
        for movement in pen.movements:
            movement.expected_close_on = pen.deal.expected_close_on
        for stage, at in zip(passed, moments[1:], strict=True):
            pen.move(stage, at=at)
        if card.step is not None:
            kind, words, ahead, _hour, _minute = card.step
            pen.deal.next_step = said(words if kind != "demo" else "Demo")
            pen.deal.next_step_on = diary.agenda.shift(clock.today, ahead)
        self._keep(lead, pen, card.amount)

    def _order(self, order: Order) -> None:
        rng, diary = self.rng, self.rep.diary
        end = self._lived(diary.agenda.shift(self.clock.today, -order.ago))
        start = diary.moment(rng, end.date() - timedelta(days=rng.randint(26, 52)))
        lead = self._lead(order.prospect, order.sector, order.source, start)
        moments = self._moments(start, end, 5)
        pen = self._open(
            lead, order.title, order.product, order.at_list, order.amount, start
        )
        pen.deal.expected_close_on = end.date()
        pen.movements[0].expected_close_on = end.date()
        for stage, at in zip(PATH, moments[1:4], strict=True):
            pen.move(stage, at=at)
        if order.winner:
            other = self.cast.rep(order.winner).user
            pen.assign(other, at=moments[3] + timedelta(minutes=5))
            lead.prospect.owner = other
        pen.win(at=end)
        if order.reopened:
            self._reopen(pen, order.reopened)
        else:
            name = rng.choices(list(WINNING), weights=list(WINNING.values()))[0]
            pen.deal.winning_method = self.desk.lists.methods[name]
            pen.deal.promised_on = end.date() + timedelta(days=rng.randint(18, 30))
        self._keep(lead, pen, order.amount)

    def _reopen(self, pen: DealPen, ago: int) -> None:
        agenda = self.rep.diary.agenda
        pen.reopen(at=agenda.at(agenda.shift(self.clock.today, -ago), 17, 20))
        pen.expect(self.clock.today + timedelta(days=7), at=pen.movements[-1].at)
        pen.deal.next_step = said("Meeting")
        pen.deal.next_step_on = agenda.shift(self.clock.today, 4)

    def _lived(self, day: date) -> datetime:
        """A moment of a working day at or just before ``day``, always behind us."""
        agenda, clock = self.rep.diary.agenda, self.clock
        until = min(day + timedelta(days=1), clock.today)
        worked = agenda.between(clock.warm, until)
        return agenda.at(worked[-1], self.rng.randint(9, 17), self.rng.randint(0, 59))

    def _open(
        self,
        lead: Lead,
        title: str,
        product: str,
        at_list: int,
        amount: int,
        at: datetime,
    ) -> DealPen:
        prospect, words = lead.prospect, said(title)
        known = lead.first_contact or prospect.detected_at
        return DealPen(self.desk).open(
            at=max(at, known + timedelta(minutes=10)),
            name=words,
            owner=self.rep.user,
            stage="Qualification",
            currency=self.desk.rates.base,
            lines=_line(self.desk.lists.products[product], words, at_list, amount),
            prospect=prospect,
            source_id=prospect.source_id,
            kind="new" if not lead.pens else "cross_sell",
        )

    def _keep(self, lead: Lead, pen: DealPen, amount: int) -> None:
        pen.close()
        lead.pens.append(pen)
        opened = pen.deal.opened_at.date()
        plan = Plan(lead, self.rep, opened, opened, "", pen.deal.kind, [], by_hand=True)
        self.told.append((plan, pen))


def _line(
    product: Product, title: str, at_list: int, amount: int
) -> Sequence[LineInput]:
    """One line at its exact amount; the discount is the difference with the list price."""
    share = Decimal(product.unit_cost or 0) / Decimal(product.list_price or 1)
    return [
        LineInput(
            product=product,
            unit_price=amount * 100,
            list_price=at_list * 100,
            unit_cost=round(at_list * 100 * share),
            label=title,
        )
    ]
