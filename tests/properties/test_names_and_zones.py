"""What things are called, and the zone somebody reads in, are no part of any figure."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from django.db.models import CharField, Q, Value
from django.db.models.functions import Concat
from django.utils import timezone

from crm import models
from kpis import snapshots
from kpis.measures import MEASURES
from kpis.models import DailySnapshot
from tests.kpis.generate import World
from tests.properties.living import SIZES, Life, lived, noticed, prove
from tests.properties.telling import a_period, cells, differing, everything

Patch = pytest.MonkeyPatch
#: What people give names to.
NAMED: list[Any] = [
    models.Organisation,
    models.Team,
    models.Prospect,
    models.Contact,
    models.Deal,
    models.Product,
    models.Pipeline,
    models.Stage,
    models.Source,
    models.Region,
    models.Sector,
    models.LossReason,
    models.ChurnReason,
    models.ComplaintReason,
    models.ContactMethod,
]
ZONES = ("Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kathmandu")


def renaming_changes_nothing(company: World, life: Life) -> None:
    world = lived(company, life)
    period = a_period(life)
    asked: list[tuple[str, ...]] = [(), ("stage",), ("product", "team")]
    before = {by: everything(world, period, *by) for by in asked}

    for model in NAMED:
        named = Concat(Value("New "), "name", output_field=CharField())
        model._base_manager.update(name=named)
    models.User.objects.exclude(pk=0).update(
        full_name=Concat(Value("New "), "full_name"), email=Concat(Value("n"), "email")
    )
    DailySnapshot.objects.all().delete()
    snapshots.build(now=world.now)

    for by, told in before.items():
        assert differing(everything(world, period, *by), told) == {}, by


def the_readers_zone_moves_no_day(company: World, life: Life) -> None:
    """Days are the organisation's, whatever zone the process or the reader is in."""
    world = lived(company, life)
    period, kept = a_period(life), cells()
    before = {by: everything(world, period, *by) for by in ((), ("week",))}

    with timezone.override(ZONES[life.free % len(ZONES)]):
        DailySnapshot.objects.all().delete()
        snapshots.build(now=world.now)

        assert differing(cells(), kept) == {}
        for by, told in before.items():
            assert differing(everything(world, period, *by), told) == {}, by


PROPERTIES = [renaming_changes_nothing, the_readers_zone_moves_no_day]


@pytest.mark.parametrize("examples", SIZES)
@pytest.mark.parametrize("check", PROPERTIES, ids=lambda check: check.__name__)
def test_no_part_of_it(company: World, db: None, check: Any, examples: int) -> None:
    prove(check, company, examples)


# Planted bugs -------------------------------------------------------------------------


def a_stage_is_known_by_its_name(patch: Patch) -> None:
    """The fault D13 of another program: factors for names of stages."""
    wrong = dataclasses.replace(
        MEASURES["pipeline_amount"], where=Q(stage__name="Qualification")
    )
    patch.setitem(MEASURES, "pipeline_amount", wrong)


def days_of_the_reader(patch: Patch) -> None:
    right = snapshots.snapshot_statement

    def wrong(connection: Any, claimed: Any, span: Any, _zone: Any) -> Any:
        return right(connection, claimed, span, timezone.get_current_timezone())

    patch.setattr(snapshots, "snapshot_statement", wrong)


@pytest.mark.parametrize(
    ("check", "bug"),
    [
        (renaming_changes_nothing, a_stage_is_known_by_its_name),
        (the_readers_zone_moves_no_day, days_of_the_reader),
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

    assert noticed(check, company)
