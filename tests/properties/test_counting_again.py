"""However often, in whatever order and in however many steps it is counted, it is the same."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from typing import Any

import pytest
from django.db import connection

from kpis import ledger, rows, snapshots, statement
from kpis.measures import SOURCES
from kpis.models import DailySnapshot, Restatement
from kpis.spec import Source
from tests.kpis.generate import World
from tests.properties.living import SIZES, Life, lived, noticed, prove
from tests.properties.telling import SPAN, a_period, cells, differing, everything

Patch = pytest.MonkeyPatch


def order_does_not_matter(company: World, life: Life) -> None:
    world = lived(company, life)
    asked: list[tuple[Any, ...]] = [(SPAN,), (a_period(life), "rep"), (SPAN, "month")]
    before = [everything(world, *each) for each in asked]
    chance = random.Random(life.free)
    for shuffled in (list.reverse, chance.shuffle):
        for source in SOURCES.values():
            renumber(source, shuffled)
        DailySnapshot.objects.all().delete()
        snapshots.build(now=world.now)

        for each, told in zip(asked, before, strict=True):
            assert differing(everything(world, *each), told) == {}, each


def renumber(source: Source, shuffled: Any) -> None:
    """Other ids for a table's rows; those of one instant keep their order, which says what came first."""
    model = source.rows().model
    told = list(model._base_manager.order_by("pk").values_list("pk", source.at))
    ids = [pk + 10_000_000 for pk, _at in told]
    shuffled(ids)
    moments: dict[Any, list[int]] = {}
    for new, (_pk, at) in zip(ids, told, strict=True):
        moments.setdefault(at, []).append(new)
    for held in moments.values():
        held.sort(reverse=True)
    pairs = [(moments[at].pop(), pk) for pk, at in told]
    with connection.cursor() as cursor:
        for table, column in _columns_of(model):
            cursor.executemany(
                f'UPDATE "{table}" SET "{column}" = %s WHERE "{column}" = %s', pairs
            )


def _columns_of(model: Any) -> Iterable[tuple[str, str]]:
    """Where the id of a row stands: in its own table, and in those that point at it."""
    yield model._meta.db_table, model._meta.pk.column
    for field in model._meta.get_fields(include_hidden=True):
        if field.auto_created and not field.concrete and not field.many_to_many:
            yield field.related_model._meta.db_table, field.field.column


def twice_is_once(company: World, life: Life) -> None:
    world = lived(company, life)
    shown = cells()
    snapshots.build(now=world.now)
    assert cells() == shown
    once, restated = list(DailySnapshot.objects.values()), Restatement.objects.count()

    again = snapshots.build(now=world.now)

    assert (again.cells_written, again.restated) == (0, 0)
    assert list(DailySnapshot.objects.values()) == once
    assert Restatement.objects.count() == restated


def step_by_step_is_all_at_once(company: World, life: Life) -> None:
    world = lived(company, life, drain_each=True)
    by_steps = cells()

    DailySnapshot.objects.all().delete()
    snapshots.build(now=world.now)

    assert cells() == by_steps


PROPERTIES = [order_does_not_matter, twice_is_once, step_by_step_is_all_at_once]


@pytest.mark.parametrize("examples", SIZES)
@pytest.mark.parametrize("check", PROPERTIES, ids=lambda check: check.__name__)
def test_counted_again(company: World, db: None, check: Any, examples: int) -> None:
    prove(check, company, examples)


# Planted bugs -------------------------------------------------------------------------


def last_answer_by_id(patch: Patch) -> None:
    right = rows.last_answers

    class ById:
        def __init__(self, found: Any) -> None:
            self.found = found

        def order_by(self, *_columns: str) -> Any:
            return self.found.order_by("pk")

    patch.setattr(rows, "last_answers", lambda r, f, keys=(): right(ById(r), f, keys))


def cells_add_to_what_is_there(patch: Patch) -> None:
    right = statement._assemble

    def wrong(claimed: str, counted: list[str]) -> str:
        table = "kpis_dailysnapshot"
        return re.sub(
            r"(\w+) = excluded\.(?!team_id)(\w+)",
            rf"\1 = {table}.\1 + excluded.\2",
            right(claimed, counted),
        )

    patch.setattr(statement, "_assemble", wrong)


def only_the_new_day_is_marked(patch: Patch) -> None:
    from crm.models import Organisation

    patch.setattr(
        ledger.LISTENER,
        "rows_moved",
        lambda moved: ledger.mark(
            ledger.cells_of(moved[-1:], Organisation.current().zone)
        ),
    )


@pytest.mark.parametrize(
    ("check", "bug"),
    [
        (order_does_not_matter, last_answer_by_id),
        (twice_is_once, cells_add_to_what_is_there),
        (step_by_step_is_all_at_once, only_the_new_day_is_marked),
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

    assert noticed(check, company, tries=20)
