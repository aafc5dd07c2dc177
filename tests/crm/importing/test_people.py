"""Teams, people and memberships from a file."""

from datetime import date

import pytest

from crm.models import Membership, Team, User
from tests.crm.importing.conftest import Importer


def test_teams_get_their_parents_and_managers(
    importing: Importer, manager: User
) -> None:
    report = importing(
        "teams",
        "name;parent;managers\nEast;Europe;sophie moreau\nEast;Europe;sophie moreau\n"
        "Europe;;sophie.moreau@boussole.test\n",
    )
    assert (report.created, report.skipped) == (2, 1)
    assert report.created_values == {"parent": ["Europe"]}
    east = Team.objects.get(name="East")
    assert east.parent == Team.objects.get(name="Europe")
    assert list(east.managers.all()) == [manager]


def test_person_gets_a_team_and_no_password(importing: Importer, north: Team) -> None:
    report = importing(
        "users",
        "nom;équipe\nÉlodie Petit;NORTH\n",
        mapping={"templates": {"email": "{nom|slug}@example.com"}},
    )
    assert report.created == 1
    user = User.objects.get(email="elodie.petit@example.com")
    assert not user.has_usable_password()
    assert (user.role, user.sells) == ("rep", True)
    membership = user.memberships.get()
    assert (membership.team, membership.from_on) == (north, None)


def test_people_of_a_file_read_the_language_of_the_installation(
    importing: Importer, settings
) -> None:
    settings.FIRST_LANGUAGE = "fr"
    importing("users", "name,email,language\nA,a@b.test,\nC,c@d.test,English\n")
    languages = dict(User.objects.values_list("email", "language"))
    assert (languages["a@b.test"], languages["c@d.test"]) == ("fr", "en")


def test_known_person_changes_team_from_today(
    importing: Importer, rep: User, south: Team
) -> None:
    report = importing(
        "users", f"name,email,team,sells\nCamille Roux,{rep.email},South,no\n"
    )
    assert report.updated == 1
    held = list(
        rep.memberships.order_by("to_on").values_list("team__name", "from_on", "to_on")
    )
    today = date(2026, 11, 20)
    assert sorted(held, key=str) == [("North", None, today), ("South", today, None)]
    rep.refresh_from_db()
    assert not rep.sells
    assert rep.check_password("correct horse battery")


def test_wrong_people_are_refused(importing: Importer) -> None:
    report = importing(
        "users",
        "name,email,role\nA,not an address,rep\nB,b@example.com,boss\n,c@example.com,rep\n"
        "Unassigned,unassigned@invalid.example,rep\nD,D@Example.com,admin\n",
    )
    assert (report.created, report.rejected) == (2, 3)
    assert [error["line"] for error in report.errors] == [2, 3, 4]
    assert User.objects.filter(email="d@example.com", role="admin").exists()


def test_memberships_never_overlap(importing: Importer, rep: User, south: Team) -> None:
    Membership.objects.all().delete()
    report = importing(
        "memberships",
        "user,team,from,to\nCamille Roux,North,,2026-03-01\nCamille Roux,South,2026-03-01,\n"
        "Camille Roux,North,2026-02-01,2026-04-01\nCamille Roux,South,2026-05-01,2026-04-01\n",
    )
    assert (report.created, report.rejected) == (2, 2)
    assert [error["line"] for error in report.errors] == [4, 5]
    assert Membership.objects.filter(user=rep).count() == 2


@pytest.mark.parametrize(
    ("on_match", "counts"),
    [("update", (1, 1, 0, 0)), ("skip", (1, 0, 1, 0)), ("fail", (1, 0, 0, 1))],
)
def test_on_match(
    importing: Importer, rep: User, on_match: str, counts: tuple[int, ...]
) -> None:
    text = f"name,email\nCamille R.,{rep.email}\nNew,new@example.com\n"
    report = importing("users", text, on_match=on_match)
    assert (report.created, report.updated, report.skipped, report.rejected) == counts
    rep.refresh_from_db()
    assert (rep.full_name == "Camille R.") == (on_match == "update")
