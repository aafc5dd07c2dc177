"""An admin's pages of organisation, teams and people."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from crm.forms.office import OrganisationForm
from crm.models import Letter, Membership, Organisation, Team, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, admin):
    client.force_login(admin)
    return client


def person_body(**changed) -> dict:
    body = {"full_name": "Nina Weber", "email": "nina@boussole.test", "role": "rep"}
    return body | {"sells": "on", "language": "fr", "hourly_cost": "42,50"} | changed


def test_a_person_is_made_once_and_invited_by_a_link_that_works(
    office, north, client
) -> None:
    body = person_body(team=north.pk, token=str(uuid4()))
    for _twice in range(2):
        answer = office.post(reverse("crm:setup-person-new"), body)
        assert answer.status_code == 303
    nina = User.objects.get(email="nina@boussole.test")
    assert nina.hourly_cost == 4250
    assert Membership.objects.get(user=nina).team == north

    page = office.post(reverse("crm:setup-person-invite", args=[nina.pk]))
    link = page.context["invitation"]
    assert link in page.content.decode()
    assert link in Letter.objects.get().text
    client.logout()
    assert client.get(link, follow=True).status_code == 200


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"email": "CAMILLE.ROUX@boussole.example"}, "email"),
        ({"email": "nobody"}, "email"),
        ({"full_name": ""}, "full_name"),
        ({"role": "king"}, "role"),
        ({"hourly_cost": "-1"}, "hourly_cost"),
    ],
)
def test_what_is_wrong_with_a_person_is_said(
    office, rep, changed: dict, field: str
) -> None:
    User.objects.filter(pk=rep.pk).update(email="camille.roux@boussole.example")
    answer = office.post(reverse("crm:setup-person-new"), person_body(**changed))

    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_the_last_admin_stays_one(office, admin) -> None:
    body = person_body(email=admin.email, role="manager")
    answer = office.post(reverse("crm:setup-person", args=[admin.pk]), body)

    assert answer.status_code == 422
    assert User.objects.get(pk=admin.pk).is_admin


def test_another_team_from_a_day_on(office, rep, south) -> None:
    body = {"team": south.pk, "from_on": "2026-12-01"}
    office.post(reverse("crm:setup-person-join", args=[rep.pk]), body)

    held = Membership.objects.filter(user=rep).order_by("-from_on")
    assert {m.team.name: str(m.from_on) for m in held} == {
        "South": "2026-12-01",
        "North": "None",
    }


def test_teams_are_made_moved_and_archived(office, north, south, manager) -> None:
    body = {"name": "Key accounts", "parent": north.pk, "managers": [manager.pk]}
    assert office.post(reverse("crm:setup-team-new"), body).status_code == 303
    team = Team.objects.get(name="Key accounts")
    assert list(team.managers.all()) == [manager]

    under_itself = body | {"name": "North", "parent": team.pk, "managers": []}
    answer = office.post(reverse("crm:setup-team", args=[north.pk]), under_itself)
    assert answer.status_code == 422
    office.post(reverse("crm:setup-team-archive", args=[team.pk]))
    team.refresh_from_db()
    assert team.archived_at is not None


def test_a_team_with_people_is_not_archived(office, rep, north) -> None:
    office.post(reverse("crm:setup-team-archive", args=[north.pk]))
    north.refresh_from_db()
    assert north.archived_at is None


def test_the_organisation_chooses(office) -> None:
    page = office.get(reverse("crm:setup-organisation"))
    form = page.context["form"]
    kept = {k: v for k, v in form.initial.items() if v is not None}
    body = kept | {"name": "Durand & Fils", "working_week": "54321"}
    assert office.post(reverse("crm:setup-organisation"), body).status_code == 303
    assert Organisation.current().name == "Durand & Fils"
    assert Organisation.current().working_week == "12345"
    wrong = office.post(reverse("crm:setup-organisation"), body | {"country": "FRA"})
    assert wrong.status_code == 422


def test_every_choice_of_the_organisation_stands_on_its_page() -> None:
    own = {f.name for f in Organisation._meta.concrete_fields} - {"id"}
    later = {"discount_rate_bp", "cost_lag_months"}
    assert own - later == set(OrganisationForm.Meta.fields)


def test_admins_only(client, manager, rep, north) -> None:
    client.force_login(manager)
    for name, args in (
        ("setup-organisation", []),
        ("setup-person", [rep.pk]),
        ("setup-team", [north.pk]),
        ("setup-person-new", []),
    ):
        assert client.get(reverse(f"crm:{name}", args=args)).status_code == 403
