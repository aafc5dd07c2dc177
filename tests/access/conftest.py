"""The world of these tests, at the fixed instant, with limits that no other test used up."""

import logging
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import caches

from tests.access.principals import Principal, enter
from tests.access.world import World, make_world


@pytest.fixture(autouse=True)
def _clock(frozen: object) -> Iterator[None]:
    # Thousands of refusals, each with its line in the log, would bury a failure.
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)
    for name in ("default", "shared"):
        caches[name].clear()


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def entered(world: World) -> Callable[[str], Principal]:
    """``entered("manager")``: that principal, signed in."""
    return lambda name: enter(world, name)
