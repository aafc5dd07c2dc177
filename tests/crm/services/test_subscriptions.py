"""Recurring revenue: what winning, changing, ending and reopening write in the MRR journal."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from crm.announce import LISTENERS
from crm.models import ChurnReason, Deal, MrrMovement, Prospect, Subscription, User
from crm.services import deals, subscriptions
from crm.services.recurring import a_month
from crm.services.subscription_start import start_subscription
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture
def customer(rep: User) -> Prospect:
    return factories.prospect(owner=rep, name="Durand", at=NOW - timedelta(days=9))


def _deal(rep: User, customer: Prospect | None, **fields: Any) -> Deal:
    fields = {"recurring_amount": 120_000, "recurring_interval": "year"} | fields
    return factories.deal(
        owner=rep, prospect=customer, at=NOW - timedelta(days=5), **fields
    )


def _win(deal: Deal, rep: User, days_ago: int = 2) -> Subscription:
    at = NOW - timedelta(days=days_ago)
    deals.win_deal(deal_id=deal.pk, by=rep, now=NOW, at=at)
    return Subscription.objects.get(deal=deal)


def _journal(customer: Prospect) -> list[int | None]:
    rows = MrrMovement.objects.filter(prospect=customer).order_by("at", "pk")
    return list(rows.values_list("amount", flat=True))


@pytest.mark.parametrize(
    ("amount", "interval", "monthly"),
    [(100, "month", 100), (10_000, "year", 833), (100, "quarter", 33), (6, "year", 1)],
)
def test_a_month_is_rounded_half_up_once(
    amount: int, interval: str, monthly: int
) -> None:
    assert a_month(amount, interval) == monthly


def test_winning_starts_and_reopening_withdraws(rep: User, customer: Prospect) -> None:
    deal = _deal(rep, customer)
    started = _win(deal, rep)
    assert (started.amount, started.started_on) == (10_000, date(2026, 11, 18))
    row = started.movements.get()
    assert (row.amount, row.rep, row.at) == (10_000, rep, NOW - timedelta(days=2))
    told: list[Any] = []
    teller = type("Teller", (), {"rows_moved": lambda self, rows: told.extend(rows)})()
    LISTENERS.append(teller)
    try:
        deals.reopen_deal(deal_id=deal.pk, by=rep, now=NOW)
    finally:
        LISTENERS.remove(teller)
    assert _journal(customer) == []
    assert not Subscription.objects.exists()
    assert any(isinstance(row, MrrMovement) for row in told)


def test_no_customer_no_subscription_until_it_is_said(
    rep: User, customer: Prospect
) -> None:
    deal = _deal(rep, None)
    deals.win_deal(deal_id=deal.pk, by=rep, now=NOW)
    assert not Subscription.objects.exists()
    deals.link_prospect(deal_id=deal.pk, prospect=customer, by=rep, now=NOW)
    assert _journal(customer) == [10_000]


def test_an_upsell_adds_a_renewal_replaces(rep: User, customer: Prospect) -> None:
    first = _win(_deal(rep, customer), rep, days_ago=4)
    renewal = _deal(rep, customer, kind="renewal", recurring_amount=240_000)
    _win(renewal, rep)
    assert _journal(customer) == [10_000, -10_000, 20_000]
    first.refresh_from_db()
    assert first.ended_on == date(2026, 11, 18)
    deals.reopen_deal(deal_id=renewal.pk, by=rep, now=NOW)
    first.refresh_from_db()
    assert (first.ended_on, _journal(customer)) == (None, [10_000])
    _win(_deal(rep, customer, kind="upsell", recurring_amount=12_000), rep, 1)
    assert _journal(customer) == [10_000, 1_000]


def test_a_correction_is_carried_until_the_subscription_changed(
    rep: User, customer: Prospect
) -> None:
    deal = _deal(rep, customer)
    _win(deal, rep)
    change = {"recurring_amount": 60_000, "recurring_interval": "year"}
    deals.edit_deal(deal_id=deal.pk, by=rep, now=NOW, **change)
    assert _journal(customer) == [5_000]
    current = Subscription.objects.get()
    subscriptions.change_subscription(
        subscription_id=current.pk, by=rep, now=NOW, amount=7_000, on=TODAY
    )
    with pytest.raises(ValidationError, match="change it there"):
        deals.edit_deal(deal_id=deal.pk, by=rep, now=NOW, recurring_amount=1)


def test_changes_and_the_end_are_dated_rows(rep: User, customer: Prospect) -> None:
    started = _win(_deal(rep, customer), rep)
    change: dict[str, Any] = {"subscription_id": started.pk, "by": rep, "now": NOW}
    up = subscriptions.change_subscription
    up(amount=12_000, on=TODAY - timedelta(days=1), **change)
    up(amount=11_000, on=TODAY, **change)
    assert _journal(customer) == [10_000, 2_000, -1_000]
    for on, said in ((TODAY + timedelta(1), "future"), (date(2026, 11, 19), "later")):
        with pytest.raises(ValidationError, match=said):
            up(amount=1, on=on, **change)
    reason = ChurnReason.objects.create(name="Closed")
    subscriptions.end_subscription(on=TODAY, reason=reason, **change)
    assert sum(_journal(customer)) == 0  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="has ended"):
        up(amount=5, on=TODAY, **change)
    call_command("snapshots", "build", stdout=StringIO())
    call_command("snapshots", "verify", stdout=StringIO())


def test_one_that_no_deal_starts_is_a_customers(rep: User, customer: Prospect) -> None:
    said: dict[str, Any] = {"prospect_id": customer.pk, "by": rep, "now": NOW}
    said |= {"amount": 3_000, "currency": "EUR"}
    with pytest.raises(ValidationError, match="Win a deal first"):
        start_subscription(on=TODAY, **said)
    _win(_deal(rep, customer), rep)
    for on, why in (
        (date(2026, 11, 17), "customer since"),
        (date(2026, 11, 21), "fut"),
    ):
        with pytest.raises(ValidationError, match=why):
            start_subscription(on=on, **said)
    started = start_subscription(on=TODAY - timedelta(days=1), **said)
    assert (started.owner, started.base_amount) == (rep, 3_000)
    assert _journal(customer) == [10_000, 3_000]


def test_without_a_rate_it_is_counted_not_priced(rep: User, customer: Prospect) -> None:
    started = _win(_deal(rep, customer, currency="GBP"), rep)
    assert started.movements.get().amount is None
    assert started.movements.get().original_amount == 10_000
    reason = ChurnReason.objects.create(name="Closed")
    subscriptions.end_subscription(
        subscription_id=started.pk, by=rep, now=NOW, on=TODAY, reason=reason
    )
    assert _journal(customer) == [None, None]
