"""The company that the properties are tried on, lived once a module."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.apps import apps
from django.db import transaction
from pytest_django import DjangoDbBlocker

from crm.foundation import lay_foundation
from crm.models import User
from kpis import snapshots, statement
from kpis.targets.aiming import set_target
from tests.differential.noticing import certainties
from tests.kpis.generate import World
from tests.properties.busy import all_sorts


@pytest.fixture(scope="module")
def company(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[World]:
    """A company of ten weeks in which every figure can be asked for."""
    with django_db_blocker.unblock(), transaction.atomic():
        if not User.objects.filter(pk=0).exists():
            lay_foundation(apps)  # a test with real transactions flushed it
        world = World(12, days=70).live(150)
        certainties(world)
        for person in world.reps[:2]:
            all_sorts(world, person)
        aims(world)
        snapshots.drain(now=world.now)
        yield world
        transaction.set_rollback(True)


def aims(world: World) -> None:
    """A target of revenue for each person, in October and November."""
    for person in world.reps:
        for month in (10, 11):
            set_target(
                by=None,
                now=world.now,
                kpi="revenue",
                period="month",
                starts_on=date(2026, month, 1),
                value=500_000,
                user=person,
            )


@pytest.fixture
def fresh_statements() -> Iterator[None]:
    """Compiled statements are kept by the process: forget them around a planted bug."""
    statement._compiled.cache_clear()
    yield
    statement._compiled.cache_clear()
