"""What must hold of every board, whoever stands on it: places from merits alone."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from django.http import QueryDict
from hypothesis import assume, given
from hypothesis import strategies as st

from crm.models import Organisation, Team, User
from kpis import picker, ranking, snapshots
from kpis.catalogue import KPIS
from kpis.dashboard import too_few
from kpis.ranking.boards import PROGRESS, RESULT, SHARE, Compared, Place, Who, in_order
from kpis.ranking.scores import Part, share_counted, weighed
from kpis.scope import ALL, narrowed
from kpis.targets.attainment import Standing, attained
from kpis.values import Value
from tests import factories
from tests.factories import NOW, paris

UP, DOWN = KPIS["win_rate"], KPIS["sales_cycle"]
MINIMUM = 5
amounts = st.fractions(min_value=-50, max_value=50, max_denominator=7)
bases = st.sampled_from([RESULT, SHARE, PROGRESS])
kpis = st.sampled_from([UP, DOWN])


@st.composite
def rows_of(draw: st.DrawFn) -> list[Place]:
    """Up to twelve people; some without a figure, a target or a past, some on few cases."""
    found = []
    for pk in range(1, draw(st.integers(1, 12)) + 1):
        value = draw(st.none() | amounts)
        n = draw(st.integers(0, 12))
        figure = Value(value, "" if value is not None else "no_rows", n=n)
        target = draw(st.none() | st.fractions(0, 9, max_denominator=3))
        share, met = (None, None)
        if target is not None and value is not None:
            share, met = attained(UP, value, target)
        found.append(
            Place(
                Who(pk, f"Person {pk}"),
                figure,
                standing=Standing(target, share, met),
                too_few=too_few(UP, figure, MINIMUM),
                change=draw(st.none() | amounts),
            )
        )
    return found


def places(rows: list[Place]) -> dict[int, int | None]:
    return {row.who.pk: row.place for row in rows}


@given(rows_of(), kpis, bases, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_place(
    rows: list[Place], kpi: object, basis: str, dice: random.Random
) -> None:
    shuffled = rows[:]
    dice.shuffle(shuffled)

    assert places(in_order(rows, kpi, basis)) == places(in_order(shuffled, kpi, basis))


@given(rows_of(), kpis)
def test_a_place_is_one_more_than_how_many_are_better(
    rows: list[Place], kpi: object
) -> None:
    """So ties share a place, and the next one is skipped: 1, 2, 2, 4."""
    ranked = [row for row in in_order(rows, kpi, RESULT) if row.place is not None]

    for row in ranked:
        value = row.value.value
        better = [
            other
            for other in ranked
            if (other.value.value > value if kpi is UP else other.value.value < value)
        ]
        assert row.place == len(better) + 1


@given(rows_of(), kpis, bases)
def test_too_few_cases_and_no_figure_stand_apart_after_everybody(
    rows: list[Place], kpi: object, basis: str
) -> None:
    found = in_order(rows, kpi, basis)
    apart = [row for row in found if row.place is None]

    assert all(r.place is None for r in found if r.too_few or not r.value.defined)
    assert found[len(found) - len(apart) :] == apart
    assert sorted(places(found)) == sorted(row.who.pk for row in rows)


@given(rows_of(), kpis, bases)
def test_taking_away_who_is_not_ranked_changes_no_place(
    rows: list[Place], kpi: object, basis: str
) -> None:
    found = places(in_order(rows, kpi, basis))
    ranked = [row for row in rows if found[row.who.pk] is not None]

    assert places(in_order(ranked, kpi, basis)) == {
        pk: place for pk, place in found.items() if place is not None
    }


@given(rows_of(), kpis, amounts, st.data())
def test_another_s_figure_moves_no_value_of_mine(
    rows: list[Place], kpi: object, amount: Fraction, data: st.DataObject
) -> None:
    assume(len(rows) > 1)
    moved = data.draw(st.sampled_from(rows))
    others = [
        replace(row, value=Value(amount, n=MINIMUM)) if row is moved else row
        for row in rows
    ]

    before = {r.who.pk: r.value for r in in_order(rows, kpi, RESULT)}
    after = {r.who.pk: r.value for r in in_order(others, kpi, RESULT)}
    assert {pk: v for pk, v in before.items() if pk != moved.who.pk} == {
        pk: v for pk, v in after.items() if pk != moved.who.pk
    }


shares = st.none() | st.fractions(0, 4, max_denominator=9)


@given(st.lists(st.tuples(shares, st.integers(1, 100)), min_size=1, max_size=8))
def test_a_score_is_the_exact_weighted_mean_of_its_known_parts(
    told: list[tuple[Fraction | None, int]],
) -> None:
    parts = [Part(UP, w, Value(share), share=share) for share, w in told]
    known = [(share, w) for share, w in told if share is not None]
    score = weighed(parts)

    if not known:
        assert not score.defined
        return
    assert score.value is not None
    assert score.value * sum(w for _s, w in known) == sum(s * w for s, w in known)
    assert min(s for s, _w in known) <= score.value <= max(s for s, _w in known)
    # A part without a share changes nothing but how much of the card is counted.
    unknown = [*parts, Part(DOWN, 7, Value(None))]
    assert weighed(unknown) == score
    assert share_counted(unknown, lambda _part: True) < 1


@pytest.mark.django_db
@pytest.mark.usefixtures("frozen")
@pytest.mark.parametrize("basis", [RESULT, PROGRESS])
def test_what_one_person_does_moves_no_figure_of_another(
    basis: str, rep: User, teammate: User, north: Team
) -> None:
    dice = random.Random(8)
    others = [factories.person(f"Person {i}", team=north) for i in range(3)]
    for who in (rep, teammate, *others):
        for month in (8, 9, 10, 11):
            for _ in range(dice.randint(1, 4)):
                factories.activity(rep=who, kind="call", at=paris(2026, month, 5))

    def told() -> dict[int, tuple[object, ...]]:
        snapshots.drain(now=NOW)
        picked = picker.read(QueryDict(""), ALL, date(2026, 11, 20))
        found = ranking.board(
            KPIS["calls_made_all"],
            narrowed(ALL, team=north.pk),
            picked,
            compared=Compared(basis),
            organisation=Organisation.current(),
        )
        return {r.who.pk: (r.value, r.own, r.change) for r in found.places}

    before = told()
    for _ in range(9):
        factories.activity(rep=rep, kind="call", at=paris(2026, 11, 6))
    after = told()

    assert after.pop(rep.pk) != before.pop(rep.pk)
    assert after == before
