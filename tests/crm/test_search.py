"""Search over everything finds what a person may see, and nothing else."""

from __future__ import annotations

import pytest
from django.urls import reverse

from crm.search import search
from crm.services import prospects
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def found(user, words: str) -> dict[str, list[str]]:
    return {g.label: [hit.label for hit in g.hits] for g in search(user, words)}


@pytest.fixture
def durand(rep):
    prospect = factories.prospect(owner=rep, at=NOW, name="Durand SARL", city="Lyon")
    factories.deal(owner=rep, prospect=prospect, name="Durand: rack", at=NOW)
    factories.complaint(by=rep, prospect=prospect, verbatim="livré en retard")
    return prospect


def test_every_kind_is_found(rep, durand) -> None:
    groups = found(rep, "durand")

    assert groups["Prospects"] == ["Durand SARL"]
    assert groups["Deals"] == ["Durand: rack"]
    assert groups["Complaints"] == ["Durand SARL"]


@pytest.mark.parametrize("words", ["Jé", "je", "we", "JE WE", "jean we"])
def test_two_letters_find_a_first_name_and_a_last_one(rep, durand, words: str) -> None:
    prospects.add_contact(prospect=durand, by=rep, now=NOW, name="Jérôme Weber")
    prospects.add_contact(prospect=durand, by=rep, now=NOW, name="Jeanne Weber")
    prospects.add_contact(prospect=durand, by=rep, now=NOW, name="Benjie Stowe")
    both = {"Jérôme Weber", "Jeanne Weber"}
    assert set(found(rep, words)["Contacts"]) == (
        {"Jeanne Weber"} if words.startswith("jean") else both
    )


def test_two_letters_find_how_a_deal_begins(rep, durand) -> None:
    assert found(rep, "du ra")["Deals"] == ["Durand: rack"]


@pytest.mark.parametrize("words", ["durand", "Lyon", "rack", "retard"])
def test_what_a_colleague_owns_is_not_found(other_rep, durand, words: str) -> None:
    groups = found(other_rep, words)
    assert not {"Prospects", "Deals", "Complaints", "Contacts"} & set(groups)


def test_the_manager_finds_the_team(manager, durand) -> None:
    assert found(manager, "durand")["Prospects"] == ["Durand SARL"]


@pytest.mark.parametrize(
    ("words", "group", "label"),
    [
        ("rankings", "Go to", "Rankings"),
        ("log call", "Do", "Log: call"),
        ("create deal", "Do", "New deal"),
        ("closing rate", "Figures", "Win rate"),
        ("turnover", "Figures", "Revenue, excl. tax"),
    ],
)
def test_pages_commands_and_figures(rep, words: str, group: str, label: str) -> None:
    assert label in found(rep, words).get(group, [])


def test_places_of_others_are_not_offered(rep, admin) -> None:
    assert "Go to" not in found(rep, "set-up")
    assert found(admin, "set-up")["Go to"] == ["Set-up"]


@pytest.mark.parametrize("words", ["", "a", "\0", "%", "_", "x" * 5000, "'; --", "💥"])
def test_any_words_may_be_typed(client, rep, words: str) -> None:
    client.force_login(rep)
    for header in ({}, {"HX-Request": "true"}):
        answer = client.get(reverse("crm:search"), {"q": words}, headers=header)
        assert answer.status_code == 200


def test_a_search_asks_no_more_when_there_is_more(
    client, rep, durand, django_assert_max_num_queries
) -> None:
    for n in range(12):
        factories.prospect(owner=rep, at=NOW, name=f"Durand {n}")
    client.force_login(rep)

    client.get(reverse("crm:search"))  # the session's first page writes it

    with django_assert_max_num_queries(8):
        answer = client.get(
            reverse("crm:search"), {"q": "durand"}, headers={"HX-Request": "true"}
        )
    assert "See all of them" in answer.content.decode()
