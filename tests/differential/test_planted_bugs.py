"""A harness that cannot turn red proves nothing: each bug planted here must be noticed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db.models import F, Q, Value

from crm.models import NO_TEAM_ID, Membership
from crm.services import activities, deals, people, prospects
from crm.services.deal_lines import LineInput
from kpis import cells, compiler, ledger, rollup, rows, snapshots, statement, values
from kpis.measures import MEASURES
from kpis.periods import Period
from tests.differential.asked import Asked, everybody
from tests.differential.test_three_ways import OCTOBER, TWO_MONTHS, disagreements
from tests.factories import paris
from tests.kpis.generate import World

Patch = pytest.MonkeyPatch


def utc_days(patch: Patch) -> None:
    patch.setattr(compiler, "shift_of", lambda _offset: "+0 seconds")
    patch.setattr(statement, "shift_of", lambda _offset: "+0 seconds")
    patch.setattr(
        compiler.CivilDate,
        "as_sql",
        lambda self, c, _connection: (
            f"({c.compile(self.get_source_expressions()[0])[0]} AT TIME ZONE 'UTC')::date",
            c.compile(self.get_source_expressions()[0])[1],
        ),
    )


def last_day_twice(patch: Patch) -> None:
    """BETWEEN, with both ends in."""
    right = cells.flows

    def wrong(measures: Any, scope: Any, slices: Any, by: Any = ()) -> Any:
        wide = [Period(s.first, s.end + timedelta(days=1)) for s in slices]
        return right(measures, scope, wide, by)

    patch.setattr(cells, "flows", wrong)


def _redefine(patch: Patch, key: str, **changes: Any) -> None:
    patch.setitem(MEASURES, key, dataclasses.replace(MEASURES[key], **changes))


def withdrawn_wins(patch: Patch) -> None:
    _redefine(patch, "deals_won", where=Q(kind="won"))


def other_currencies_as_they_are(patch: Patch) -> None:
    _redefine(patch, "won_amount", value="deal__amount")


def planned_calls(patch: Patch) -> None:
    _redefine(patch, "calls", where=Q(kind="call", direction="out"))


def mean_of_ratios(patch: Patch) -> None:
    right = rollup.figures

    def wrong(kpis: Any, question: Any) -> Any:
        found = right(kpis, question)
        if question.by:
            return found
        each = right(
            [k for k in kpis if k.key == "win_rate"],
            dataclasses.replace(question, by=("rep",)),
        )
        rates = [v.value for v in each.get("win_rate", {}).values() if v.defined]
        if rates:
            mean = sum(rates, Fraction(0)) / len(rates)
            found["win_rate"] = {(): values.Value(mean, "", mean, Fraction(1))}
        return found

    patch.setattr(rollup, "figures", wrong)
    patch.setattr("tests.differential.ours.rolled_up", wrong)


def team_of_today(patch: Patch) -> None:
    def wrong(_day: str, rep: str) -> Any:
        held = Membership.objects.filter(
            user=compiler.OuterRef(rep), to_on__isnull=True
        )
        team = compiler.Subquery(held.values("team")[:1])
        return compiler.Coalesce(
            team, Value(NO_TEAM_ID), output_field=compiler.BigIntegerField()
        )

    patch.setattr(compiler, "team_on", wrong)


def ghosts_in_the_team(patch: Patch) -> None:
    """A team's balance by the team its members were in at the start, not on the day."""
    right = cells.teams_at
    patch.setattr(
        cells, "teams_at", lambda days: right([d - timedelta(days=60) for d in days])
    )


def forgotten_before(patch: Patch) -> None:
    """Only the row as it is marks its day; the day it left is never recomputed."""
    patch.setattr(
        ledger.LISTENER,
        "rows_moved",
        lambda moved: ledger.mark(ledger.cells_of(moved[-1:], WORLD[0].zone)),
    )


def forgotten_move(patch: Patch) -> None:
    """A person changes team and nobody marks the days."""
    patch.setattr(ledger.LISTENER, "person_moved", lambda *_args: None)


def lines_repeat_counts(patch: Patch) -> None:
    patch.setattr(rows, "reads_lines", lambda _measure, splits: "product" in splits)


