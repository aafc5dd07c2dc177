"""Small companies that live a little longer: what a property is tried on, and how it is proved.

A property is a function of a company and a life; it raises ``AssertionError`` where it does not
hold. A life is a list of happenings of ``tests.kpis.generate``: Hypothesis draws it and makes it
shorter when it fails. All that is written for an example is taken back after it.
"""

from __future__ import annotations

import copy
import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import hypothesis
import pytest
from django.core.exceptions import FieldError
from django.db import transaction
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st

from kpis import snapshots
from tests.kpis.generate import WEIGHTS, World

#: Examples of a property in every test run, and under ``make fuzz``.
EVERYDAY, MANY = 1, 500
SIZES = [
    pytest.param(EVERYDAY, id="everyday"),
    pytest.param(MANY, id="many", marks=pytest.mark.fuzz),
]
LONGEST = 8
NAMES = [name for name, weight in WEIGHTS.items() for _ in range(weight)]


@dataclass(frozen=True)
class Life:
    """What happens next, in order; ``seed`` decides to whom and when, ``free`` whatever else."""

    happenings: tuple[str, ...] = ()
    seed: int = 0
    free: int = 0


#: In every test run a property is tried on this life alone: each question asks all there is.
EVENTFUL = Life(tuple(random.Random(4).choices(NAMES, k=LONGEST)), 7, 7)
Property = Callable[[World, Life], None]


def lives() -> st.SearchStrategy[Life]:
    names = st.lists(st.sampled_from(NAMES), max_size=LONGEST).map(tuple)
    small, large = st.integers(0, 10_000), st.integers(0, 2**32)
    return st.builds(Life, names, small, large)


def lived(company: World, life: Life, *, drain_each: bool = False) -> World:
    """A copy of the company after this life, its figures up to date."""
    world = copy.deepcopy(company)
    world.random = random.Random(life.seed)
    world.happened = Counter()
    for name in life.happenings:
        world.now += timedelta(hours=world.random.randrange(1, 30))
        world.do(name)
        if drain_each:
            snapshots.drain(now=world.now)
    snapshots.drain(now=world.now)
    return world


@contextmanager
def taken_back() -> Iterator[None]:
    """What is written inside never happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def prove(check: Property, company: World, examples: int) -> None:
    """The property on an eventful life of the company, and on as many drawn ones as ``make fuzz`` wants."""

    drawn = () if examples == EVERYDAY else (Phase.generate, Phase.shrink)

    @hypothesis.given(life=lives())
    @hypothesis.example(life=EVENTFUL)
    @hypothesis.settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=(Phase.explicit, *drawn),
        suppress_health_check=list(HealthCheck),
    )
    def holds(life: Life) -> None:
        with taken_back():
            check(company, life)

    holds()


def noticed(check: Property, company: World, tries: int = 3) -> bool:
    """Whether a bug planted by the caller makes the property fail, or the engine fall over."""
    names = [name for name in WEIGHTS if name != "know"]
    for seed in range(tries):
        happenings = random.Random(seed).choices(names, k=LONGEST)
        try:
            with taken_back():
                check(company, Life(tuple(happenings), seed, seed))
        except (AssertionError, ArithmeticError, LookupError, FieldError, TypeError):
            return True
    return False
