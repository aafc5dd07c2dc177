"""Bugs planted in what tells costs, recurring revenue, stages and customers: each must be noticed."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from pytest_django import DjangoDbBlocker

from crm.civil import civil_day
from crm.foundation import lay_foundation
from crm.models import Activity, DealMovement, User
from crm.services import cost_days
from kpis import bridge, cells, expecting, from_rows, passing, rollup, rows, standing
from kpis.catalogue import KPIS
from kpis.measures import SOURCES
from kpis.measures.stays import INTO
from kpis.periods import DAY, Period
from kpis.rows import EARLIEST
from tests.differential import ours, sure
from tests.differential.asked import Asked, everybody
from tests.differential.pairs import AGES, PAIRED
from tests.differential.test_three_ways import (
    OCTOBER,
    TWO_MONTHS,
    differing,
    second_opinion,
)
from tests.kpis.generate import World

Patch = pytest.MonkeyPatch


def _reformed(patch: Patch, key: str, **changes: Any) -> None:
    formula = dataclasses.replace(KPIS[key].formula, **changes)  # type: ignore[type-var]
    patch.setitem(KPIS, key, dataclasses.replace(KPIS[key], formula=formula))


def mrr_by_the_team_of_its_day(patch: Patch) -> None:
    """A team keeps what people brought who left it since."""

    def wrong(measures: Any, scope: Any, days: Any, by: Any = ()) -> Any:
        found: Any = {}
        for place, day in enumerate(days):
            ever = [Period(EARLIEST, day + DAY)]
            for key, sums in cells.flows(measures, scope, ever, by).items():
                found[place, *key[1:]] = sums
        return found

    patch.setattr(cells, "balances", wrong)


def who_comes_back_is_new(patch: Patch) -> None:
    patch.setattr(bridge, "_tell_returns", lambda *_args: None)


def expansion_by_subscription(patch: Patch) -> None:
    _reformed(patch, "expansion_mrr", of="subscription_id")


def team_costs_are_nobodys(patch: Patch) -> None:
    patch.setitem(SOURCES, "costs", dataclasses.replace(SOURCES["costs"], team=""))


def no_lag(patch: Patch) -> None:
    patch.setattr(rollup, "lag_of", lambda _formula: 0)


def last_day_of_the_month_twice(patch: Patch) -> None:
    right = cost_days.equal_parts

    def wrong(amount: Any, count: int) -> Any:
        *parts, last = right(amount, count)
        return [*parts, last and 2 * last]

    patch.setattr(cost_days, "equal_parts", wrong)
    cost_days.spread_all()


def stage_counted_each_time(patch: Patch) -> None:
    right = passing._path

    def entries(deals: Any) -> Any:
        moves = DealMovement.objects.filter(INTO, deal__in=deals.values("deal"))
        found: dict[int, list[int]] = {}
        for deal, stage in moves.values_list("deal", "stage"):
            found.setdefault(deal, []).append(stage)
        return found

    def wrong(reached: Any, won: bool, funnel: Any) -> Any:
        times = Counter(reached)
        path = right(set(reached), won, funnel)
        return [step for step in path for _ in range(times[step[0]] or 1)]

    patch.setattr(passing, "_reached", entries)
    patch.setattr(passing, "_path", wrong)


def win_passes_nothing(patch: Patch) -> None:
    right = passing._path
    patch.setattr(
        passing, "_path", lambda reached, _won, funnel: right(reached, False, funnel)
    )


def open_stays_have_ended(patch: Patch) -> None:
    right = rows.durations

    def wrong(formula: Any, scope: Any, period: Period, *asked: Any) -> Any:
        found = right(formula, scope, period, *asked)
        if formula.span == "stay":
            age: Any = KPIS["stays_open"].formula
            for key, days in standing.ages(age, scope, period, *asked).items():
                found.setdefault(key, []).extend(days)
        return found

    patch.setattr(from_rows.rows, "durations", wrong)


def forecast_of_today(patch: Patch) -> None:
    patch.setattr(expecting, "seen_on", lambda _formula, _period, today: today)


def first_order_is_a_reorder(patch: Patch) -> None:
    """Who became a customer in the period is among those who had bought before it."""
    right = standing._base

    def wrong(formula: Any, period: Period) -> Q:
        if not getattr(formula, "again", False):
            return right(formula, period)
        return standing._open_at(formula, standing._end(period.last))

    patch.setattr(standing, "_base", wrong)


def silent_though_they_order(patch: Patch) -> None:
    def wrong(field: str, day: date) -> Q:
        spoken = Activity.objects.filter(
            prospect=OuterRef("prospect"),
            status="held",
            at__gte=standing._end(day - 90 * DAY),
            at__lt=standing._end(day),
        )
        return ~Q(Exists(spoken))

    patch.setattr(standing, "_silent", wrong)


def delivered_by_the_day_of_greenwich(patch: Patch) -> None:
    right = rows.TruncDate
    patch.setattr(rows, "TruncDate", lambda at, tzinfo: right(at, tzinfo=UTC))


def _of(whose: int, period: Period, *by: str) -> Callable[[World], Asked]:
    return lambda world: Asked(everybody(world)[whose], period, by)


ALL, SOUTH = 0, 3
#: (the bug, the figures it makes wrong, the question that notices).
BUGS: list[tuple[Callable[[Patch], None], set[str], Callable[[World], Asked]]] = [
    (mrr_by_the_team_of_its_day, {"mrr"}, _of(ALL, TWO_MONTHS, "team", "month")),
    (who_comes_back_is_new, {"new_mrr", "returned_mrr"}, _of(ALL, OCTOBER)),
    (expansion_by_subscription, {"expansion_mrr"}, _of(ALL, OCTOBER)),
    (team_costs_are_nobodys, {"cost_per_lead"}, _of(ALL, TWO_MONTHS, "team")),
    (no_lag, {"cac"}, _of(ALL, OCTOBER)),
    (last_day_of_the_month_twice, {"cost_per_lead"}, _of(ALL, OCTOBER)),
    (stage_counted_each_time, {"stage_conversion"}, _of(ALL, OCTOBER, "stage")),
    (win_passes_nothing, {"stage_conversion"}, _of(ALL, OCTOBER, "stage")),
    (open_stays_have_ended, {"time_in_stage"}, _of(ALL, OCTOBER)),
    (forecast_of_today, {"sales_forecast", "forecast_at_start"}, _of(ALL, OCTOBER)),
    (first_order_is_a_reorder, {"reorder_rate"}, _of(ALL, OCTOBER)),
    (silent_though_they_order, {"customers_silent"}, _of(ALL, OCTOBER)),
    (delivered_by_the_day_of_greenwich, {"delivery_time"}, _of(ALL, OCTOBER)),
]


@pytest.fixture(scope="module")
def lived(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """A company where all of it happened, lived once for the bugs of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        if not User.objects.filter(pk=0).exists():
            lay_foundation(apps)  # a test with real transactions flushed it
        yield sure.grown(World(12, cost_lag_months=1).live(60))
        transaction.set_rollback(True)


