"""Spearman's rho against ranks made by hand, and what is left unsaid."""

from datetime import date
from fractions import Fraction

import pytest

from crm.models import Team, User
from kpis import snapshots
from kpis.catalogue import KPIS
from kpis.periods import whole
from kpis.scope import ALL, scope_of
from kpis.signals import correlation
from kpis.signals.correlation import Correlation, correlate, parts_of, ranks, spearman
from tests import factories
from tests.factories import NOW, paris

TODAY = date(2026, 11, 20)


def numbers(*values: int) -> list[Fraction]:
    return [Fraction(value) for value in values]


def test_equal_values_share_the_mean_of_their_places() -> None:
    # 7 twice takes places 2 and 3; 9 three times takes 4, 5 and 6.
    assert ranks(numbers(7, 3, 9, 7, 9, 9)) == [
        Fraction(5, 2),
        1,
        5,
        Fraction(5, 2),
        5,
        5,
    ]


def test_rho_without_ties_is_the_schoolbook_s() -> None:
    # Ranks 1..5 against 2 1 4 3 5: d = -1 1 -1 1 0, 1 - 6 * 4 / (5 * 24) = 0.8.
    assert spearman(numbers(10, 20, 30, 40, 50), numbers(2, 1, 4, 3, 5)) == 0.8


def test_rho_with_ties_is_pearson_s_of_the_ranks() -> None:
    # Ranks 1 2 3 4 against 1.5 1.5 3 4: sum of products 4.5, squares 5 and 4.5: 4.5 / root 22.5.
    found = spearman(numbers(1, 2, 3, 4), numbers(5, 5, 6, 7))

    assert found == pytest.approx(4.5 / 22.5**0.5)


def test_rho_knows_its_ends_and_asks_for_movement() -> None:
    up = numbers(1, 4, 9, 16)

    assert spearman(up, numbers(2, 3, 5, 8)) == 1
    assert spearman(up, numbers(8, 5, 3, 2)) == -1
    assert spearman(up, numbers(3, 3, 3, 3)) is None


def test_beyond_chance_is_what_tables_say() -> None:
    # Critical values at five in a hundred: 0.738 for 8 points, 0.587 for 12, 0.362 for 30.
    for n, table in ((8, 0.738), (12, 0.587), (30, 0.362)):
        found = Correlation([None] * n, 0.9, 0, 0)  # type: ignore[list-item]
        assert found.chance == pytest.approx(table, abs=0.005)


def calls_and_deals(who: User, months: int, first: int = 1) -> None:
    """Month after month: one call more, and a won deal for each of two calls."""
    for month in range(months):
        at = paris(2026 if month else 2025, month or 12, 10)
        for _ in range(month + first):
            factories.activity(rep=who, at=at, kind="call", direction="out")
        for _ in range((month + first) // 2):
            factories.won_deal(owner=who, at=at, amount=10_000)


def asked(
    who: User,
    by: str = correlation.WHOLE,
    x: str = "calls_made_all",
    y: str = "deals_won",
) -> Correlation:
    snapshots.drain(now=NOW)
    last = whole("month", date(2026, 10, 31))
    return correlate(
        KPIS[x],
        KPIS[y],
        scope_of(who),
        parts_of("month", last, 1),
        by=by,
        grain="month",
        today=TODAY,
        minimum=10,
    )


@pytest.mark.django_db
def test_months_of_a_person_are_points(rep: User) -> None:
    calls_and_deals(rep, 10)

    found = asked(rep)

    # Ten months from December to September; October and last November saw nothing.
    assert (found.n, found.idle, found.few) == (10, 2, 0)
    assert [(p.x.value, p.y.value) for p in found.points[:3]] == [
        (1, 0),
        (2, 1),
        (3, 1),
    ]
    # Calls 1..10 against deals 0 1 1 2 2 3 3 4 4 5, whose ranks are 1, 2.5, 2.5, ... 8.5, 8.5, 10.
    assert found.rho == pytest.approx(80.5 / (82.5 * 80.5) ** 0.5)
    assert found.clear


@pytest.mark.django_db
def test_nothing_is_said_under_eight_points(rep: User) -> None:
    calls_and_deals(rep, 7)

    found = asked(rep)

    assert found.n == 7
    assert found.rho is None
    assert not found.clear


@pytest.mark.django_db
def test_people_and_teams_are_points_too(
    rep: User, teammate: User, other_rep: User, manager: User, admin: User, north: Team
) -> None:
    for who in (rep, teammate, other_rep):
        calls_and_deals(who, 4)

    people, teams = asked(admin, "rep"), asked(admin, "team")

    assert (people.n, teams.n) == (12, 8)
    assert {p.label for p in asked(manager, "rep").points} == {
        "Camille Roux",
        "Hugo Bernard",
    }
    # North holds two of the three: twice the calls, twice the deals.
    both = [p for p in teams.points if p.label == "North"]
    assert [(p.x.value, p.y.value) for p in both] == [(2, 0), (4, 2), (6, 2), (8, 4)]


@pytest.mark.django_db
def test_a_point_on_few_cases_is_left_out(rep: User) -> None:
    calls_and_deals(rep, 10)

    found = asked(rep, y="win_rate")

    # At most five deals ended in a month: no rate may be judged, and eleven saw nothing or too few.
    assert found.n == 0
    assert found.few + found.idle == 12
    assert found.few == 10


@pytest.mark.django_db
def test_the_whole_company_is_the_sum(rep: User, other_rep: User) -> None:
    calls_and_deals(rep, 9), calls_and_deals(other_rep, 9)
    snapshots.drain(now=NOW)

    found = asked(factories.person("Ada Boss", role=User.Role.ADMIN, sells=False))

    assert ALL.seen.all
    assert [p.x.value for p in found.points] == [2 * n for n in range(1, 10)]
