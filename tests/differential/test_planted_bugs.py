"""A harness that cannot turn red proves nothing: each bug planted here must be noticed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import BigIntegerField, F, FloatField, Q, Sum, Value
from django.db.models.functions import Cast
from pytest_django import DjangoDbBlocker

from crm.foundation import lay_foundation
from crm.models import NO_TEAM_ID, DealMovement, Membership, User
from kpis import cells, compiler, rollup, rows, snapshots, standing, statement, values
from kpis.catalogue import KPIS
from kpis.measures import MEASURES, SOURCES, ends, spans
from kpis.periods import Period
from tests.differential.noticing import grown, noticed, young
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


def team_of_the_movement(patch: Patch) -> None:
    """A team's balance summed by the team of each cell: ghosts stay where people were."""

    def wrong(measures: Any, scope: Any, days: Any, by: Any = (), **_more: Any) -> Any:
        keys = {"bucket": cells.first_of(Q(day__lte=day) for day in days)}
        keys |= {s: F(cells.COLUMN[s]) for s in by}
        rows = scope.cells() & Q(day__lte=max(days))
        found: Any = {}
        for key, sums in cells._fetch(measures, rows, keys).items():
            for number in range(key[0], len(days)):
                kept = found.setdefault((number, *key[1:]), dict.fromkeys(measures, 0))
                for measure, amount in sums.items():
                    kept[measure] += amount
        return found

    patch.setattr(cells, "balances", wrong)


def sums_are_floats(patch: Patch) -> None:
    """Cents added up as tenths and hundredths of a unit, and cut back to cents."""

    def wrong(name: str) -> Any:
        units = Sum(F(name) / 100.0, output_field=FloatField())
        return Cast(units * 100.0, BigIntegerField())

    patch.setattr(cells, "_sum", wrong)


def credit_of_the_current_owner(patch: Patch) -> None:
    """What was done for a deal is credited to whoever has it now."""
    wrong = dataclasses.replace(
        SOURCES["movements"],
        rows=lambda: DealMovement.objects.annotate(owner_now=F("deal__owner_id")),
        rep="owner_now",
    )
    patch.setitem(SOURCES, "movements", wrong)


def lines_repeat_counts(patch: Patch) -> None:
    patch.setattr(rows, "reads_lines", lambda _measure, splits: "product" in splits)


def nearest_rank(patch: Patch) -> None:
    patch.setattr(
        values,
        "percentile",
        lambda ordered, share: Fraction(ordered[int(share * (len(ordered) - 1))]),
    )


def cycle_from_the_opening(patch: Patch) -> None:
    patch.setitem(spans.CYCLE_STARTS, "first_contact", F("deal__opened_at"))


def everybody_sees_all(patch: Patch) -> None:
    patch.setattr("kpis.scope.Scope.cells", lambda _self, **_names: Q())


def each_version_is_a_quote(patch: Patch) -> None:
    _redefine(patch, "quotes_sent", where=Q(version__gte=1))


def contented_is_satisfied(patch: Patch) -> None:
    _redefine(patch, "csat_satisfied", where=Q(survey="csat", score__gte=3))


def free_where_no_cost_is_known(patch: Patch) -> None:
    _redefine(patch, "won_costed", where=MEASURES["won_amount"].where)


def quality_of_another_step(patch: Patch) -> None:
    where = Q(step="mql", prospect__converted_at__isnull=False)
    _redefine(patch, "marketing_turned_qualified", where=where)


def delay_the_wrong_way(patch: Patch) -> None:
    wrong = dataclasses.replace(spans.SPANS["to_contact"], ends=True)
    patch.setitem(spans.SPANS, "to_contact", wrong)


def conversion_since_the_contact(patch: Patch) -> None:
    patch.setitem(spans.SPANS, "to_convert", spans.Span(F("prospect__contacted_at")))


def every_answer_is_a_person(patch: Patch) -> None:
    nps = KPIS["nps"]
    counted = dataclasses.replace(nps.formula, person=())  # type: ignore[type-var]
    patch.setitem(KPIS, "nps", dataclasses.replace(nps, formula=counted))


def customers_for_ever(patch: Patch) -> None:
    patch.setitem(ends.ENDS, "churned", F("prospect__disqualified_at"))


def new_ones_count_as_kept(patch: Patch) -> None:
    """Customers won in the period are taken for customers of its start."""
    right = standing._open_at

    def wrong(formula: Any, at: Any) -> Any:
        return right(formula, at + timedelta(days=31))

    patch.setattr(standing, "_open_at", wrong)


BUGS: list[Callable[[Patch], None]] = [
    utc_days,
    last_day_twice,
    withdrawn_wins,
    other_currencies_as_they_are,
    planned_calls,
    mean_of_ratios,
    team_of_today,
    ghosts_in_the_team,
    team_of_the_movement,
    sums_are_floats,
    credit_of_the_current_owner,
    lines_repeat_counts,
    nearest_rank,
    cycle_from_the_opening,
    everybody_sees_all,
    each_version_is_a_quote,
    contented_is_satisfied,
    free_where_no_cost_is_known,
    quality_of_another_step,
    delay_the_wrong_way,
    conversion_since_the_contact,
    every_answer_is_a_person,
    customers_for_ever,
    new_ones_count_as_kept,
]


@pytest.fixture(scope="module")
def lived(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """A company whose figures are built, lived once for the bugs of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        if not User.objects.filter(pk=0).exists():
            lay_foundation(apps)  # a test with real transactions flushed it
        yield grown(young())
        transaction.set_rollback(True)


@pytest.fixture
def fresh_statements() -> Iterator[None]:
    """Compiled statements are kept by the process: forget them around a planted bug."""
    statement._compiled.cache_clear()
    yield
    statement._compiled.cache_clear()


def test_without_a_bug_nothing_is_noticed(lived: World, db: None) -> None:
    assert not noticed(lived)


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.__name__)
def test_a_planted_bug_is_noticed(
    lived: World,
    db: None,
    bug: Callable[[Patch], None],
    monkeypatch: Patch,
    fresh_statements: None,
) -> None:
    bug(monkeypatch)
    snapshots.build(now=lived.now)

    assert noticed(lived)
