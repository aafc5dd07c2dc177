"""The world of these tests, at the fixed instant, with limits that no other test used up."""

import logging
from collections.abc import Callable, Iterator
from copy import deepcopy

import pytest
import time_machine
from django.apps import apps
from django.core.cache import caches
from django.db import transaction
from django.utils import translation
from pytest_django import DjangoDbBlocker

from crm.foundation import lay_foundation
from crm.models import User
from tests.access.principals import Principal, enter
from tests.access.world import World, make_world
from tests.factories import NOW


@pytest.fixture(autouse=True)
def _clock(frozen: object) -> Iterator[None]:
    # Thousands of refusals, each with its line in the log, would bury a failure.
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)
    for name in ("default", "shared"):
        caches[name].clear()


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world, made once for the tests of a file: each undoes what it does to it."""
    translation.activate("en")
    with (
        django_db_blocker.unblock(),
        time_machine.travel(NOW, tick=False),
        transaction.atomic(),
    ):
        if not User.objects.filter(pk=0).exists():
            lay_foundation(apps)  # a test with real transactions flushed it
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(made: World, db: None) -> World:
    """With people and records that remember nothing of another test."""
    return deepcopy(made)


@pytest.fixture
def entered(world: World) -> Callable[[str], Principal]:
    """``entered("manager")``: that principal, signed in."""
    return lambda name: enter(world, name)
