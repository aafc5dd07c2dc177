"""A rate that comes late leaves what it would have left had it come first, and says so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from crm.models import (
    AuditEntry,
    ChurnReason,
    Contract,
    CostEntry,
    Deal,
    DealMovement,
    ExchangeRate,
    Job,
    MrrMovement,
    Quote,
    Subscription,
    User,
)
from crm.models.base import Priced
from crm.services import deal_costs, deals, jobs, quotes, subscriptions
from crm.services.deal_lines import LineInput
from crm.services.rates import coming
from crm.services.rates.kinds import KINDS
from crm.services.rates.missing import missing
from crm.services.rates.saving import save_rate
from crm.services.reference import save_row
from tests import factories
from tests.factories import NOW, paris, stage

MONDAY, TUESDAY, WEDNESDAY = (paris(2026, 11, day) for day in (9, 10, 11))

pytestmark = pytest.mark.django_db


def rate(
    day: date, value: str, by: User, *, row: ExchangeRate | None = None, again=False
) -> coming.Came:
    values = {"currency": "CHF", "day": day, "rate": value}
    row = row or ExchangeRate()
    return save_rate(row=row, values=values, by=by, now=NOW, again=again)[1]


def rates(by: User) -> int:
    """A franc is 1.05 from Monday, 1.10 from Wednesday; how many amounts that priced."""
    first = rate(MONDAY.date(), "1.05", by)
    return first.priced + rate(WEDNESDAY.date(), "1.10", by, again=True).priced


def facts(rep: User, admin: User) -> None:
    """Every kind of amount in francs, from Monday to Wednesday."""
    lines = [LineInput(None, price, unit_cost=100) for price in (3_333, 3_334)]
    opened = factories.deal(
        owner=rep, at=MONDAY, amount=None, currency="CHF", lines=lines
    )
    deals.move_deal(deal_id=opened.pk, stage=stage("Demo"), by=rep, now=TUESDAY)
    quotes.quote_deal(deal_id=opened.pk, by=rep, now=TUESDAY)
    changed = factories.deal(owner=rep, at=MONDAY, currency="CHF")
    deals.price_deal(deal_id=changed.pk, amount=70_000, by=rep, now=WEDNESDAY)
    customer = factories.prospect(owner=rep, at=MONDAY)
    factories.won_deal(
        owner=rep,
        opened_at=MONDAY,
        at=TUESDAY,
        currency="CHF",
        prospect=customer,
        recurring_amount=5_000,
        recurring_interval="month",
    )
    factories.lost_deal(owner=rep, opened_at=MONDAY, at=WEDNESDAY, currency="CHF")
    paid = Subscription.objects.get()
    change = {"subscription_id": paid.pk, "by": rep, "now": NOW}
    subscriptions.change_subscription(amount=7_000, on=WEDNESDAY.date(), **change)
    reason = ChurnReason.objects.get_or_create(name="Closed")[0]
    subscriptions.end_subscription(on=NOW.date(), reason=reason, **change)
    cost = {"by": rep, "now": NOW, "amount": 900, "currency": "CHF"}
    deal_costs.add_cost(
        deal=opened, day=TUESDAY.date(), kind="sales", label="Taxi", **cost
    )
    fair = CostEntry(kind="marketing", label="Fair")
    values = {"month": date(2026, 12, 1), "amount": 800, "currency": "CHF"}
    save_row(row=fair, values=values, by=admin, now=NOW)


def prices() -> dict[str, list]:
    """Every price there is; an open deal's pipeline as its balance, wherever its rows stand."""
    balance: dict[int, list[int]] = {}
    rows = DealMovement.objects.filter(withdrawn_at__isnull=True)
    for row in rows.order_by("deal", "pk"):
        kept = balance.setdefault(row.deal_id, [0, 0])
        kept[0] += row.amount or 0
        kept[1] += row.weighted or 0
    return {
        "deals": list(Deal.objects.order_by("pk").values_list("rate", "base_amount")),
        "lines": [
            (line.base_amount, line.base_list, line.base_cost)
            for deal in Deal.objects.order_by("pk")
            for line in deal.lines.all()
        ],
        "balance": list(balance.values()),
        "outcomes": list(
            DealMovement.objects.filter(kind__in=["won", "lost"])
            .order_by("pk")
            .values_list("outcome_amount", "outcome_list", "outcome_cost")
        ),
        "mrr": list(MrrMovement.objects.order_by("pk").values_list("amount")),
        **{
            model.__name__: list(
                model.objects.order_by("pk").values_list("rate", "base_amount")
            )
            for model in (Quote, Contract, CostEntry, Subscription)
        },
    }


