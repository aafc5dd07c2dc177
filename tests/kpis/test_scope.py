"""Whose figures: what may be seen, narrowed, never widened."""

from __future__ import annotations

from datetime import date

import pytest

from crm.access import FigureScope
from crm.models import Organisation, Team, User
from crm.services import people
from kpis.scope import ALL, Scope, narrowed, scope_of, sellers, teams_on
from tests.factories import NOW, activity, person, won_deal
from tests.kpis.figures import NOVEMBER, figure, split


@pytest.fixture
def sold(rep: User, teammate: User, other_rep: User) -> None:
    for owner, amount in ((rep, 1), (teammate, 20), (other_rep, 300)):
        won_deal(owner=owner, amount=amount)


def test_each_reads_own_cells_and_managers_their_teams(
    sold: None,
    rep: User,
    manager: User,
    other_manager: User,
    admin: User,
    outsider: User,
) -> None:
    seen = {
        who.full_name: figure("revenue", scope=scope_of(who))
        for who in (rep, manager, other_manager, admin, outsider)
    }
    assert list(seen.values()) == [1, 21, 300, 321, 0]


def test_narrowing_never_widens(
    sold: None, rep: User, other_rep: User, south: Team
) -> None:
    own = scope_of(rep)
    assert figure("revenue", scope=narrowed(own, rep=other_rep.pk)) == 0
    assert figure("revenue", scope=narrowed(own, team=south.pk)) == 0


def test_a_team_holds_those_below_it(sold: None, france: Team, north: Team) -> None:
    assert figure("revenue", scope=narrowed(ALL, team=france.pk)) == 321
    assert figure("revenue", scope=narrowed(ALL, team=north.pk)) == 21


def test_a_person_without_a_name_sees_nothing(sold: None) -> None:
    nobody = Scope(FigureScope())
    assert figure("revenue", scope=nobody) == 0
    assert figure("open_deals", scope=nobody) == 0
    assert split("revenue", "rep", scope=nobody) == {}


def test_the_organisation_may_show_everyones(sold: None, rep: User) -> None:
    Organisation.objects.update(figures_seen_by_reps="all")
    assert figure("revenue", scope=scope_of(rep)) == 321


def test_a_manager_keeps_the_credit_of_who_left_the_team(
    rep: User, manager: User, south: Team, other_manager: User
) -> None:
    activity(rep=rep)
    people.join_team(user=rep, team=south, by=None, now=NOW, from_on=date(2026, 11, 21))
    won_deal(owner=rep)

    assert figure("calls_made_all", scope=scope_of(manager)) == 1
    assert figure("calls_made_all", scope=scope_of(other_manager)) == 0


def test_who_sells_on_any_day(
    rep: User, manager: User, admin: User, south: Team
) -> None:
    alone = person("Inès Petit")
    people.join_team(user=rep, team=south, by=None, now=NOW, from_on=date(2026, 11, 30))
    found = sellers(NOVEMBER.first, NOVEMBER.end)

    assert {s.rep for s in found} == {rep.pk, alone.pk}
    assert len([s for s in found if s.rep == rep.pk]) == 2
    assert teams_on(date(2026, 11, 30))[rep.pk] == south.pk
    assert teams_on(date(2026, 11, 29))[rep.pk] != south.pk
