"""Whose rows a person sees and changes, and whose figures: each principal, each choice."""

from collections.abc import Iterable
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from crm import access
from crm.access import FigureScope
from crm.models import Activity, Complaint, Deal, Organisation, Prospect, Team, User
from crm.services import people
from tests import factories
from tests.factories import NOW

type_of_row = {"prospect": Prospect, "deal": Deal}


@pytest.fixture(autouse=True)
def _clock(frozen: object) -> None:
    """Who is in which team is asked on the fixed day."""


@pytest.fixture
def companies(rep: User, teammate: User, other_rep: User, outsider: User) -> None:
    """One prospect each, named after its owner, and one that nobody owns."""
    for owner in (rep, teammate, other_rep, outsider, User.objects.get(pk=0)):
        factories.prospect(owner=owner, name=owner.full_name)


def choose(**choices: str) -> None:
    people.edit_organisation(by=None, now=NOW, **choices)


def seen_by(user: object) -> set[str]:
    return set(Prospect.objects.visible_to(user).values_list("name", flat=True))


def changed_by(user: object) -> set[str]:
    return {row.name for row in Prospect.objects.all() if access.may_change(user, row)}


def names(users: Iterable[User]) -> set[str]:
    return {user.full_name for user in users}


@pytest.mark.usefixtures("companies")
class TestRecords:
    def test_a_rep_reads_own_rows_by_default(self, rep: User) -> None:
        assert seen_by(rep) == {"Camille Roux"}

    def test_a_rep_reads_the_team_when_the_organisation_says_so(
        self, rep: User
    ) -> None:
        choose(records_seen_by_reps="team")
        assert seen_by(rep) == {"Camille Roux", "Hugo Bernard"}

    def test_a_rep_reads_everything_when_the_organisation_says_so(
        self, rep: User
    ) -> None:
        choose(records_seen_by_reps="all")
        assert len(seen_by(rep)) == 5

    @pytest.mark.parametrize("choice", ["own", "team", "all"])
    def test_a_rep_changes_only_own_rows_whatever_is_read(
        self, rep: User, choice: str
    ) -> None:
        choose(records_seen_by_reps=choice)
        assert changed_by(rep) == {"Camille Roux"}

    def test_who_is_in_no_team_reads_own_rows_even_when_teams_share(
        self, outsider: User
    ) -> None:
        choose(records_seen_by_reps="team")
        assert seen_by(outsider) == {"Inès Petit"}

    def test_a_manager_reads_and_changes_the_rows_of_the_team(
        self, manager: User, other_manager: User
    ) -> None:
        assert (
            seen_by(manager) == changed_by(manager) == {"Camille Roux", "Hugo Bernard"}
        )
        assert seen_by(other_manager) == changed_by(other_manager) == {"Léa Garnier"}

    def test_the_manager_of_a_parent_team_reads_its_sub_teams(
        self, france: Team
    ) -> None:
        head = factories.person("Paul Henry", role="manager", sells=False)
        people.set_managers(team=france, managers=[head], by=None, now=NOW)
        assert seen_by(head) == {"Camille Roux", "Hugo Bernard", "Léa Garnier"}
        assert access.managed_teams(head) == set(
            Team.objects.exclude(pk=0).values_list("pk", flat=True)
        )

    def test_the_manager_of_a_team_does_not_read_the_team_above(
        self, manager: User, france: Team
    ) -> None:
        factories.prospect(
            owner=factories.person("Jeanne Faure", team=france), name="Jeanne Faure"
        )
        assert "Jeanne Faure" not in seen_by(manager)

    def test_an_admin_reads_and_changes_all(self, admin: User) -> None:
        assert len(seen_by(admin)) == len(changed_by(admin)) == 5

    def test_anonymous_reads_nothing(self) -> None:
        assert seen_by(AnonymousUser()) == changed_by(AnonymousUser()) == set()

    @pytest.mark.parametrize("who", ["rep", "manager", "admin"])
    def test_a_deactivated_person_reads_nothing(
        self, who: str, request: pytest.FixtureRequest
    ) -> None:
        choose(records_seen_by_reps="all", figures_seen_by_reps="all")
        user = request.getfixturevalue(who)
        user.is_active = False
        assert seen_by(user) == changed_by(user) == set()
        assert not User.objects.visible_to(user).exists()
        assert not access.assignable_people(user).exists()
        assert access.figure_scope(user) == FigureScope()

    def test_records_follow_who_moves_to_another_team(
        self, rep: User, south: Team, manager: User, other_manager: User
    ) -> None:
        people.join_team(
            user=rep, team=south, by=None, now=NOW, from_on=date(2026, 11, 20)
        )
        assert "Camille Roux" not in seen_by(manager)
        assert "Camille Roux" in seen_by(other_manager)

    def test_records_do_not_follow_before_the_day_of_the_move(
        self, rep: User, south: Team, manager: User, other_manager: User
    ) -> None:
        people.join_team(
            user=rep, team=south, by=None, now=NOW, from_on=date(2026, 11, 21)
        )
        assert "Camille Roux" in seen_by(manager)
        assert "Camille Roux" not in seen_by(other_manager)