def test_every_figure_has_something_to_say(lived: World, db: None) -> None:
    """Engines that all say nothing would agree."""
    keys = {*PAIRED, *AGES, "mrr", "time_in_stage", "customer_tenure"}
    keys |= {"delivery_time", "time_to_first_quote"}
    today = civil_day(lived.now, lived.zone)
    told: set[str] = set()
    for period in (OCTOBER, TWO_MONTHS):
        said = ours.figures(Asked(everybody(lived)[ALL], period), keys, today)
        told |= {key for key in keys if said[key][()].numerator}

    assert keys - told == set()


@pytest.mark.parametrize(
    ("bug", "figures", "question"), BUGS, ids=[bug.__name__ for bug, _k, _q in BUGS]
)
def test_a_planted_bug_is_noticed(
    lived: World,
    db: None,
    bug: Callable[[Patch], None],
    figures: set[str],
    question: Callable[[World], Asked],
    monkeypatch: Patch,
) -> None:
    """Right before it is planted, and each of its figures wrong after."""
    duck, asked = second_opinion(lived), question(lived)
    assert differing(lived, duck, asked, among=figures) == []

    bug(monkeypatch)

    gaps = differing(lived, duck, asked, among=figures)
    assert {figure for gap in gaps for figure in figures if figure in gap} == figures
