"""The score by a card with the team's median: the product = the SQL in a loop = DuckDB, exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.http import QueryDict
from duckdb import DuckDBPyConnection
from pytest_django import DjangoDbBlocker

from crm.civil import civil_day
from crm.foundation import lay_foundation
from crm.models import Organisation, User
from kpis import picker, ranking
from kpis.catalogue import KPIS
from kpis.models import ScoreCard, Target
from kpis.periods import Period
from kpis.question import Question
from kpis.ranking import score_cards, scores
from kpis.ranking.boards import CARD, Compared
from kpis.scope import ALL
from kpis.targets.aiming import set_target
from kpis.targets.book import TargetBook
from tests.differential import medians, ours
from tests.differential.asked import Asked, everybody
from tests.differential.test_three_ways import OCTOBER, TWO_MONTHS, second_opinion
from tests.kpis.generate import World

SPLITS: list[tuple[str, ...]] = [(), ("rep",), ("month",), ("rep", "month"), ("team",)]
Patch = pytest.MonkeyPatch
Company = tuple[World, DuckDBPyConnection]


def lived(seed: int) -> Company:
    """Teams of some people, who move; a few have targets of a few figures."""
    world = medians.busy(medians.crowd(World(seed)).live(60))
    for key, value in (("calls_made_all", 4), ("revenue", 80_000)):
        for person in world.random.sample(world.reps, 4):
            for start in (date(2026, 10, 1), date(2026, 11, 1)):
                set_target(
                    by=None,
                    now=world.now,
                    kpi=key,
                    period="month",
                    starts_on=start,
                    value=world.random.randrange(1, value),
                    user=person,
                )
    medians.moved(world)
    return world, second_opinion(world)


def differing(company: Company, name: str, told: set[Any]) -> Iterator[Any]:
    """Where the score is not what two ways make of it; ``told`` learns which asked for a median."""
    (world, duck), today = company, civil_day(company[0].now, company[0].zone)
    ways = {
        "loop": medians.by_loop(),
        "duckdb": medians.in_duckdb(duck, today),
    }
    whom = everybody(world)
    for whose, by in product([*whom[:3], whom[5]], SPLITS):
        asked = Asked(whose, TWO_MONTHS if "month" in by else OCTOBER, by)
        said = ours.figures(asked, ["rep_score"], today)["rep_score"]
        mine = {members: value.value for members, value in said.items()}
        for way, median_of in ways.items():
            theirs = medians.figures(
                asked, medians.CARDS[name], today, _noted(median_of, told)
            )
            if gap := _gap(mine, theirs):
                yield way, name, whose.name, by, gap


def _noted(median_of: medians.MedianOf, told: set[Any]) -> medians.MedianOf:
    def noting(key: str, person: int, part: Any) -> Fraction | None:
        found = median_of(key, person, part)
        if found:
            told.add(key)
        return found

    return noting


def _gap(mine: Any, theirs: Any) -> dict[Any, Any]:
    """Members without a score, or with 0, may be left out on either side."""
    return {
        member: (mine.get(member), theirs.get(member))
        for member in {*mine, *theirs}
        if (mine.get(member) or 0) != (theirs.get(member) or 0)
    }


def on_the_board(company: Company, row: ScoreCard) -> dict[Any, Fraction | None]:
    """October's board of everybody by the card, which is the productivity score."""
    world, _duck = company
    today = civil_day(world.now, world.zone)
    board = ranking.board(
        KPIS["revenue"],
        ALL,
        picker.read(QueryDict("period=month&on=2026-10-01"), ALL, today),
        compared=Compared(CARD, card=score_cards.of_row(row)),
        organisation=Organisation.current(),
    )
    return {(place.who.pk,): place.value.value for place in board.places}


@pytest.fixture(scope="module")
def company(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Company]:
    """Lived once for all of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        if not User.objects.filter(pk=0).exists():
            lay_foundation(apps)  # a test with real transactions flushed it
        yield lived(1)
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", medians.CARDS)
def test_three_ways_say_the_same(company: Company, db: None, name: str) -> None:
    told: set[str] = set()
    row = medians.card(company[0], name)

    assert list(differing(company, name, told)) == []
    # Or nothing above was measured on a median at all.
    assert len(told) > len(medians.CARDS[name]) / 2
    asked = Asked(everybody(company[0])[0], OCTOBER, ("rep",))
    today = civil_day(company[0].now, company[0].zone)
    said = ours.figures(asked, ["rep_score"], today)["rep_score"]
    assert not _gap({k: v.value for k, v in said.items()}, on_the_board(company, row))


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", range(2, 20))
def test_many_companies(db: None, seed: int) -> None:
    company = lived(seed)
    name = list(medians.CARDS)[seed % 2]
    medians.card(company[0], name)

    assert list(differing(company, name, set())) == []


def _mean(patch: Patch) -> None:
    patch.setattr(scores, "percentile", lambda v, _half: sum(v, Fraction(0)) / len(v))


def _of_two(patch: Patch) -> None:
    patch.setattr(scores, "LEAST_PEOPLE", 2)


def _who_does_not_sell(patch: Patch) -> None:
    patch.setattr(Question, "not_selling", frozenset())


def _team_of_the_last_day(patch: Patch) -> None:
    """One's team at the end of all that is asked stands for every month of it."""
    right = TargetBook.team_in
    patch.setattr(TargetBook, "team_in", lambda book, _period: right(book, book.period))


def _who_did_nothing_left_out(patch: Patch) -> None:
    right = scores.percentile
    patch.setattr(
        scores, "percentile", lambda v, half: right([x for x in v if x] or v, half)
    )


@pytest.mark.parametrize(
    "bug",
    [
        _mean,
        _of_two,
        _who_does_not_sell,
        _team_of_the_last_day,
        _who_did_nothing_left_out,
    ],
)
def test_a_planted_bug_is_noticed(
    company: Company, db: None, bug: Callable[[Patch], None], monkeypatch: Patch
) -> None:
    medians.card(company[0], "Drive")
    bug(monkeypatch)

    assert next(differing(company, "Drive", set()), None)


def test_asked_on_a_day_gone_by_nothing_later_is_in_the_median(
    company: Company, db: None
) -> None:
    """October as seen on the 12th: people and their median, both of twelve days."""
    medians.card(company[0], "Drive")
    whose, day = everybody(company[0])[0], date(2026, 10, 12)
    asked = Asked(whose, OCTOBER, ("rep",))

    def score(asked: Asked) -> dict[Any, Any]:
        said = ours.figures(asked, ["rep_score"], day)["rep_score"]
        return {members: value.value for members, value in said.items()}

    months = Asked(whose, Period(OCTOBER.first, day + timedelta(1)), ("rep",))
    without = [m for m in score(asked) if not _aimed(m[0])]
    assert without
    assert {m: score(asked)[m] for m in without} == {
        m: score(months).get(m) for m in without
    }


def _aimed(person: int) -> bool:
    return Target.objects.filter(user=person).exists()