class TestTheDoor:
    def test_outside_the_scope_is_not_found_like_a_missing_id(
        self, rep: User, other_rep: User
    ) -> None:
        theirs = factories.prospect(owner=other_rep)
        for pk in (theirs.pk, theirs.pk + 1000):
            with pytest.raises(Http404) as refused:
                access.get_readable(Prospect.objects.all(), rep, pk)
            assert str(refused.value) == ""

    def test_inside_but_read_only_is_forbidden(self, rep: User, teammate: User) -> None:
        choose(records_seen_by_reps="team")
        theirs = factories.prospect(owner=teammate)
        assert access.get_readable(Prospect.objects.all(), rep, theirs.pk) == theirs
        with pytest.raises(PermissionDenied):
            access.get_changeable(Prospect.objects.all(), rep, theirs.pk)

    @pytest.mark.parametrize("kind", ["prospect", "deal"])
    def test_an_admin_opens_and_changes_any_row(
        self, kind: str, admin: User, rep: User
    ) -> None:
        row = getattr(factories, kind)(owner=rep)
        rows = type_of_row[kind].objects.all()
        assert access.get_readable(rows, admin, row.pk) == row
        assert access.get_changeable(rows, admin, row.pk) == row

    def test_an_admin_opens_activities_and_complaints_without_prospect(
        self, admin: User, rep: User
    ) -> None:
        call, row = factories.activity(rep=rep), factories.complaint(by=rep)
        assert access.get_changeable(Activity.objects.all(), admin, call.pk) == call
        assert access.get_changeable(Complaint.objects.all(), admin, row.pk) == row

    def test_an_activity_is_read_by_who_did_it_and_by_the_owner_of_its_prospect(
        self, rep: User, teammate: User, other_rep: User
    ) -> None:
        company = factories.prospect(owner=rep)
        call = factories.activity(rep=teammate, prospect=company)
        for user in (rep, teammate):
            assert access.get_changeable(Activity.objects.all(), user, call.pk) == call
            assert list(Activity.objects.visible_to(user)) == [call]
        assert not Activity.objects.visible_to(other_rep).exists()
        with pytest.raises(Http404):
            access.get_readable(Activity.objects.all(), other_rep, call.pk)

    def test_a_reassigned_row_leaves_the_former_owner(
        self, rep: User, teammate: User, manager: User
    ) -> None:
        from crm.services import deals

        deal = factories.deal(owner=rep)
        deals.assign_deal(deal_id=deal.pk, owner=teammate, by=manager, now=NOW)
        assert not Deal.objects.visible_to(rep).exists()
        assert Deal.objects.visible_to(teammate).exists()


@pytest.mark.usefixtures("companies")
class TestPeople:
    def test_a_rep_gives_records_to_nobody_else(self, rep: User) -> None:
        assert names(access.assignable_people(rep)) == {"Camille Roux"}

    def test_a_manager_gives_records_within_the_team(self, manager: User) -> None:
        assert names(access.assignable_people(manager)) == {
            "Camille Roux",
            "Hugo Bernard",
        }

    def test_an_admin_gives_records_to_everyone_who_sells(
        self, admin: User, manager: User
    ) -> None:
        assert names(access.assignable_people(admin)) == {
            "Camille Roux", "Hugo Bernard", "Léa Garnier", "Inès Petit",
        }  # fmt: skip

    def test_nobody_gives_records_to_who_left(
        self, admin: User, rep: User, manager: User
    ) -> None:
        people.deactivate(user=rep, by=admin, now=NOW)
        for user in (admin, manager):
            assert "Camille Roux" not in names(access.assignable_people(user))

    def test_names_listed_are_those_of_the_own_team(
        self, rep: User, outsider: User
    ) -> None:
        assert names(User.objects.visible_to(rep)) == {"Camille Roux", "Hugo Bernard"}
        assert names(User.objects.visible_to(outsider)) == {"Inès Petit"}

    def test_an_admin_lists_everyone(self, admin: User) -> None:
        assert User.objects.visible_to(admin).count() == User.objects.count()


class TestFigures:
    def test_a_rep_reads_own_cells(self, rep: User) -> None:
        scope = access.figure_scope(rep)
        assert scope == FigureScope(rep=rep.pk)
        assert scope.reads_rep(rep.pk)
        assert not scope.reads_rep(rep.pk + 1)

    @pytest.mark.parametrize(
        ("choice", "all_"), [("nothing", False), ("rank", False), ("all", True)]
    )
    def test_a_rep_reads_colleagues_cells_only_when_everyone_may(
        self, rep: User, choice: str, all_: bool
    ) -> None:
        choose(figures_seen_by_reps=choice)
        assert access.figure_scope(rep).all is all_

    def test_a_manager_reads_the_cells_of_the_teams_managed_today(
        self, manager: User, north: Team
    ) -> None:
        assert access.figure_scope(manager) == FigureScope(
            rep=manager.pk, teams=frozenset({north.pk})
        )

    def test_who_moved_away_leaves_no_team_behind_in_the_scope(
        self, rep: User, south: Team, manager: User, north: Team
    ) -> None:
        """Frozen credit: the scope names teams, and cells know their team of each day."""
        people.join_team(
            user=rep, team=south, by=None, now=NOW, from_on=date(2026, 11, 1)
        )
        assert access.figure_scope(manager).teams == {north.pk}

    def test_an_admin_reads_all_and_anonymous_nothing(self, admin: User) -> None:
        assert access.figure_scope(admin).all
        assert access.figure_scope(AnonymousUser()) == FigureScope()


def test_one_person_alone_admin_and_rep_sees_and_owns_everything(
    organisation: Organisation,
) -> None:
    alone = factories.person("Alix Seule", role="admin", sells=True)
    row = factories.prospect(owner=alone)
    assert access.get_changeable(Prospect.objects.all(), alone, row.pk) == row
    assert names(access.assignable_people(alone)) == {"Alix Seule"}
    assert access.figure_scope(alone).all