def nearest_rank(patch: Patch) -> None:
    patch.setattr(
        values,
        "percentile",
        lambda ordered, share: Fraction(ordered[int(share * (len(ordered) - 1))]),
    )


def cycle_from_the_opening(patch: Patch) -> None:
    patch.setitem(rows.CYCLE_STARTS, "first_contact", F("deal__opened_at"))


def everybody_sees_all(patch: Patch) -> None:
    patch.setattr("kpis.scope.Scope.cells", lambda _self, **_names: Q())


BUGS: list[Callable[[Patch], None]] = [
    utc_days,
    last_day_twice,
    withdrawn_wins,
    other_currencies_as_they_are,
    planned_calls,
    mean_of_ratios,
    team_of_today,
    ghosts_in_the_team,
    forgotten_before,
    forgotten_move,
    lines_repeat_counts,
    nearest_rank,
    cycle_from_the_opening,
    everybody_sees_all,
]
WORLD: list[World] = []


@pytest.fixture
def fresh_statements() -> Iterator[None]:
    """Compiled statements are kept by the process: forget them around a planted bug."""
    statement._compiled.cache_clear()
    yield
    statement._compiled.cache_clear()


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.__name__)
def test_a_planted_bug_is_noticed(
    db: None,
    bug: Callable[[Patch], None],
    monkeypatch: Patch,
    fresh_statements: None,
) -> None:
    world = World(12, days=12)
    WORLD[:] = [world]
    world.live(40)
    snapshots.drain(now=world.now)
    bug(monkeypatch)
    world.end += timedelta(days=60)
    world.live(90)
    certainties(world)
    snapshots.drain(now=world.now)
    if bug not in (forgotten_before, forgotten_move):
        snapshots.build(now=world.now)

    assert noticed(world)


def certainties(world: World) -> None:
    """What chance may leave out: a call that never was, a long cycle, a person who moves, lines."""
    rep, now = world.reps[0], world.now
    lead = prospects.add_prospect(
        by=rep, now=now, owner=rep, name="Sure", detected_at=paris(2026, 10, 2)
    )
    call = {"by": rep, "now": now, "kind": "call", "prospect": lead}
    activities.log_activity(at=paris(2026, 10, 3), **call)
    activities.log_activity(at=paris(2026, 10, 5), status="cancelled", **call)
    lines = [LineInput(product=p, unit_price=500) for p in world.products]
    for owner, more in (
        (rep, {"prospect": lead, "amount": 100}),
        (rep, {"currency": "USD", "amount": 700}),
        (world.reps[1], {"lines": lines}),
    ):
        sold = deals.open_deal(
            by=rep,
            now=now,
            name="Sure",
            owner=owner,
            stage=world.stages[0],
            opened_at=paris(2026, 10, 10),
            **more,
        )
        deals.win_deal(deal_id=sold.pk, by=rep, now=now, at=paris(2026, 10, 20))
    missed = deals.open_deal(
        by=rep,
        now=now,
        name="Missed",
        owner=rep,
        stage=world.stages[0],
        opened_at=paris(2026, 10, 11),
    )
    deals.lose_deal(
        deal_id=missed.pk,
        reason=world.reasons[0],
        by=rep,
        now=now,
        at=paris(2026, 10, 21),
    )
    snapshots.drain(now=now)
    people.join_team(
        user=rep, team=world.south, by=None, now=now, from_on=date(2026, 10, 4)
    )


def noticed(world: World) -> bool:
    """A few questions are enough, one at a time; an engine that falls over is noticed too."""
    all_of_it, one, _managers, south, *_rest = everybody(world)
    asked = [
        Asked(all_of_it, OCTOBER),
        Asked(all_of_it, OCTOBER, ("product",)),
        Asked(one, TWO_MONTHS, ("month",)),
        Asked(south, TWO_MONTHS),
        Asked(all_of_it, TWO_MONTHS, ("team", "month")),
        Asked(all_of_it, TWO_MONTHS, ("rep", "day")),
        Asked(one, OCTOBER, ("source",)),
        Asked(all_of_it, OCTOBER, ("team", "source")),
    ]
    for question in asked:
        try:
            if disagreements(world, [question]):
                return True
        except LookupError:
            return True
    return False
