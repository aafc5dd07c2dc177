"""Teams are the sum of their people, months of their days, and a rate is divided once, at the end."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from crm.access import subtree
from crm.civil import civil_day
from crm.models import NO_TEAM_ID
from kpis import cells, rollup, standing
from kpis.catalogue import KPIS
from kpis.periods import DAY, Period, shift, start_of
from kpis.scope import ALL, narrowed, teams_on
from kpis.values import NOTHING_SPENT, Value
from tests.differential.test_planted_bugs import (
    ghosts_in_the_team,
    last_day_twice,
    mean_of_ratios,
    team_of_the_movement,
)
from tests.kpis.generate import World
from tests.properties.living import SIZES, Life, lived, noticed, prove
from tests.properties.telling import (
    ADDING,
    DIVIDED,
    OVER_DAYS,
    OVER_PEOPLE,
    SPAN,
    STOCKS,
    Told,
    a_period,
    everything,
    summed,
)

Patch = pytest.MonkeyPatch


def people_add_up(company: World, life: Life) -> None:
    """An organisation is the sum of its people, and of its teams with *No team*; a team of its tree."""
    world = lived(company, life)
    period = a_period(life)
    whole = summed(everything(world, period), OVER_PEOPLE)
    by_team = everything(world, period, "team")
    assert summed(everything(world, period, "rep"), OVER_PEOPLE) == whole
    assert summed(by_team, OVER_PEOPLE) == whole
    both = everything(world, period, "team", "rep")
    assert summed(both, OVER_PEOPLE, 0) == summed(by_team, OVER_PEOPLE, 0)
    for team in (NO_TEAM_ID, world.top.pk, world.teams[life.free % 2].pk):
        tree = subtree({team})
        below = {name: v for name, v in by_team.items() if name[1][0] in tree}
        asked = everything(world, period, scope=narrowed(ALL, team=team))
        assert summed(asked, OVER_PEOPLE) == summed(below, OVER_PEOPLE)


def days_add_up(company: World, life: Life) -> None:
    """A week, month, quarter or year is the sum of its days; a period, of the two it is cut into."""
    world = lived(company, life)
    period = a_period(life)
    by_day = everything(world, period, "day", keys=ADDING)
    whole = summed(everything(world, period, keys=ADDING), OVER_DAYS)
    assert summed(by_day, OVER_DAYS) == whole
    for grain in ("week", "month", "quarter", "year"):
        held = {
            (key, (start_of(grain, day), day)): value
            for (key, (day,)), value in by_day.items()
        }
        found = summed(everything(world, period, grain, keys=ADDING), OVER_DAYS, 0)
        assert found == summed(held, OVER_DAYS, 0), grain
    cut = period.first + timedelta(days=period.days // 2)
    halves = [p for p in (Period(period.first, cut), Period(cut, period.end)) if p.days]
    apart: Told = {
        (key, (half.first,)): value
        for half in halves
        for (key, _none), value in everything(world, half, keys=ADDING).items()
    }
    assert summed(apart, OVER_DAYS) == whole


def stocks_are_those_of_the_last_day(company: World, life: Life) -> None:
    world = lived(company, life)
    period, today = a_period(life, longest=30), civil_day(world.now, world.zone)
    by_day = everything(world, period, "day", "team", keys=STOCKS)
    for grain in ("week", "month"):
        told = everything(world, period, grain, "team", keys=STOCKS)
        for (key, (start, team)), value in told.items():
            last = min(shift(grain, start, 1), period.end, today + DAY) - DAY
            assert by_day[key, (last, team)] == value, (key, grain, start)
    last = min(period.last, today)
    teams = teams_on(last)
    for key, (team, rep) in everything(world, period, "team", "rep", keys=STOCKS):
        assert team == teams.get(rep, NO_TEAM_ID), (key, rep)
    at_the_end = everything(world, Period(last, last + DAY), "team", keys=STOCKS)
    assert everything(world, period, "team", keys=STOCKS) == at_the_end


def rates_are_divided_once(company: World, life: Life) -> None:
    """Sums over sums, whatever the split; with nothing below the line, no figure and a reason."""
    world = lived(company, life)
    period = a_period(life)
    told: dict[tuple[str, ...], Told] = {
        by: everything(world, period, *by) for by in ((), ("rep",), ("month",))
    }
    told["day",] = everything(world, period, "day", keys=ADDING)
    for by, values in told.items():
        for (key, members), value in values.items():
            if isinstance(KPIS[key].formula, DIVIDED):
                assert value.numerator is not None
                assert value.denominator is not None
                if value.denominator and value.reason != NOTHING_SPENT:
                    mean = value.numerator / value.denominator
                    assert shown(value) == mean, (key, by, members)
                else:
                    assert value.value is None, (key, by, members)
                    assert value.reason, (key, by, members)
    for split, table in (("rep", OVER_PEOPLE), ("day", OVER_DAYS)):
        for key, (above, *below) in summed(told[split,], table).items():
            if below and below[0]:
                assert shown(told[()][key, ()]) == above / below[0], (key, split)


def shown(value: Value) -> Fraction | None:
    """The mean of a spread, which may show its median; else the figure."""
    return value.spread.mean if value.spread else value.value


PROPERTIES = [
    people_add_up,
    days_add_up,
    stocks_are_those_of_the_last_day,
    rates_are_divided_once,
]


def test_every_formula_says_how_it_adds_up() -> None:
    used = {type(kpi.formula) for kpi in KPIS.values()}

    assert used <= OVER_PEOPLE.keys(), "say in telling.py what of it adds up"


def test_nearly_every_figure_has_something_to_say(company: World, db: None) -> None:
    """A property that is asked of nothing but zeros holds for the wrong reason."""
    months = (SPAN, Period(date(2026, 11, 1), date(2026, 12, 1)))
    heard = {key for month in months for key, _members in everything(company, month)}

    silent = sorted(KPIS.keys() - heard)
    assert len(silent) <= len(KPIS) // 8, f"add to busy.py: {silent}"


@pytest.mark.parametrize("examples", SIZES)
@pytest.mark.parametrize("check", PROPERTIES, ids=lambda check: check.__name__)
def test_it_adds_up(company: World, db: None, check: Any, examples: int) -> None:
    prove(check, company, examples)


# Planted bugs -------------------------------------------------------------------------


def nothing_below_is_zero(patch: Patch) -> None:
    right = rollup.divided

    def wrong(over: Any, under: Any, *reason: str) -> Value:
        found = right(over, under, *reason)
        if found.defined:
            return found
        return Value(Fraction(0), "", found.numerator, found.denominator)

    patch.setattr(rollup, "divided", wrong)


def unassigned_left_out(patch: Patch) -> None:
    """Who is in no team is in no split by team."""
    right = cells.flows

    def wrong(measures: Any, scope: Any, slices: Any, by: Any = ()) -> Any:
        found = right(measures, scope, slices, by)
        if "team" not in by:
            return found
        place = 1 + list(by).index("team")
        return {key: sums for key, sums in found.items() if key[place] != NO_TEAM_ID}

    patch.setattr(cells, "flows", wrong)


def customers_of_the_day_after(patch: Patch) -> None:
    """A part's stock is read one day late where it is split by weeks or months."""
    right = standing.stood

    def wrong(formula: Any, scope: Any, days: Any, *more: Any) -> Any:
        late = [day + DAY for day in days] if 1 < len(days) < 7 else days
        return right(formula, scope, late, *more)

    patch.setattr(standing, "stood", wrong)


@pytest.mark.parametrize(
    ("check", "bug"),
    [
        (stocks_are_those_of_the_last_day, ghosts_in_the_team),
        (stocks_are_those_of_the_last_day, team_of_the_movement),
        (days_add_up, last_day_twice),
        (people_add_up, unassigned_left_out),
        (stocks_are_those_of_the_last_day, customers_of_the_day_after),
        (rates_are_divided_once, mean_of_ratios),
        (rates_are_divided_once, nothing_below_is_zero),
    ],
    ids=lambda each: each.__name__,
)
def test_a_planted_bug_is_noticed(
    company: World, db: None, check: Any, bug: Any, monkeypatch: Patch
) -> None:
    bug(monkeypatch)

    assert noticed(check, company, tries=20)
