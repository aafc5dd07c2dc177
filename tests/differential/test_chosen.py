"""Revenue on delivery and shares of contact methods: the product = SQL by hand = DuckDB, exactly."""

from __future__ import annotations

from typing import Any

import pytest

from crm.models import MethodCredit
from crm.services import crediting, people
from tests.differential import chosen, ours, sure
from tests.differential.asked import Asked, everybody
from tests.differential.test_three_ways import OCTOBER, TWO_MONTHS, second_opinion
from tests.kpis.generate import World

SPLITS: list[tuple[str, ...]] = [
    (),
    ("rep",),
    ("team",),
    ("month",),
    ("source",),
    ("currency",),
    ("product",),
    ("team", "month"),
    ("product", "rep"),
    ("method",),
    ("method", "rep"),
    ("method", "month"),
    ("product", "method"),
]
KEYS = ("revenue", "avg_transaction")
RULES = ("first", "last", "equal")


def grown(seed: int) -> World:
    """A company whose deals have a path of activities, by every rule in turn over the seeds."""
    world = sure.grown(World(seed).live(140))
    chosen.paths(world)
    return world


def choose(world: World, *, basis: str, rule: str) -> None:
    people.edit_organisation(
        by=None, now=world.now, revenue_basis=basis, method_rule=rule
    )
    crediting.credit_forgotten(now=world.now)


def differing(world: World, duck: Any, *, basis: str, rule: str) -> list[Any]:
    found = []
    delivered = basis == "delivered"
    for whose in everybody(world)[:5]:
        for by in SPLITS:
            asked = Asked(whose, TWO_MONTHS if "month" in by else OCTOBER, by)
            said = ours.figures(asked, KEYS, world.now.date())
            told = {
                "sql": chosen.by_sql(asked, delivered=delivered, rule=rule),
                "duckdb": chosen.by_duckdb(duck, asked, delivered=delivered, rule=rule),
            }
            for name, theirs in told.items():
                for key, other in zip(KEYS, theirs, strict=True):
                    if key == "avg_transaction" and asked.lines:
                        continue  # revenue of lines and deals: no one ratio
                    if gap := ours.differences(ours.plain(said[key]), other):
                        found.append((name, key, whose.name, by, basis, rule, gap))
    return found


def different_somewhere(seed: int) -> list[Any]:
    world = grown(seed)
    duck = second_opinion(world)
    found = []
    for i, rule in enumerate(RULES):
        basis = ("delivered", "won")[(seed + i) % 2]
        choose(world, basis=basis, rule=rule)
        found += differing(world, duck, basis=basis, rule=rule)
    return found


@pytest.mark.parametrize("seed", range(2))
def test_three_ways_say_the_same_of_what_is_chosen(db: None, seed: int) -> None:
    assert different_somewhere(seed) == []


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", range(2, 50))
def test_many_companies(db: None, seed: int) -> None:
    assert different_somewhere(seed) == []


def test_a_share_of_another_method_turns_it_red(db: None) -> None:
    """Two planted bugs: the last method where the first is chosen, the win where delivery is."""
    world = grown(3)
    duck = second_opinion(world)
    choose(world, basis="won", rule="last")
    assert MethodCredit.objects.exists()
    assert differing(world, duck, basis="won", rule="first")
    assert differing(world, duck, basis="delivered", rule="last")
