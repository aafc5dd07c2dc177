"""Whatever is done to deals, in any order: the sum of the rows is the pipeline."""

import random
from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db.models import Count, Sum

from crm.models import Deal, DealMovement, ExchangeRate, Stage, User
from crm.services import deal_journal as journal
from crm.services import deals
from tests import factories
from tests.factories import paris

START = paris(2026, 1, 5)
Place = tuple[int, int, date | None]


def by_place() -> dict[Place, tuple[int, int]]:
    """{(rep, stage, expected close): (deals, amount)} by the rows, where there is any."""
    rows = DealMovement.objects.values_list("rep", "stage", "expected_close_on")
    summed = rows.annotate(n=Sum("count"), a=Sum("amount")).order_by()
    return {
        key: (n, a or 0) for *key_, n, a in summed if (key := tuple(key_)) and (n or a)
    }  # type: ignore[misc]


def by_state() -> dict[Place, tuple[int, int]]:
    """The same by the deals that are open."""
    found: dict[Place, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for deal in Deal.objects.open():
        key = (deal.owner_id, deal.stage_id, deal.expected_close_on)
        count, amount = found[key]
        found[key] = (count + 1, amount + (deal.base_amount or 0))
    return dict(found)


class Walk:
    """A few people doing whatever a deal allows, an hour after the other."""

    def __init__(self, seed: int, people: list[User]) -> None:
        self.dice, self.people, self.now = random.Random(seed), people, START
        self.stages = list(Stage.objects.open())

    def step(self) -> None:
        self.now += timedelta(hours=self.dice.randint(1, 30))
        deal = self.dice.choice([None, *Deal.objects.all()])
        by, choose = self.dice.choice(self.people), self.dice.choice
        if deal is None:
            factories.deal(
                owner=by,
                at=self.now,
                now=self.now,
                amount=choose([None, 0, 99_999, 123_456]),
                currency=choose(["EUR", "USD", "CHF"]),
                in_stage=choose(self.stages).name,
            )
            return
        common: dict[str, Any] = {"deal_id": deal.pk, "by": by, "now": self.now}
        if not deal.is_open:
            choose([self.reopen, self.assign, self.price])(common)
        else:
            ends = [self.win, self.lose]
            choose(
                [self.move, self.assign, self.price, self.expect, self.revalue, *ends]
            )(common)

    def move(self, common: dict[str, Any]) -> None:
        deals.move_deal(stage=self.dice.choice(self.stages), **common)

    def assign(self, common: dict[str, Any]) -> None:
        deals.assign_deal(owner=self.dice.choice(self.people), **common)

    def price(self, common: dict[str, Any]) -> None:
        deals.price_deal(
            amount=self.dice.choice([None, 0, 50_001, 200_000]),
            currency=self.dice.choice(["EUR", "USD", "CHF"]),
            **common,
        )

    def expect(self, common: dict[str, Any]) -> None:
        deals.expect_close(on=date(2026, self.dice.randint(1, 12), 1), **common)

    def revalue(self, common: dict[str, Any]) -> None:
        stage = self.dice.choice(self.stages)
        stage.probability = self.dice.choice([5, 33, 50, 85])
        deals.set_probability(
            stage=stage, probability=stage.probability, by=common["by"], now=self.now
        )

    def win(self, common: dict[str, Any]) -> None:
        deals.win_deal(**common)

    def lose(self, common: dict[str, Any]) -> None:
        deals.lose_deal(reason=factories.lost_reason(), **common)

    def reopen(self, common: dict[str, Any]) -> None:
        deals.reopen_deal(stage=self.dice.choice([None, *self.stages]), **common)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_rows_are_the_pipeline_by_rep_stage_and_expected_day_at_every_step(
    rep: User, teammate: User, seed: int
) -> None:
    for month, value in ((1, "0.9"), (2, "0.85"), (4, "0.95")):
        day = date(2026, month, 1)
        ExchangeRate.objects.create(currency="USD", day=day, rate=value)
    walk = Walk(seed, [rep, teammate])
    for _step in range(60):
        walk.step()
        assert by_place() == by_state()
    for deal in Deal.objects.select_related("stage"):
        load = journal.stored_load(deal)
        held = journal.load_of(deal, deal.stage)
        expected = (
            (1, held.amount or 0, held.weighted or 0) if deal.is_open else (0, 0, 0)
        )
        assert (load.count, load.amount or 0, load.weighted or 0) == expected
    outcomes = DealMovement.objects.filter(
        kind__in=["won", "lost"], withdrawn_at__isnull=True
    )
    assert outcomes.count() == Deal.objects.exclude(state="open").count()
    assert not outcomes.values("deal").annotate(n=Count("pk")).filter(n__gt=1).exists()


def test_the_pipeline_of_a_past_day_is_the_sum_of_the_rows_up_to_it(rep: User) -> None:
    deal = factories.deal(owner=rep, at=paris(2026, 11, 2))
    deals.price_deal(deal_id=deal.pk, amount=250_000, by=rep, now=paris(2026, 11, 4))
    deals.win_deal(deal_id=deal.pk, by=rep, now=paris(2026, 11, 6))
    deals.reopen_deal(deal_id=deal.pk, by=rep, now=paris(2026, 11, 9))

    def up_to(at: datetime) -> int:
        return DealMovement.objects.filter(at__lt=at).aggregate(a=Sum("amount"))["a"]

    assert [up_to(paris(2026, 11, day, 0)) for day in (3, 5, 7, 10)] == [
        100_000, 250_000, 0, 250_000,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "probability", "weighted"),
    [(100, 30, 30), (5, 10, 1), (4, 10, 0), (-5, 10, -1), (None, 50, None)],
)
def test_a_weight_is_rounded_half_up_to_the_minor_unit(
    amount: int | None, probability: int, weighted: int | None
) -> None:
    assert journal.weigh(amount, probability) == weighted
