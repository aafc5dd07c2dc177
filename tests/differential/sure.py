"""What chance may leave out of the newer figures, made to happen: each fact a planted bug gets wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from crm.models import (
    Campaign,
    ChurnReason,
    CostEntry,
    Deal,
    Prospect,
    VisitorCount,
)
from crm.services import (
    activities,
    contracts,
    deal_costs,
    deals,
    people,
    prospects,
    quote_answers,
    quotes,
    reference,
    subscription_start,
    subscriptions,
)
from crm.services.deal_lines import LineInput
from kpis import snapshots
from tests.factories import paris
from tests.kpis.generate import World


def grown(world: World) -> World:
    """The company with all of it, its marks drained."""
    customers = [_customer(world, number) for number in range(6)]
    _pay(world, customers)
    _spend(world)
    _pass_stages(world)
    _expect(world)
    _order(world, customers)
    _leave(world, customers)
    _reach(world, customers)
    people.join_team(
        user=world.reps[1],
        team=world.south,
        by=None,
        now=world.now,
        from_on=date(2026, 10, 20),
    )
    snapshots.drain(now=world.now)
    return world


def _deal(world: World, opened: datetime, **fields: Any) -> Deal:
    given = {"owner": world.reps[1], "stage": world.stages[0], "amount": 40_000}
    return deals.open_deal(
        by=None, now=world.now, name="Sure", opened_at=opened, **given | fields
    )


def _won(world: World, opened: datetime, at: datetime, **fields: Any) -> Deal:
    deal = _deal(world, opened, **fields)
    return deals.win_deal(deal_id=deal.pk, by=None, now=world.now, at=at)


def _customer(world: World, number: int) -> Prospect:
    """Won in August by a person who changes team in October; nobody spoke to them since."""
    rep = world.reps[1]
    found = prospects.add_prospect(
        by=rep,
        now=world.now,
        owner=rep,
        name=f"Sure {number}",
        detected_at=paris(2026, 8, 1),
    )
    _won(world, paris(2026, 8, 2), paris(2026, 8, 3 + number), prospect=found)
    return Prospect.objects.get(pk=found.pk)


def old_customers(world: World) -> None:
    """Customers of more than a year, with margin since; one of them left in spring."""
    for number in range(4):
        rep = world.reps[number % 2 + 1]
        old = prospects.add_prospect(
            by=rep,
            now=world.now,
            owner=rep,
            name=f"Old {number}",
            detected_at=paris(2025, 8, 1),
            source=world.sources[number % 2],
        )
        for year, month in ((2025, 9), (2026, 8)):
            line = LineInput(
                product=world.products[0], unit_price=30_000, unit_cost=7_001
            )
            opened = paris(year, month, 2)
            _won(world, opened, opened, prospect=old, owner=rep, lines=[line])
        if number == 3:
            prospects.take_step(
                prospect_id=old.pk,
                step="churned",
                at=paris(2026, 9, 5),
                by=None,
                now=world.now,
                churn_reason=ChurnReason.objects.get_or_create(name="Price")[0],
            )


def _pay(world: World, customers: list[Prospect]) -> None:
    """One grows and shrinks at once, one stopped and came back."""
    more, less, back = (
        subscription_start.start_subscription(
            prospect_id=customer.pk,
            by=world.reps[1],
            now=world.now,
            amount=10_000,
            currency="EUR",
            on=date(2026, 8, 10),
        )
        for customer in (customers[0], customers[0], customers[1])
    )
    change: dict[str, Any] = {"by": None, "now": world.now, "on": date(2026, 10, 9)}
    subscriptions.change_subscription(subscription_id=more.pk, amount=17_000, **change)
    subscriptions.change_subscription(subscription_id=less.pk, amount=6_000, **change)
    subscriptions.end_subscription(
        subscription_id=back.pk,
        by=None,
        now=world.now,
        on=date(2026, 9, 10),
        reason=ChurnReason.objects.get_or_create(name="Price")[0],
    )
    subscription_start.start_subscription(
        prospect_id=customers[1].pk,
        by=world.reps[1],
        now=world.now,
        amount=9_000,
        currency="EUR",
        on=date(2026, 10, 12),
    )


def _leave(world: World, customers: list[Prospect]) -> None:
    """In October one pays less, one stops paying, one leaves, one's contract is signed and ends."""
    reason = ChurnReason.objects.get_or_create(name="Price")[0]
    now, on = world.now, date(2026, 10, 14)
    smaller, ended = (
        subscription_start.start_subscription(
            prospect_id=customer.pk,
            by=world.reps[1],
            now=now,
            amount=8_000,
            currency="EUR",
            on=date(2026, 8, 12),
        )
        for customer in (customers[3], customers[5])
    )
    subscriptions.change_subscription(
        subscription_id=smaller.pk, by=None, now=now, amount=5_000, on=on
    )
    subscriptions.end_subscription(
        subscription_id=ended.pk, by=None, now=now, on=on, reason=reason
    )
    prospects.take_step(
        prospect_id=customers[4].pk,
        step="churned",
        at=paris(2026, 10, 15),
        by=None,
        now=now,
        churn_reason=reason,
    )
    signed = contracts.sign_contract(
        prospect=customers[2],
        start_on=date(2026, 10, 6),
        by=world.reps[1],
        now=now,
        at=paris(2026, 10, 6),
    )
    contracts.end_contract(
        contract_id=signed.pk,
        reason=reason,
        by=world.reps[1],
        now=now,
        at=paris(2026, 10, 25),
    )


