"""Amounts are exact: times a number they are that many times, and currencies never mix."""

from __future__ import annotations

import random
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.apps import apps
from django.db.models import BigIntegerField, F, FloatField, Sum, Value
from django.db.models.functions import Cast, Coalesce

from crm.models import ExchangeRate, TimeEntry
from crm.services import deals
from kpis import cells, snapshots
from kpis.catalogue import KPIS
from kpis.models import DailySnapshot, Target
from kpis.spec import Unit
from tests.differential.test_planted_bugs import other_currencies_as_they_are
from tests.kpis.generate import World
from tests.properties.busy import deal
from tests.properties.living import SIZES, Life, lived, noticed, prove
from tests.properties.telling import SPAN, Told, differing, everything

Patch = pytest.MonkeyPatch
MONEY = {key for key, kpi in KPIS.items() if kpi.unit == Unit.MONEY}
#: What a column of money is called; each is in minor units.
WORDS = ("amount", "cost", "price", "weighted", "outcome_list", "base_list")


def times_k_is_k_times(company: World, life: Life) -> None:
    """All amounts times k: money is k times as much, counts and rates are what they were."""
    world = lived(company, life)
    # Parts of an hour are rounded to the cent: times k that is not k times the same.
    TimeEntry.objects.update(minutes=60)
    snapshots.build(now=world.now)
    k = 10**11 + random.Random(life.free).randrange(10**6)
    asked: list[tuple[str, ...]] = [(), ("product", "rep")]
    before = {by: everything(world, SPAN, *by) for by in asked}
    assert {key for key, _members in before[()]} & MONEY

    multiply(k)
    DailySnapshot.objects.all().delete()
    snapshots.build(now=world.now)

    for by, told in before.items():
        now = everything(world, SPAN, *by)
        wanted = {
            (key, members): value.value and value.value * (k if key in MONEY else 1)
            for (key, members), value in told.items()
        }
        found = {name: value.value for name, value in now.items()}
        assert differing(found, wanted) == {}, by


def multiply(k: int) -> None:
    """Every column of money of the facts, and what is aimed at in money."""
    for model in apps.get_app_config("crm").get_models():
        columns = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, BigIntegerField) and field.name.endswith(WORDS)
        ]
        if columns:
            model._base_manager.update(**{name: F(name) * k for name in columns})
    Target.objects.filter(kpi__in=MONEY).update(value=F("value") * k)


def currencies_never_mix(company: World, life: Life) -> None:
    """A sale moves its own currency alone, by its amount at that day's rate; without one, by nothing."""
    world = lived(company, life)
    chance = random.Random(life.free)
    rep, amount = chance.choice(world.reps), chance.randrange(1, 10**9)
    currency = chance.choice(["EUR", "USD", "GBP"])
    before, whole = everything(world, SPAN, "currency"), everything(world)

    sold = deal(world, rep, amount=amount, currency=currency)
    deals.win_deal(deal_id=sold.pk, by=rep, now=world.now)
    snapshots.drain(now=world.now)

    after, base = everything(world, SPAN, "currency"), worth(amount, currency)
    moved = differing(before, after)
    assert {members for _key, members in moved} == {(currency,)}
    assert more("deals_won", before, after, (currency,)) == 1
    assert more("revenue", before, after, (currency,)) == base
    assert more("revenue", whole, everything(world), ()) == base


def worth(amount: int, currency: str) -> int:
    """In minor units of the base currency, half a unit rounded up; without a rate, nothing."""
    if currency == "EUR":
        return amount
    rate = ExchangeRate.objects.filter(currency=currency).order_by("day").last()
    exact = amount * (rate.rate if rate else Decimal(0))
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def more(key: str, one: Told, other: Told, members: Any) -> Fraction:
    a, b = (told.get((key, members)) for told in (one, other))
    return ((b and b.value) or Fraction(0)) - ((a and a.value) or Fraction(0))


PROPERTIES = [times_k_is_k_times, currencies_never_mix]


@pytest.mark.parametrize("examples", SIZES)
@pytest.mark.parametrize("check", PROPERTIES, ids=lambda check: check.__name__)
def test_money(company: World, db: None, check: Any, examples: int) -> None:
    prove(check, company, examples)


# Planted bugs -------------------------------------------------------------------------


def sums_are_floats(patch: Patch) -> None:
    def wrong(column: str) -> Any:
        return Coalesce(Sum(Cast(column, FloatField())), Value(0.0))

    patch.setattr(cells, "_sum", wrong)


@pytest.mark.parametrize(
    ("check", "bug"),
    [
        (times_k_is_k_times, sums_are_floats),
        (currencies_never_mix, other_currencies_as_they_are),
    ],
    ids=lambda each: each.__name__,
)
def test_a_planted_bug_is_noticed(
    company: World,
    db: None,
    check: Any,
    bug: Any,
    monkeypatch: Patch,
    fresh_statements: None,
) -> None:
    bug(monkeypatch)

    assert noticed(check, company, tries=10)
