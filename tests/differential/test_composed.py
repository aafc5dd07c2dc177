"""Figures made of other figures equal fractions of their parts, as plain SQL tells these."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from pytest_django import DjangoDbBlocker

from crm.civil import civil_day
from crm.foundation import lay_foundation
from crm.models import User
from kpis import snapshots
from kpis.catalogue import KPIS
from kpis.members import splits_of
from kpis.ranking import composed as made
from kpis.targets.aiming import set_target
from tests.differential import composed, facts, ours, sure
from tests.differential.asked import Asked, everybody
from tests.differential.test_three_ways import OCTOBER, TWO_MONTHS
from tests.kpis.generate import World

SPLITS: list[tuple[str, ...]] = [(), ("rep",), ("team",), ("month",), ("source",)]
SPLITS += [("rep", "month"), ("team", "month"), ("client_type",)]
Patch = pytest.MonkeyPatch


def lived(seed: int) -> World:
    """A company with targets of months and customers of more than a year, its facts gathered."""
    world = World(seed, discount_rate_bp=800, cost_lag_months=1).live(120)
    sure.grown(world)
    sure.old_customers(world)
    for key, value in (
        ("revenue", 90_000_00),
        ("calls_made_all", 9),
        ("win_rate", 3_000),
        ("demos", 2),
    ):
        for start in (date(2026, 10, 1), date(2026, 11, 1)):
            for holder in (
                *({"user": rep} for rep in world.reps[:3]),
                {"team": world.south},
            ):
                set_target(
                    by=None,
                    now=world.now,
                    kpi=key,
                    period="month",
                    starts_on=start,
                    value=world.random.randrange(1, value),
                    **holder,
                )
    snapshots.drain(now=world.now)
    facts.gather()
    return world


def differing(world: World, told: set[str], scopes: int = 4) -> Iterator[Any]:
    """Where the product and the fractions differ; ``told`` learns which figures said something."""
    today = civil_day(world.now, world.zone)
    for whose, by in product(everybody(world)[:scopes], SPLITS):
        period = TWO_MONTHS if "month" in by or whose.name == "all" else OCTOBER
        asked = Asked(whose, period, by)
        keys = [k for k in composed.HOW if set(by) <= set(splits_of(KPIS[k]))]
        said = ours.figures(asked, keys, today)
        theirs = composed.figures(asked, keys, today)
        for key in keys:
            mine = {m: v.value for m, v in said[key].items()}
            told |= {key} if any(mine.values()) else set()
            if gap := _gap(mine, theirs[key]):
                yield key, whose.name, by, gap


def _gap(mine: Any, theirs: Any) -> dict[Any, Any]:
    """Members without a figure, or with 0, may be left out on either side."""
    return {
        member: (mine.get(member), theirs.get(member))
        for member in {*mine, *theirs}
        if (mine.get(member) or 0) != (theirs.get(member) or 0)
    }


@pytest.fixture(scope="module")
def company(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[World]:
    """Lived once for the bugs of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        if not User.objects.filter(pk=0).exists():
            lay_foundation(apps)  # a test with real transactions flushed it
        yield lived(3)
        transaction.set_rollback(True)


def test_they_are_fractions_of_their_parts(company: World, db: None) -> None:
    told: set[str] = set()

    assert list(differing(company, told)) == []
    assert told == set(composed.HOW)


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", range(20))
def test_of_many_companies(db: None, seed: int) -> None:
    assert list(differing(lived(seed), set(), scopes=6)) == []


def _no_discount(patch: Patch) -> None:
    patch.setattr(made, "_discount", lambda: Fraction(0))


def _year_of_the_period(patch: Patch) -> None:
    """The margin of the period stands for that of a year."""
    right = made._over_parts
    patch.setattr(
        made, "_over_parts", lambda kpi, q, ends, _s=None: right(kpi, q, ends)
    )


def _weights_forgotten(patch: Patch) -> None:
    card = made.productivity()
    alike = replace(card, weights=dict.fromkeys(card.weights, 1))
    patch.setattr(made, "productivity", lambda: alike)


def _target_without_what_is_won(patch: Patch) -> None:
    right = made.target_of

    def wrong(*asked: Any) -> Any:
        target = right(*asked)
        return None if target is None else target + 1

    patch.setattr(made, "target_of", wrong)


@pytest.mark.parametrize(
    "bug",
    [
        _no_discount,
        _year_of_the_period,
        _weights_forgotten,
        _target_without_what_is_won,
    ],
)
def test_a_planted_bug_is_noticed(
    company: World, db: None, bug: Callable[[Patch], None], monkeypatch: Patch
) -> None:
    bug(monkeypatch)

    assert next(differing(company, set(), scopes=1), None)
