"""An admin's pages of organisation, teams and people."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from crm.forms.office import OrganisationForm
from crm.models import (
    DefinitionChange,
    Letter,
    Membership,
    Organisation,
    Team,
    User,
)
from crm.services import definitions

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


def test_new_people_read_the_language_of_the_installation(office, settings) -> None:
    settings.FIRST_LANGUAGE = "fr"
    form = office.get(reverse("crm:setup-person-new")).context["form"]
    assert form["language"].value() == "fr"
    made = User.objects.create_superuser(
        "first@boussole.test", "a password", full_name="A"
    )
    chosen = User.objects.create_user("b@boussole.test", full_name="B", language="en")
    assert (made.language, chosen.language) == ("fr", "en")


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
    assert own == set(OrganisationForm.Meta.fields)


def _sent(office, **changes: object) -> dict[str, object]:
    form = office.get(reverse("crm:setup-organisation")).context["form"]
    return {k: v for k, v in form.initial.items() if v is not None} | changes


def test_what_counts_figures_anew_is_asked_first(office, admin) -> None:
    """A page that says what would change; saved only with an answer to that very question."""
    body = _sent(office, cycle_start="opened", discount_rate_bp="12.5")
    here = reverse("crm:setup-organisation")
    question = office.post(here, body)

    assert question.status_code == 422
    assert question.context["agreed"] == "cycle_start discount_rate_bp"
    assert "past ones too, is counted from: deal opened." in question.content.decode()
    assert Organisation.current().cycle_start == "first_contact"
    assert not DefinitionChange.objects.exists()

    other = office.post(here, body | {"agreed": "cycle_start"})
    assert other.status_code == 422
    agreed = body | {"agreed": question.context["agreed"]}
    assert office.post(here, agreed).status_code == 303
    assert Organisation.current().discount_rate_bp == 1_250
    noted = DefinitionChange.objects.values_list("field", "was", "became", "by")
    assert set(noted) == {
        ("cycle_start", "first_contact", "opened", admin.pk),
        ("discount_rate_bp", "1000", "1250", admin.pk),
    }
    # The same once more changes nothing, and asks nothing.
    assert office.post(here, body).status_code == 303
    assert len(noted.all()) == 2


def test_another_time_zone_is_announced_from_the_page_too(office, monkeypatch) -> None:
    told: list[object] = []
    monkeypatch.setattr("crm.services.people.announce_calendar", told.append)
    body = _sent(office, time_zone="America/St_Johns", agreed="time_zone")

    assert office.post(reverse("crm:setup-organisation"), body).status_code == 303
    assert len(told) == 1


def test_every_choice_that_is_noted_says_what_it_changes() -> None:
    before = Organisation.current()
    other = {
        "time_zone": "UTC", "country": "BE", "working_week": "1234",
        "fiscal_first_month": 7, "cycle_start": "detected", "method_rule": "equal",
        "revenue_basis": "delivered",
        "complaint_basis": "contracts", "uses_mql": True, "churn_after_months": 6,
        "silent_after_days": 30, "cost_lag_months": 2, "discount_rate_bp": 500,
    }  # fmt: skip
    told = definitions.asked(before, other)
    assert set(told) == set(definitions.CHANGES) == set(other)
    assert "6 months" in told["churn_after_months"]
    assert "contracts" in told["complaint_basis"]
    assert definitions.asked(before, {"name": "Other", "minimum_sample": 3}) == {}
    assert (
        "count as customers again"
        in definitions.asked(before, {"churn_after_months": 0})["churn_after_months"]
    )


def test_admins_only(client, manager, rep, north) -> None:
    client.force_login(manager)
    for name, args in (
        ("setup-organisation", []),
        ("setup-person", [rep.pk]),
        ("setup-team", [north.pk]),
        ("setup-person-new", []),
    ):
        assert client.get(reverse(f"crm:{name}", args=args)).status_code == 403
