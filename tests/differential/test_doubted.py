"""What is in doubt, told apart or left out: the product = SQL by hand = DuckDB = a loop, exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Q, Value, When
from duckdb import DuckDBPyConnection
from pytest_django import DjangoDbBlocker

from crm.civil import civil_day
from crm.foundation import lay_foundation
from crm.models import User
from kpis.catalogue import KPIS
from kpis.measures import SOURCES
from kpis.measures.activities import LOGGED
from kpis.measures.describing import WorkedOut
from kpis.members import splits_of
from tests.differential import doubted, ours
from tests.differential.asked import Asked, everybody
from tests.differential.test_three_ways import OCTOBER, TWO_MONTHS, second_opinion
from tests.kpis.generate import World

SPLITS: list[tuple[str, ...]] = [
    (),
    ("rep",),
    ("team",),
    ("day",),
    ("month",),
    ("source",),
    ("kind",),
    ("method",),
    ("team", "month"),
    ("product", "rep"),
]
MEMBERS = ("told", "bulk", "untold")
Patch = pytest.MonkeyPatch


def lived(seed: int) -> World:
    return doubted.doubts(World(seed).live(90))


def questions(world: World, scopes: int) -> Iterator[Asked]:
    """Left out, or alone; and told apart, alone and beside every other split."""
    for whose, by in product(everybody(world)[:scopes], SPLITS):
        period = TWO_MONTHS if "month" in by else OCTOBER
        for member in MEMBERS:
            yield Asked(whose, period, by, (("logging", member),))
        if len(by) < 2:
            yield Asked(whose, period, (*by, "logging"))


def differing(
    world: World, duck: DuckDBPyConnection, scopes: int, *, tenth: int | None = None
) -> Iterator[Any]:
    today = civil_day(world.now, world.zone)
    asked_for = list(questions(world, scopes))
    for asked in asked_for if tenth is None else asked_for[tenth::10]:
        said = ours.figures(asked, doubted.COUNTED, today)
        for key in doubted.COUNTED:
            told = {
                "sql": doubted.by_sql(asked, key),
                "duckdb": doubted.by_duckdb(duck, asked, key),
                "loop": doubted.by_loop(world, asked, key),
            }
            for name, theirs in told.items():
                if gap := ours.differences(ours.plain(said[key]), theirs):
                    yield name, key, asked.whose.name, asked.by, asked.where, gap


@pytest.fixture(scope="module")
def company(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[World, DuckDBPyConnection]]:
    """Lived once for all of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        if not User.objects.filter(pk=0).exists():
            lay_foundation(apps)  # a test with real transactions flushed it
        world = lived(1)
        yield world, doubted.prepared(second_opinion(world))
        transaction.set_rollback(True)


def test_every_figure_that_knows_how_it_was_logged_is_told(db: None) -> None:
    known = {key for key, kpi in KPIS.items() if "logging" in splits_of(kpi)}

    assert known == set(doubted.COUNTED)


def test_four_ways_say_the_same(company: Any, db: None) -> None:
    world, duck = company

    assert list(differing(world, duck, scopes=4, tenth=3)) == []


def test_something_is_in_doubt_and_something_is_not(company: Any, db: None) -> None:
    """Or the questions above would be answered by nothing at all."""
    world, _duck = company
    today = civil_day(world.now, world.zone)
    asked = Asked(everybody(world)[0], OCTOBER, ("logging",))

    found = ours.figures(asked, ["calls_made_all", "demos"], today)

    assert all(
        {*each} == {("told",), ("bulk",), ("untold",)} for each in found.values()
    )


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", range(2, 30))
def test_many_companies(db: None, seed: int) -> None:
    world = lived(seed)
    duck = doubted.prepared(second_opinion(world))

    assert list(differing(world, duck, scopes=7, tenth=seed % 10)) == []


def _logged(*cases: When) -> Callable[[Patch], None]:
    """The dimension put together another way."""

    def plant(patch: Patch) -> None:
        other = WorkedOut(*cases, default=Value("told"), choices=LOGGED.flatchoices)
        patch.setitem(SOURCES["activities"].dims, "logging", other)  # type: ignore[arg-type]

    return plant


BULK = When(Q(status="held", in_bulk=True), then=Value("bulk"))
SILENT = Q(status="held", outcome="")
ANSWERED = ["call", "meeting", "demo"]


@pytest.mark.parametrize(
    "bug",
    [
        # A mail without outcome is in doubt.
        _logged(BULK, When(SILENT, then=Value("untold"))),
        # What never took place is in doubt too.
        _logged(
            When(in_bulk=True, then=Value("bulk")),
            When(SILENT & Q(kind__in=ANSWERED), then=Value("untold")),
        ),
        # What was logged several at once is in doubt only without outcome.
        _logged(When(SILENT & Q(kind__in=ANSWERED), then=Value("untold"))),
        # The other one first.
        _logged(When(SILENT & Q(kind__in=ANSWERED), then=Value("untold")), BULK),
    ],
    ids=["mails", "missed", "several", "order"],
)
def test_a_planted_bug_is_noticed(
    company: Any, db: None, bug: Callable[[Patch], None], monkeypatch: Patch
) -> None:
    bug(monkeypatch)

    assert next(differing(*company, scopes=1), None)


def test_a_filter_that_forgets_a_part_of_a_rate_is_noticed(
    company: Any, db: None, monkeypatch: Patch
) -> None:
    """Above the line what is told, below it everything."""
    right = ours.figures

    def wrong(asked: Asked, keys: Any, today: Any) -> Any:
        found = right(asked, keys, today)
        whole = right(Asked(asked.whose, asked.period, asked.by), ["reach_rate"], today)
        for place, value in found["reach_rate"].items():
            below = whole["reach_rate"][place].denominator
            if value.numerator and below:
                object.__setattr__(value, "value", value.numerator / below)
        return found

    monkeypatch.setattr(ours, "figures", wrong)

    found = next(differing(*company, scopes=1), None)
    assert found
    assert found[1] == "reach_rate"
