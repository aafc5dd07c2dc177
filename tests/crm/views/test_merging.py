"""Merging from the pages: both must be changeable, the merged one leads to where it lives on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from crm.models import Organisation, Prospect, User
from crm.services import prospects
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]


@pytest.fixture
def home(rep: User) -> Prospect:
    return factories.prospect(owner=rep, name="Durand SARL", city="Lyon")


@pytest.fixture
def other(rep: User) -> Prospect:
    return factories.prospect(owner=rep, name="Durand", email="a@durand.fr")


def address(row: Prospect) -> str:
    return reverse("crm:merge", args=[row.pk])


def test_the_fuller_value_is_preselected_and_the_chosen_one_kept(
    home: Prospect, other: Prospect, rep: User, client_of: SignIn
) -> None:
    client = client_of(rep)
    shown = client.get(address(home), {"with": other.pk}).context["rows"]
    taken = {row["name"] for row in shown if row["from_other"]}
    assert taken == {"email"}
    sent = {"with": other.pk, "take-email": "other", "take-name": "other"}
    answer = client.post(address(home), sent)
    assert answer.status_code == 303
    home.refresh_from_db()
    assert (home.name, home.email, home.city) == ("Durand", "a@durand.fr", "Lyon")
    # Sent twice, or by the button back: it is said again, nothing more happens.
    assert client.post(address(home), sent).status_code == 303


def test_a_merged_prospect_leads_to_where_it_lives_on(
    home: Prospect, other: Prospect, rep: User, client_of: SignIn
) -> None:
    client = client_of(rep)
    client.post(address(home), {"with": other.pk})
    there = reverse("crm:prospect", args=[home.pk])
    for name in ("prospect", "prospect-edit", "prospect-step", "contact-new", "merge"):
        answer = client.get(reverse(f"crm:{name}", args=[other.pk]))
        assert (answer.status_code, answer["Location"]) == (303, there)
    told = client.get(there).content.decode()
    assert "Merged with Durand" in told


def test_both_must_be_there_and_changeable(
    home: Prospect,
    rep: User,
    teammate: User,
    organisation: Organisation,
    client_of: SignIn,
) -> None:
    theirs = factories.prospect(owner=teammate, name="Durand")
    client = client_of(rep)

    def answers(pk: int | str) -> list[int]:
        asked: dict[str, int | str] = {"with": pk}
        send = (client.get, client.post)
        return [each(address(home), asked).status_code for each in send]

    assert answers(theirs.pk) == answers(9_999_999) == answers("9" * 30) == [404, 404]
    assert answers("²") == answers("x\0") == [404, 404]
    organisation.records_seen_by_reps = Organisation.RecordsSeen.TEAM
    organisation.save()
    assert answers(theirs.pk) == [403, 403]


def test_with_itself_or_changed_meanwhile_says_so(
    home: Prospect, other: Prospect, rep: User, client_of: SignIn
) -> None:
    client = client_of(rep)
    itself = client.post(address(home), {"with": home.pk})
    assert (itself.status_code, "with itself" in itself.content.decode()) == (422, True)
    prospects.edit_prospect(prospect_id=other.pk, by=rep, now=NOW, city="Nantes")
    stale: dict[str, int | str] = {"with": other.pk, "version": 1, "other_version": 1}
    assert client.post(address(home), stale).status_code == 409
    huge: dict[str, int | str] = {"with": other.pk, "version": "9" * 40}
    assert client.post(address(home), huge).status_code == 422
    assert not Prospect.objects.filter(merged_into__isnull=False).exists()


def test_likely_duplicates_warn_while_typing_and_stand_on_a_page(
    home: Prospect, other: Prospect, rep: User, other_rep: User, client_of: SignIn
) -> None:
    asked: dict[str, int | str] = {
        "name": "Durand",
        "apart": other.pk,
        "email": "\0",
        "phone": "x" * 9000,
    }
    warned = client_of(rep).get(reverse("crm:likely"), asked)
    assert [line["pk"] for line in warned.context["likely"]] == [home.pk]
    unseen = client_of(other_rep).get(reverse("crm:likely"), asked)
    assert unseen.content.strip() == b""
    pairs = client_of(rep).get(reverse("crm:duplicates")).context["pairs"]
    assert [(pair["home"]["pk"], pair["changeable"]) for pair in pairs] == [
        (home.pk, True)
    ]
