"""People, teams and who was where when."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from crm.models import AuditEntry, Membership, Organisation, Team, User
from crm.services import people
from tests import factories
from tests.factories import NOW


def history(user: User) -> list[tuple[str, date | None, date | None]]:
    rows = Membership.objects.filter(user=user).order_by("id")
    return [
        (row.team.name, row.from_on, row.to_on)
        for row in sorted(rows, key=lambda row: row.from_on or date.min)
    ]


def join(user: User, team: Team | None, on: date | None) -> None:
    people.join_team(user=user, team=team, by=None, now=NOW, from_on=on)


class TestTeams:
    def test_who_moves_leaves_a_dated_history(
        self, rep: User, north: Team, south: Team
    ) -> None:
        join(rep, south, date(2026, 3, 1))
        join(rep, north, date(2026, 9, 1))
        assert history(rep) == [
            ("North", None, date(2026, 3, 1)),
            ("South", date(2026, 3, 1), date(2026, 9, 1)),
            ("North", date(2026, 9, 1), None),
        ]

    def test_a_move_dated_earlier_replaces_what_came_later(
        self, rep: User, north: Team, south: Team
    ) -> None:
        join(rep, south, date(2026, 3, 1))
        join(rep, north, date(2026, 9, 1))
        join(rep, south, date(2026, 2, 1))
        assert history(rep) == [
            ("North", None, date(2026, 2, 1)),
            ("South", date(2026, 2, 1), None),
        ]

    def test_the_same_day_again_replaces_that_day(
        self, rep: User, north: Team, south: Team
    ) -> None:
        join(rep, south, date(2026, 3, 1))
        join(rep, north, date(2026, 3, 1))
        assert history(rep)[-1] == ("North", date(2026, 3, 1), None)

    def test_since_always_replaces_the_whole_history(
        self, rep: User, south: Team
    ) -> None:
        join(rep, south, date(2026, 3, 1))
        join(rep, south, None)
        assert history(rep) == [("South", None, None)]

    @pytest.mark.parametrize("team", ["none", "no team"])
    def test_leaving_is_joining_no_team(self, rep: User, team: str) -> None:
        join(rep, None if team == "none" else Team.objects.get(pk=0), date(2026, 3, 1))
        assert history(rep) == [("North", None, date(2026, 3, 1))]

    def test_nobody_in_particular_is_in_no_team(self, north: Team) -> None:
        with pytest.raises(ValidationError):
            join(User.objects.get(pk=0), north, None)

    def test_a_team_goes_under_another_but_never_under_itself(
        self, france: Team, north: Team, south: Team, admin: User
    ) -> None:
        people.move_team(team=south, parent=north, by=admin, now=NOW)
        for below in (france, north, south):
            with pytest.raises(ValidationError) as refused:
                people.move_team(team=france, parent=below, by=admin, now=NOW)
            assert list(refused.value.message_dict) == ["parent"]
        people.move_team(team=south, parent=None, by=admin, now=NOW)
        assert Team.objects.get(pk=south.pk).parent is None

    def test_managers_are_audited_by_address(
        self, north: Team, rep: User, admin: User
    ) -> None:
        people.set_managers(team=north, managers=[rep], by=admin, now=NOW)
        entry = AuditEntry.objects.get(action="managers set")
        assert entry.changes == {"managers": [[], [rep.email]]}


class TestPeople:
    def test_two_people_do_not_share_an_address(self, rep: User) -> None:
        with pytest.raises(ValidationError) as refused:
            people.add_person(
                by=None, now=NOW, email=rep.email.upper(), full_name="Copy"
            )
        assert list(refused.value.message_dict) == ["email"]

    def test_who_has_no_password_cannot_sign_in(self, organisation: object) -> None:
        user = people.add_person(by=None, now=NOW, email="A@B.fr", full_name="New")
        assert not user.has_usable_password()
        assert user.email == "a@b.fr"

    def test_who_leaves_cannot_sign_in_and_keeps_all_that_was_done(
        self, rep: User, admin: User
    ) -> None:
        deal = factories.won_deal(owner=rep)
        gone = people.deactivate(user=rep, by=admin, now=NOW)
        assert (gone.is_active, gone.deactivated_at) == (False, NOW)
        assert deal.movements.get(kind="won").rep == rep

    def test_the_last_administrator_stays(self, admin: User) -> None:
        with pytest.raises(ValidationError, match="last administrator"):
            people.deactivate(user=admin, by=admin, now=NOW)
        admin.refresh_from_db()
        assert admin.is_active

    def test_one_of_two_administrators_may_leave(self, admin: User) -> None:
        other = factories.person("Nora Klein", role="admin")
        people.deactivate(user=admin, by=other, now=NOW)
        with pytest.raises(ValidationError, match="last administrator"):
            people.deactivate(user=other, by=other, now=NOW)

    def test_preferences_are_the_persons_own(self, rep: User) -> None:
        people.prefer(user=rep, language="fr", theme="dark")
        rep.refresh_from_db()
        assert (rep.language, rep.theme) == ("fr", "dark")


class TestOrganisation:
    def test_a_choice_is_audited_with_what_was_and_is(
        self, organisation: Organisation, admin: User
    ) -> None:
        people.edit_organisation(by=admin, now=NOW, minimum_sample=5)
        entry = AuditEntry.objects.get(kind="organisation")
        assert entry.changes == {"minimum_sample": [10, 5]}

    @pytest.mark.parametrize(
        "values",
        [
            {"time_zone": "Mars/Olympus"},
            {"base_currency": "XXX"},
            {"fiscal_first_month": 13},
        ],
    )
    def test_nonsense_is_refused(
        self, organisation: Organisation, admin: User, values: dict[str, object]
    ) -> None:
        with pytest.raises(ValidationError):
            people.edit_organisation(by=admin, now=NOW, **values)

    def test_the_base_currency_stays_once_amounts_are_kept_in_it(
        self, rep: User, admin: User
    ) -> None:
        people.edit_organisation(by=admin, now=NOW, base_currency="USD")
        factories.deal(owner=rep)
        with pytest.raises(ValidationError) as refused:
            people.edit_organisation(by=admin, now=NOW, base_currency="EUR")
        assert list(refused.value.message_dict) == ["base_currency"]
