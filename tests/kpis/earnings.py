"""What money does to a small company: costs, campaigns, subscriptions, deliveries, time on deals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from crm.civil import civil_day, starts_at
from crm.models import (
    Campaign,
    Category,
    Channel,
    ChurnReason,
    ClientType,
    Contract,
    CostEntry,
    Deal,
    Pipeline,
    Product,
    Prospect,
    Source,
    Stage,
    Subscription,
    Team,
    User,
    VisitorCount,
)
from crm.services import (
    contracts,
    deal_costs,
    deals,
    prospects,
    reference,
    subscription_start,
    subscriptions,
)
from tests.kpis.happenings import Wider

KINDS = ("new", "renewal", "upsell", "cross_sell")
#: A second pipeline, which deals may change to.
PARTNERS = {
    "Met": ("open", 20),
    "Agreed": ("open", 60),
    "Signed": ("won", 100),
    "Gone": ("lost", 0),
}
COSTS = ("marketing", "marketing", "sales", "sales", "delivery", "other")


class Richer(Wider):
    """More that ``World`` can live; it brings the teams, the stages and the sources."""

    teams: Sequence[Team]
    sources: Sequence[Source | None]
    stages: Sequence[Stage]
    channels: Sequence[Channel | None]
    client_types: Sequence[ClientType | None]

    def anyone(self) -> User:
        raise NotImplementedError

    def earning_lists(self, some: Callable[..., list[Any]]) -> None:
        self.channels = [*some(Channel, "Site", "Letters"), None]
        self.client_types = [*some(ClientType, "Shop", "Chain"), None]
        families = [*some(Category, "Paper", "Brass"), None]
        for product, family in zip(self.products, families, strict=True):
            Product.objects.filter(pk=product.pk).update(category=family)
        second, _made = Pipeline.objects.get_or_create(name="Partners")
        for place, (name, (kind, chance)) in enumerate(PARTNERS.items()):
            found = {"position": place, "kind": kind, "probability": chance}
            Stage.objects.get_or_create(pipeline=second, name=name, defaults=found)

    def today(self) -> date:
        return civil_day(self.now, self.zone)

    def about_a_deal(self) -> dict[str, Any]:
        """What describes a new deal: some come back every month, some have an expected day."""
        recurring = self.random.choice([None, None, self.random.randrange(1, 90_000)])
        interval = self.random.choice(["month", "quarter", "year"])
        due = self.today() + timedelta(days=self.random.randrange(-20, 50))
        return {
            "kind": self.random.choice(KINDS),
            "campaign": self.some_campaign(),
            "recurring_amount": recurring,
            "recurring_interval": interval if recurring else "",
            "expected_close_on": self.random.choice([None, due]),
        }

    def about_a_lead(self) -> dict[str, Any]:
        return {
            "campaign": self.some_campaign(),
            "client_type": self.random.choice(self.client_types),
        }

    def some_campaign(self) -> Campaign | None:
        return self.random.choice([None, *Campaign.objects.order_by("id")])

    def _customer(self) -> Prospect:
        found: Prospect = self.pick(Prospect.objects.filter(converted_at__isnull=False))
        return found

    # -- costs, campaigns and visitors ---------------------------------------------------------

    def _spend(self) -> None:
        whose = self.random.choice([{}, {}, {"team": None}, {"rep": None}])
        if "team" in whose:
            whose = {"team": self.random.choice(self.teams)}
        elif "rep" in whose:
            whose = {"rep": self.anyone()}
        reference.save_row(
            row=CostEntry(), by=None, now=self.now, values=whose | self._cost()
        )

    def _cost(self) -> dict[str, Any]:
        day = self.today() - timedelta(days=self.random.randrange(45))
        return {
            "month": day.replace(day=1),
            "kind": self.random.choice(COSTS),
            "amount": self.random.randrange(1, 90_000),
            "currency": self.random.choice(["EUR", "EUR", "USD", "GBP"]),
            "channel": self.random.choice(self.channels),
            "source": self.random.choice(self.sources),
            "client_type": self.random.choice(self.client_types),
            "campaign": self.some_campaign(),
        }

    def _respend(self) -> None:
        row = self.pick(CostEntry.objects.filter(deal__isnull=True))
        reference.save_row(row=row, by=None, now=self.now, values=self._cost())

    def _unspend(self) -> None:
        row = self.pick(CostEntry.objects)
        reference.delete_row(row=row, by=self.anyone(), now=self.now)

    def _campaign(self) -> None:
        audience = self.random.randrange(500)
        values = {
            "name": f"Campaign {self.random.random()}",
            "channel": self.random.choice(self.channels),
            "source": self.random.choice(self.sources),
            "started_on": self.today() - timedelta(days=self.random.randrange(20)),
            "audience": audience,
            "responses": self.random.randrange(audience + 1),
        }
        reference.save_row(row=Campaign(), by=None, now=self.now, values=values)

    def _respond(self) -> None:
        row = self.pick(Campaign.objects)
        values = {"responses": self.random.randrange(row.audience + 1)}
        reference.save_row(row=row, by=None, now=self.now, values=values)

    def _visit(self) -> None:
        channels = [channel for channel in self.channels if channel]
        where = {
            "day": self.today() - timedelta(days=self.random.randrange(9)),
            "channel": self.random.choice(channels),
        }
        row = VisitorCount.objects.filter(**where).first() or VisitorCount(**where)
        values = {"visitors": self.random.randrange(400)}
        reference.save_row(row=row, by=None, now=self.now, values=values)

    # -- what comes back every month -----------------------------------------------------------

    def _since(self, day: date) -> date:
        """A day from ``day`` on until today."""
        return day + timedelta(
            days=self.random.randrange(max((self.today() - day).days, 0) + 1)
        )

    def _subscribe(self) -> None:
        customer = self._customer()
        self._start(customer, civil_day(customer.converted_at, self.zone))  # type: ignore[arg-type]

    def _start(self, customer: Prospect, earliest: date) -> None:
        subscription_start.start_subscription(
            prospect_id=customer.pk,
            by=customer.owner,
            now=self.now,
            amount=self.random.randrange(1, 50_000),
            currency=self.random.choice(["EUR", "EUR", "EUR", "USD", "GBP"]),
            on=self._since(earliest),
            product=self.random.choice([None, *self.products]),
        )

    def _subscribe_again(self) -> None:
        """Who stopped comes back."""
        ended = self.pick(Subscription.objects.filter(ended_on__isnull=False))
        self._start(ended.prospect, ended.ended_on)

    def _running(self) -> tuple[Subscription, date]:
        held = self.pick(Subscription.objects.filter(ended_on__isnull=True))
        last = held.movements.latest("at")
        return held, self._since(civil_day(last.at, self.zone))

    def _upgrade(self) -> None:
        held, on = self._running()
        subscriptions.change_subscription(
            subscription_id=held.pk,
            by=held.owner,
            now=self.now,
            amount=max(1, round(held.amount * self.random.choice([0.5, 0.9, 1.3, 2]))),
            on=on,
        )

    def _unsubscribe(self) -> None:
        held, on = self._running()
        subscriptions.end_subscription(
            subscription_id=held.pk,
            by=held.owner,
            now=self.now,
            on=on,
            reason=self.pick(ChurnReason.objects),
        )

    def _sign(self) -> None:
        customer = self._customer()
        since: datetime = customer.converted_at  # type: ignore[assignment]
        contracts.sign_contract(
            prospect=customer,
            start_on=self.today(),
            by=customer.owner,
            now=self.now,
            at=self.past(since),
            currency=self.random.choice(["EUR", "USD"]),
        )

    def _end_contract(self) -> None:
        signed = self.pick(Contract.objects.filter(ended_at__isnull=True))
        contracts.end_contract(
            contract_id=signed.pk,
            reason=self.pick(ChurnReason.objects),
            by=signed.owner,
            now=self.now,
            at=self.past(signed.signed_at),
        )

    # -- what orders take ----------------------------------------------------------------------

    def _sell_again(self) -> None:
        """A customer buys once more, and nothing was open for long."""
        customer = self._customer()
        at = self.past(customer.converted_at)
        sold = deals.open_deal(
            by=None,
            now=self.now,
            name=f"More {self.random.random()}",
            owner=self.anyone(),
            stage=self.random.choice(self.stages),
            prospect=customer,
            amount=self.random.randrange(1, 200_000),
            opened_at=at,
            **self.about_a_deal() | {"kind": self.random.choice(KINDS[1:])},
        )
        deals.win_deal(deal_id=sold.pk, by=None, now=self.now, at=self.past(at))

    def _deliver(self) -> None:
        """Promised or not, delivered on the day after the win, of the win, or weeks after."""
        deal = self.pick(Deal.objects.filter(state="won"))
        on = civil_day(deal.won_at, self.zone) + timedelta(self.random.randrange(20))
        promised = on + timedelta(days=self.random.randrange(-4, 5))
        deals.edit_deal(
            deal_id=deal.pk,
            by=deal.owner,
            now=self.now,
            promised_on=self.random.choice([None, promised, promised]),
            delivered_on=self.random.choice([None, on, on, on]),
        )

    def _work(self) -> None:
        deal_costs.add_time(
            deal=self.pick(Deal.objects.filter(state="won")),
            by=self.anyone(),
            now=self.now,
            rep=self.anyone(),
            day=self.today() - timedelta(days=self.random.randrange(20)),
            minutes=self.random.randrange(1, 600),
        )

    def _pay_for(self) -> None:
        deal = self.pick(Deal.objects.filter(state="won"))
        deal_costs.add_cost(
            deal=deal,
            by=self.anyone(),
            now=self.now,
            day=self.today() - timedelta(days=self.random.randrange(20)),
            kind=self.random.choice(["delivery", "sales", "other"]),
            label="Parts",
            amount=self.random.randrange(1, 20_000),
            currency=self.random.choice(["EUR", "USD", "GBP"]),
        )

    def _describe(self) -> None:
        """Descriptions are current: what is known late moves past figures."""
        prospect = self.pick(Prospect.objects)
        values: dict[str, Any] = self.about_a_lead()
        prospects.edit_prospect(
            prospect_id=prospect.pk, by=prospect.owner, now=self.now, **values
        )

    def _come_early(self) -> None:
        """The month's first instant, in the wall's time: where months are told apart."""
        held = self.pick(Subscription.objects.filter(ended_on__isnull=True))
        first = self.today().replace(day=1)
        if held.movements.filter(at__gte=starts_at(first, self.zone)).exists():
            return
        subscriptions.change_subscription(
            subscription_id=held.pk,
            by=held.owner,
            now=self.now,
            amount=held.amount + 1_000,
            on=first,
        )


WEIGHTS = {
    "spend": 8,
    "respend": 2,
    "unspend": 1,
    "campaign": 2,
    "respond": 1,
    "visit": 4,
    "subscribe": 6,
    "subscribe_again": 3,
    "upgrade": 4,
    "unsubscribe": 3,
    "come_early": 1,
    "sign": 2,
    "end_contract": 1,
    "sell_again": 5,
    "deliver": 5,
    "work": 4,
    "pay_for": 2,
    "describe": 2,
}