def _reach(world: World, customers: list[Prospect]) -> None:
    """A campaign, visitors, and a deal of it that took time and money; a first quote; a second kind."""
    rep, now = world.reps[1], world.now

    def save(row: Any, **values: Any) -> Any:
        return reference.save_row(row=row, by=None, now=now, values=values)

    went = save(
        Campaign(),
        name="Sure",
        started_on=date(2026, 10, 3),
        audience=90,
        responses=7,
        source=world.sources[0],
    )
    month = date(2026, 10, 1)
    save(
        CostEntry(),
        month=month,
        kind="sales",
        amount=3_000,
        currency="EUR",
        campaign=went,
    )
    channel = next(channel for channel in world.channels if channel)
    for day in (date(2026, 10, 9), date(2026, 11, 9)):
        seen = VisitorCount.objects.filter(day=day, channel=channel).first()
        save(seen or VisitorCount(), day=day, channel=channel, visitors=50)
    line = LineInput(product=world.products[0], unit_price=9_000, unit_cost=4_000)
    sold = _won(
        world,
        paris(2026, 10, 2),
        paris(2026, 10, 9),
        prospect=customers[0],
        campaign=went,
        kind="upsell",
        source=world.sources[0],
        lines=[line],
    )
    deal_costs.add_time(
        deal=sold, by=rep, now=now, rep=rep, day=date(2026, 10, 12), minutes=95
    )
    lead = prospects.add_prospect(
        by=rep, now=now, owner=rep, name="Lead", detected_at=paris(2026, 10, 1)
    )
    for kind, whom in (("call", lead), ("meeting", customers[2])):
        activities.log_activity(
            by=rep, now=now, kind=kind, at=paris(2026, 10, 3), prospect=whom
        )
    offered = _deal(world, paris(2026, 10, 3), prospect=lead)
    draft = quotes.quote_deal(deal_id=offered.pk, by=rep, now=paris(2026, 10, 8))
    quote_answers.send_quote(quote_id=draft.pk, by=rep, now=paris(2026, 10, 8))


def _spend(world: World) -> None:
    """September's cost is the team's, October's nobody's."""
    for month, amount, team in ((9, 22_000, world.north), (10, 4_321, None)):
        values = {
            "month": date(2026, month, 1),
            "kind": "marketing",
            "amount": amount,
            "currency": "EUR",
            "team": team,
        }
        reference.save_row(row=CostEntry(), by=None, now=world.now, values=values)
    values |= {"team": world.north, "amount": 5_000}
    reference.save_row(row=CostEntry(), by=None, now=world.now, values=values)


def _pass_stages(world: World) -> None:
    """One comes back to a stage, one is won from the first, one stays where it is."""
    first, second = (stage for stage in world.stages[:2])
    back = _deal(world, paris(2026, 10, 1))
    for day, stage in ((3, second), (5, first), (8, second)):
        deals.move_deal(
            deal_id=back.pk,
            stage=stage,
            by=None,
            now=world.now,
            at=paris(2026, 10, day),
        )
    _won(world, paris(2026, 10, 2), paris(2026, 10, 6))


def _expect(world: World) -> None:
    """Due in October from the start; put off to next year once the month is over."""
    deal = _deal(world, paris(2026, 9, 25), expected_close_on=date(2026, 10, 15))
    deals.expect_close(deal_id=deal.pk, on=date(2027, 3, 1), by=None, now=world.now)


def _order(world: World, customers: list[Prospect]) -> None:
    """One orders again in October and is not silent; one buys for the first time."""
    night = datetime(2026, 10, 20, 23, 30, tzinfo=UTC)
    again = _won(world, paris(2026, 10, 2), night, prospect=customers[2])
    deals.edit_deal(
        deal_id=again.pk,
        by=None,
        now=world.now,
        delivered_on=date(2026, 10, 23),
        promised_on=date(2026, 10, 23),
    )
    fresh = prospects.add_prospect(
        by=None,
        now=world.now,
        owner=world.reps[1],
        name="Fresh",
        detected_at=paris(2026, 10, 1),
    )
    _won(world, paris(2026, 10, 2), paris(2026, 10, 7), prospect=fresh)
    activities.log_activity(
        by=world.reps[1],
        now=world.now,
        kind="call",
        at=paris(2026, 10, 8),
        prospect=customers[3],
    )