@pytest.fixture
def had_come_first(rep: User, admin: User) -> dict[str, list]:
    """What the same facts are worth where the rates were there before them."""
    from django.db import transaction

    with transaction.atomic():
        rates(admin)
        facts(rep, admin)
        found = prices()
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize(
    ("at_once", "amounts"), [(100, 12), (0, 8)], ids=["at once", "by the worker"]
)
def test_late_is_as_if_first(
    rep: User,
    admin: User,
    had_come_first: dict[str, list],
    at_once: int,
    amounts: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(coming, "AT_ONCE", at_once)
    monkeypatch.setattr(coming, "PORTION", 2)
    monkeypatch.setattr(jobs, "hint", lambda job_id: None)
    facts(rep, admin)
    assert not any(base for _rate, base in prices()["deals"])
    priced = rates(admin)
    for job in Job.objects.order_by("pk"):
        done = jobs.run(job_id=job.pk)
        assert (done.state, done.error) == ("done", "")
        priced += done.result.get("priced", 0)
    assert prices() == had_come_first
    assert priced == amounts
    said = AuditEntry.objects.filter(action="priced late", by=admin)
    assert said.count() == amounts
    assert missing() == []


def test_the_pipeline_is_longer_by_a_row_of_today(rep: User, admin: User) -> None:
    deal = factories.deal(owner=rep, at=MONDAY, currency="CHF")
    version = Deal.objects.get(pk=deal.pk).version
    rates(admin)
    last = deal.movements.order_by("pk").last()
    assert (last.kind, last.at, last.amount, last.weighted) == (
        "revalued", NOW, 105_000, 10_500,
    )  # fmt: skip
    line = AuditEntry.objects.get(kind="deal", object_id=deal.pk, action="priced late")
    assert line.changes["base_amount"] == [None, 105_000]
    assert Deal.objects.get(pk=deal.pk).version == version, "nobody's form is stale"


def test_what_was_before_the_first_rate_waits_on(rep: User, admin: User) -> None:
    factories.deal(owner=rep, at=MONDAY - timedelta(days=1), currency="CHF")
    rates(admin)
    assert [(m.currency, m.number, m.since) for m in missing()] == [
        ("CHF", 1, date(2026, 11, 8))
    ]


def test_every_kind_of_amount_is_priced() -> None:
    assert {kind.model for kind in KINDS} == set(Priced.__subclasses__())


class TestCorrected:
    """What has a price keeps its rate, unless the admin asks for the days the rate covers."""

    @pytest.fixture
    def first(self, rep: User, admin: User) -> ExchangeRate:
        rates(admin)
        facts(rep, admin)
        return ExchangeRate.objects.get(rate="1.05")

    def test_it_keeps_its_rate(self, admin: User, first: ExchangeRate) -> None:
        before = prices()
        assert rate(first.day, "2", admin, row=first).priced == 0
        assert prices() == before

    def test_or_is_priced_again_where_the_rate_covers_it(
        self, admin: User, first: ExchangeRate
    ) -> None:
        before = prices()
        rate(first.day, "2", admin, row=first, again=True)
        after = prices()
        assert after["deals"][0] == (2, 13_334)
        assert after["deals"][1] == before["deals"][1], "priced on Wednesday"
        assert [base for base, *_rest in after["outcomes"]] == [200_000, 110_000]
        assert after["balance"] == [[13_334, 4_000], [77_000, 7_700], [0, 0], [0, 0]]
        assert after["mrr"] == [(10_000,), (2_200,), (-12_200,)]

    def test_and_back_again(self, admin: User, first: ExchangeRate) -> None:
        before = prices()
        rate(first.day, "2", admin, row=first, again=True)
        rate(first.day, "1.05", admin, row=first, again=True)
        assert prices() == before


def test_what_was_written_as_its_rate_was_saved_is_priced_by_the_next_tick(
    rep: User, admin: User
) -> None:
    """Two transactions that did not see each other: a rate that priced nothing, a deal without."""
    late = factories.deal(owner=rep, at=TUESDAY, amount=1_000, currency="CHF")
    save_row(
        row=ExchangeRate(),
        values={"currency": "CHF", "day": MONDAY.date(), "rate": "1.05"},
        by=admin,
        now=NOW,
    )
    assert coming.price_stragglers(now=NOW + timedelta(minutes=11)) == 0
    assert coming.price_stragglers(now=NOW + timedelta(minutes=1)) == 1

    late.refresh_from_db()
    assert late.base_amount == 1_050
    assert missing() == []
    assert coming.price_stragglers(now=NOW + timedelta(minutes=2)) == 0
