"""Losing a right counts from the very next request, whatever was kept of earlier answers (A10)."""

import pytest

from crm.models import Organisation, User
from crm.services import people
from tests.access.asking import send
from tests.access.world import canaries_in
from tests.factories import NOW

PAGES = (
    "/figures/team/",
    "/figures/revenue/",
    "/figures/rankings/",
    "/prospects/?q=findable",
)


def held(principal, url: str) -> set[str]:
    """Whose data the answer holds; asked twice, so that what is kept is what is served."""
    for _ in range(2):
        answer = send(principal, "GET", url, {})
    return canaries_in(answer.getvalue()) if answer.status_code == 200 else set()


@pytest.mark.parametrize("url", PAGES)
def test_a_manager_who_no_longer_leads_the_team(world, entered, url) -> None:
    principal = entered("manager")
    before = held(principal, url)
    people.set_managers(team=world.teams["north"], managers=[], by=None, now=NOW)

    assert held(principal, url) == set(), before


@pytest.mark.parametrize("url", PAGES)
def test_an_admin_who_is_one_no_more(world, entered, url) -> None:
    principal = entered("admin")
    before = held(principal, url)
    User.objects.filter(pk=world.people["admin"].pk).update(role=User.Role.REP)

    assert held(principal, url) == set(), before


@pytest.mark.parametrize("url", PAGES)
def test_somebody_who_left(world, entered, url) -> None:
    principal = entered("manager")
    before = held(principal, url)
    people.deactivate(user=world.people["manager"], by=world.people["admin"], now=NOW)

    assert held(principal, url) == set(), before
    assert send(principal, "GET", url, {}).status_code == 302


def test_a_teammate_when_records_are_shared_no_more(world, entered) -> None:
    principal = entered("reading_teammate")
    assert held(principal, "/prospects/?q=findable") == {"rep", "teammate", "gone"}
    people.edit_organisation(
        by=None, now=NOW, records_seen_by_reps=Organisation.RecordsSeen.OWN
    )

    assert held(principal, "/prospects/?q=findable") == {"teammate"}


@pytest.mark.parametrize("url", ["/prospects/?q=findable", "/figures/revenue/"])
def test_a_manager_whose_rep_changed_team(world, entered, url) -> None:
    """Records leave with the rep today; the figures of past days stay with the team."""
    principal, rep = entered("manager"), world.people["rep"]
    assert "rep" in held(principal, "/prospects/?q=findable")
    people.join_team(
        user=rep, team=world.teams["south"], by=None, now=NOW, from_on=NOW.date()
    )

    assert ("rep" in held(principal, url)) == (url != "/prospects/?q=findable")
