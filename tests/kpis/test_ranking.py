"""Boards: ties, direction, too few cases, and what a neighbour may be shown."""

from datetime import date

import pytest
from django.http import QueryDict

from crm.models import Organisation, Team, User
from kpis import picker, ranking, snapshots
from kpis.catalogue import KPIS
from kpis.ranking.boards import RESULT, SHARE, Compared
from kpis.scope import ALL, narrowed, scope_of
from kpis.targets.attainment import set_target
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
TODAY = date(2026, 11, 20)


def board(key: str, team: Team, basis: str = RESULT) -> ranking.Board:
    snapshots.drain(now=NOW)
    picked = picker.read(QueryDict(""), ALL, TODAY)
    return ranking.board(
        KPIS[key],
        narrowed(ALL, team=team.pk),
        picked,
        compared=Compared(basis),
        organisation=Organisation.current(),
    )


def calls(who: User, count: int) -> None:
    for _ in range(count):
        factories.activity(rep=who, kind="call", direction="out", outcome="reached")


def places(found: ranking.Board) -> list[tuple[int | None, str]]:
    return [(row.place, row.who.name) for row in found.places]


def test_ties_share_a_place_and_the_next_is_skipped(
    rep: User, teammate: User, north: Team
) -> None:
    third = factories.person("Karim Haddad", team=north)
    calls(rep, 3), calls(teammate, 3), calls(third, 1)

    assert places(board("calls_made_all", north)) == [
        (1, "Camille Roux"),
        (1, "Hugo Bernard"),
        (3, "Karim Haddad"),
    ]


def test_the_least_is_first_where_lower_is_better(
    rep: User, teammate: User, north: Team
) -> None:
    factories.complaint(by=rep, prospect=factories.prospect(owner=rep))

    found = board("complaints", north)

    assert places(found) == [(1, "Hugo Bernard"), (2, "Camille Roux")]


def test_progress_ranks_by_share_of_target_uncapped(
    rep: User, teammate: User, north: Team
) -> None:
    calls(rep, 3), calls(teammate, 4)
    for who, value in ((rep, 2), (teammate, 8)):
        set_target(
            by=None,
            now=NOW,
            kpi="calls_made_all",
            period="month",
            starts_on=date(2026, 11, 1),
            value=value,
            user=who,
        )

    found = board("calls_made_all", north, SHARE)

    assert places(found) == [(1, "Camille Roux"), (2, "Hugo Bernard")]
    assert found.places[0].standing.share == 1.5


def test_too_few_cases_are_not_ranked(rep: User, teammate: User, north: Team) -> None:
    factories.won_deal(owner=rep, at=factories.paris(2026, 11, 3))

    [only] = [row for row in board("win_rate", north).places if row.who.pk == rep.pk]

    assert only.too_few
    assert only.place is None


def test_who_has_no_target_is_not_ranked_by_share(
    rep: User, teammate: User, north: Team
) -> None:
    calls(rep, 3)

    assert board("calls_made_all", north, SHARE).ranked == []


def test_a_neighbour_is_never_the_last_place_of_somebody_else(
    rep: User, teammate: User, north: Team
) -> None:
    people = [factories.person(f"Person {i}", team=north) for i in range(4)]
    for i, who in enumerate([*people, rep, teammate]):
        calls(who, 10 - i)

    around = board("calls_made_all", north).around(rep)

    assert [row.place for row in around] == [3, 4, 5]
    assert teammate.pk not in [row.who.pk for row in around]
    assert board("calls_made_all", north).around(teammate)[-1].who.pk == teammate.pk


def test_a_seller_s_peers_are_the_people_of_the_team(
    rep: User, teammate: User, other_rep: User
) -> None:
    calls(rep, 1)
    snapshots.drain(now=NOW)
    picked = picker.read(QueryDict(""), scope_of(rep), TODAY)
    scope = ranking.peers_scope(scope_of(rep), picked, rep)
    found = ranking.board(
        KPIS["calls_made_all"],
        scope,
        picked,
        organisation=Organisation.current(),
    )

    assert {row.who.pk for row in found.places} == {rep.pk, teammate.pk}
